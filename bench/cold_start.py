"""A cold start: fresh processes, in turn, that load what the first webhook answer needs."""

import statistics
import subprocess
import sys
from collections.abc import Mapping

from bench.rows import Row, require

ROUNDS = 9
"""Pairs, after one that compiles and warms the disk's cache."""


def measure(environment: Mapping[str, str]) -> Row:
    """The median ratio of the processes' CPU."""
    pairs = [(_cpu("ours", environment), _cpu("floor", environment)) for _ in range(ROUNDS + 1)]
    ratio = statistics.median(ours / floor for ours, floor in pairs[1:])
    ours, floor = (statistics.median(side) for side in zip(*pairs[1:], strict=True))
    sys.stderr.write(f"cold start: ours {ours * 1e3:.0f} ms, floor {floor * 1e3:.0f} ms\n")
    return Row(name="webhook_import_ratio", value=ratio, unit="times", limit=1.25)


def _cpu(side: str, environment: Mapping[str, str]) -> float:
    command = [sys.executable, "-m", "bench.first_answer", side]
    done = subprocess.run(command, env=environment, check=True, capture_output=True)
    seconds = float(done.stdout)
    require(seconds > 0, "a process that took no time")
    return seconds
