"""Texts a second: a short code's wave on the local cloud, to the local carrier, by real threads.

`python -m bench.texts CLOUD_URL RESULT` in a process of its own, as the worker's Lambda is. Time is
real; the stage's clock says noon, so that people are awake.
"""

import json
import sys
from pathlib import Path
from time import perf_counter, process_time

import requests

from bench import ground, wave
from bench.rows import Row, require
from chalicelib import wiring
from chalicelib.adapters.clock import move_clock
from chalicelib.steps.launch_day import launch_day

KIND = "short-code"


def silenced(phones_url: str) -> None:
    """The carrier tells nothing of what became of its texts: nobody here would listen."""
    fault = {"kind": "silent", "share": 1}
    requests.post(f"{phones_url}/faults", json=fault, timeout=9).raise_for_status()


def main(url: str, result: str) -> None:
    """Sends, checks, and leaves the row in the file `result`."""
    known = wiring.settings()
    move_clock(Path(known.clock_file), wave.tomorrow_noon())
    silenced(known.carrier_url)
    ground.client("s3", url).create_bucket(Bucket=known.files_bucket)
    wave.furnish()
    plan = wave.plan_of(KIND)
    launch_day(plan, store=wiring.store(), clock=wiring.clock())
    began, busy = perf_counter(), process_time()
    wave.run_wave(plan)
    seconds, cpu = perf_counter() - began, process_time() - busy
    outcomes = wiring.store().message_counts(plan.day)
    require(outcomes == {"sign.0.accepted": wave.PEOPLE}, "not each text was taken")
    sys.stderr.write(f"texts: {seconds:.1f} s, {cpu / wave.PEOPLE * 1000:.1f} ms of CPU each\n")
    row = Row(name="local_texts_per_second", value=wave.PEOPLE / seconds, unit="a second")
    Path(result).write_text(json.dumps([row.as_json()]))


if __name__ == "__main__":
    main(*sys.argv[1:])
