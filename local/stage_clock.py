"""The stage's clock for the carrier and its pages: real time plus the offset that `tick` wrote."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path


def now(clock_file: Path) -> datetime:
    """Stage time, aware, UTC; without a clock file it is real time."""
    return datetime.now(UTC) + timedelta(seconds=_offset(clock_file))


def _offset(clock_file: Path) -> float:
    try:
        return float(json.loads(clock_file.read_text())["offset_seconds"])
    except FileNotFoundError:
        return 0.0
