"""The stage's clock: real time, moved by one file that every process reads."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from chalicelib.adapters.clock import StageClock, SystemClock, make_clock, move_clock

NEAR = timedelta(seconds=5)
MAY = datetime(2030, 5, 1, 9, tzinfo=UTC)


def test_a_deployed_stage_has_real_time_only() -> None:
    """Without a file there is nothing to move."""
    clock = make_clock("")
    assert isinstance(clock, SystemClock)
    assert abs(clock.now() - datetime.now(UTC)) < NEAR
    assert clock.now().tzinfo is UTC


def test_a_moved_clock_is_moved_for_who_looked_before(tmp_path: Path) -> None:
    """Each move is seen at the next look; leases stay on real time."""
    file = tmp_path / "new" / "clock.json"
    clock = StageClock(file)
    assert abs(clock.now() - datetime.now(UTC)) < NEAR
    for to in (MAY, MAY - timedelta(days=9)):
        move_clock(file, to)
        assert abs(clock.now() - to) < NEAR
    assert abs(clock.real_now() - datetime.now(UTC)) < NEAR


def test_the_file_is_read_again_only_when_it_was_replaced(tmp_path: Path) -> None:
    """A look costs one stat: what the file holds is remembered by its time of change."""
    file = tmp_path / "clock.json"
    move_clock(file, MAY)
    clock = StageClock(file)
    moved, stamp = clock.now(), file.stat()
    file.write_text("not even JSON", "utf-8")
    os.utime(file, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    assert abs(clock.now() - moved) < NEAR


def test_a_move_leaves_no_other_file(tmp_path: Path) -> None:
    """The new offset is put in place whole."""
    move_clock(tmp_path / "clock.json", MAY)
    move_clock(tmp_path / "clock.json", MAY)
    assert [path.name for path in tmp_path.iterdir()] == ["clock.json"]
