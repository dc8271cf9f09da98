"""Runs the benchmarks: `python -m bench [NAME …]`, by default all, in this order.

Prints a table, and writes it to `bench/results.json` and `docs/benchmarks.md`; the rows of what is
not run stay as they were. Each is measured in processes of its own. Exit code 1 when a limit is
missed.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from bench import cold_start, ground, importing, ticking
from bench import long_wave as long_waves
from bench import packet as packets
from bench.page import PAGE, with_figures
from bench.rows import ORDER, Row, line

RESULTS = Path(__file__).with_name("results.json")
Rows = list[dict[str, Any]]


def reply(directory: Path) -> Rows:
    """A warm reply on the local cloud."""
    with ground.cloud() as url:
        return _child("bench.reply", directory, ground.furnish(url), url)


def signing(directory: Path) -> Rows:
    """A signature on the web, and many at once, on the local cloud."""
    with ground.cloud() as url:
        return _child("bench.signing", directory, ground.furnish(url), url)


def growing(directory: Path) -> Rows:
    """Half a million signatures in memory; some minutes."""
    return _child("bench.growing", directory, ground.environment("http://127.0.0.1:9"), "-")


def cold(directory: Path) -> Rows:
    """A cold start."""
    nowhere = ground.environment("http://127.0.0.1:9")
    return _rows(cold_start.measure(nowhere))


def rows(directory: Path) -> Rows:
    """Rows of a people list a second."""
    with ground.cloud() as url:
        return _rows(*importing.rates(directory, ground.furnish(url)))


def memory(directory: Path) -> Rows:
    """What a long people list takes; some minutes."""
    nowhere = ground.environment("http://127.0.0.1:9")
    return _rows(importing.memory(directory, nowhere))


def tick(directory: Path) -> Rows:
    """A tick with a thousand days open; some minutes."""
    with ground.cloud() as url:
        return _child("bench.ticking", directory, ground.furnish(url), str(ticking.DAYS))


def wave(directory: Path) -> Rows:
    """The calls of a wave to AWS."""
    with ground.cloud() as url:
        return _child("bench.wave", directory, ground.furnish(url), url)


def texts(directory: Path) -> Rows:
    """A wave's real rate on the local cloud."""
    with ground.own_stage() as stage, ground.carrier(stage) as more:
        known = ground.furnish(stage.cloud_url) | more
        return _child("bench.texts", directory, known, stage.cloud_url)


def long_wave(directory: Path) -> Rows:
    """What a wave to 100,000 people takes; a minute or two."""
    nowhere = ground.environment("http://127.0.0.1:9")
    return _rows(long_waves.memory(directory, nowhere))


def dialogue(directory: Path) -> Rows:
    """Decisions a second, and their growth with open asks."""
    command = [sys.executable, "-m", "bench.deciding", str(directory / "rows.json")]
    subprocess.run(command, check=True, env=ground.environment("http://127.0.0.1:9"))
    return json.loads((directory / "rows.json").read_text())


def packet(directory: Path) -> Rows:
    """What the packet of 500,000 signatories takes; a minute."""
    nowhere = ground.environment("http://127.0.0.1:9")
    return _rows(*packets.packet(directory, nowhere))


BENCHMARKS: dict[str, Callable[[Path], Rows]] = {
    "reply": reply,
    "signing": signing,
    "growing": growing,
    "cold": cold,
    "rows": rows,
    "memory": memory,
    "tick": tick,
    "wave": wave,
    "texts": texts,
    "long_wave": long_wave,
    "dialogue": dialogue,
    "packet": packet,
}


def main(names: Sequence[str]) -> int:
    """The exit code."""
    found = {row["name"]: row for row in _before()} if names else {}
    with tempfile.TemporaryDirectory() as directory:
        for name in names or BENCHMARKS:
            found |= {row["name"]: row for row in BENCHMARKS[name](Path(directory))}
    ordered = [found[name] for name in ORDER if name in found]
    RESULTS.write_text(json.dumps(ordered, indent=1) + "\n")
    PAGE.write_text(with_figures(PAGE.read_text("utf-8"), ordered), "utf-8")
    sys.stdout.write("".join(f"{line(row)}\n" for row in ordered))
    return 0 if all(row["ok"] for row in ordered) else 1


def _before() -> Rows:
    return json.loads(RESULTS.read_text()) if RESULTS.exists() else []


def _rows(*rows: Row) -> Rows:
    return [row.as_json() for row in rows]


def _child(module: str, directory: Path, environment: dict[str, str], argument: str) -> Rows:
    """The rows that a process of its own leaves; what it logs as a Lambda goes nowhere."""
    result = directory / "rows.json"
    command = [sys.executable, "-m", module, argument, str(result)]
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)
    return json.loads(result.read_text())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
