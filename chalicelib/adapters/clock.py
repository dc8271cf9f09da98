"""Time: the only place that reads it. The local stage's clock is real time plus an offset."""

import json
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path


class SystemClock:
    """Real time."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def real_now(self) -> datetime:
        return datetime.now(UTC)

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)


class StageClock:
    """Real time plus the offset in a file that every process of the local stage shares."""

    def __init__(self, file: Path | str) -> None:
        self._file = Path(file)
        self._seen = 0
        self._offset = timedelta(0)

    def now(self) -> datetime:
        """The stage's time; the file is read again only when it was replaced."""
        changed = self._changed_at()
        if changed != self._seen:
            self._offset = _offset(self._file)
            self._seen = changed
        return datetime.now(UTC) + self._offset

    def real_now(self) -> datetime:
        return datetime.now(UTC)

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)

    def _changed_at(self) -> int:
        try:
            return self._file.stat().st_mtime_ns
        except FileNotFoundError:
            return 0


def make_clock(clock_file: str) -> SystemClock | StageClock:
    """The clock of a stage; only the local one has a file."""
    return StageClock(clock_file) if clock_file else SystemClock()


def move_clock(file: Path, to: datetime) -> None:
    """Sets the stage's clock to `to` (aware) from now on, in one replacement of the file."""
    offset = (to - datetime.now(UTC)).total_seconds()
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", dir=file.parent, suffix=".new", delete=False) as new:
        json.dump({"offset_seconds": offset}, new)
    Path(new.name).replace(file)


def _offset(file: Path) -> timedelta:
    try:
        return timedelta(seconds=json.loads(file.read_text("utf-8"))["offset_seconds"])
    except FileNotFoundError:
        return timedelta(0)
