"""Check 8: a local time that does not exist, or exists twice, because the clocks change."""

from collections.abc import Iterator
from datetime import UTC, datetime

from chalicelib.domain.hours import zone_named
from chalicelib.domain.planfile.checks.written import local_times
from chalicelib.domain.planfile.draft import Draft
from chalicelib.domain.planfile.instants import zoned
from chalicelib.domain.planfile.problems import Path, Problem


def clock_changes(draft: Draft) -> Iterator[Problem]:
    """A time in the skipped hour is refused; one in the repeated hour means the first."""
    gathering = ("gathering",), datetime.combine(draft.file.date, draft.file.gathering)
    times: list[tuple[Path, datetime]] = [*local_times(draft), gathering]
    for path, written in times:
        zone, local = str(zoned(draft.file, written).tzinfo), written.replace(tzinfo=None)
        if _skipped(local, zone):
            message = f"{local:%H:%M} does not exist that day: the clocks go forward"
            yield draft.problem(path, message, "write a time an hour later")
        elif _twice(local, zone):
            message = f"{local:%H:%M} happens twice that day: the clocks go back"
            yield draft.problem(path, message, "the first is meant; write another", "warning")


def _skipped(local: datetime, zone: str) -> bool:
    aware = local.replace(tzinfo=zone_named(zone))
    back = aware.astimezone(UTC).astimezone(zone_named(zone))
    return back.replace(tzinfo=None) != local


def _twice(local: datetime, zone: str) -> bool:
    aware = local.replace(tzinfo=zone_named(zone))
    return aware.utcoffset() != aware.replace(fold=1).utcoffset()
