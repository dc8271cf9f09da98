"""A tick that finds many days open, all published and none moved, on the local cloud.

`python -m bench.ticking DAYS RESULT` in a process of its own, as the tick's Lambda is.
"""

import json
import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter, sleep
from typing import Any

from bench import ground
from bench.rows import Row, require

DAYS = 1_000


def main(days: str, result: str) -> None:
    """Launches the days, ticks until each is published, and once more; leaves the row."""
    from chalicelib import wiring
    from chalicelib.steps.launch_day import launch_day
    from chalicelib.steps.tick import PUBLISH_EACH, tick

    count = int(days)
    for number in range(count):
        launch_day(ground.a_quiet_plan(f"day-{number}"), store=wiring.store(), clock=wiring.clock())
    while None in _published():
        sys.stderr.write(f"tick: {_seconds(tick):.0f} s with days that were never published\n")
    sleep(PUBLISH_EACH.total_seconds())
    before, began = _published(), datetime.now(UTC)
    seconds = _seconds(tick)
    require(_published() == before, "a day was written though nothing moved in it")
    _check(count, began)
    row = Row(name=f"tick_{count}_days_seconds", value=seconds, unit="s")
    Path(result).write_text(json.dumps([row.as_json()]))


def _published() -> list[datetime | None]:
    from chalicelib import wiring

    return [day.published_at for day in wiring.store().open_days()]


def _seconds(tick: Callable[..., Any]) -> float:
    from chalicelib import wiring

    start = perf_counter()
    ticked = wiring.call(tick)
    seconds = perf_counter() - start
    require((ticked.failed, ticked.runs) == (0, ()), "the tick failed, or started what is not due")
    return seconds


def _check(count: int, start: datetime) -> None:
    """Every day was looked at: it was put off to the next minute."""
    from chalicelib import wiring

    days = wiring.store().open_days()
    require(len(days) == count, "days are missing")
    require(all(day.next_due and day.next_due > start for day in days), "a day was left out")
    bucket = ground.client("s3", os.environ["TOCSIN_AWS_URL"])
    last = bucket.get_object(Bucket=ground.PUBLIC, Key=f"day-{count - 1}/count.json")
    require(json.loads(last["Body"].read()) is not None, "a count is missing")


if __name__ == "__main__":
    main(*sys.argv[1:])
