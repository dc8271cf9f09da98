"""Check 8: a date that is past."""

from collections.abc import Iterator
from datetime import date, datetime

from chalicelib.domain.planfile.checks.written import local_times
from chalicelib.domain.planfile.draft import Draft
from chalicelib.domain.planfile.instants import deadline_of, end_of, utc
from chalicelib.domain.planfile.moments import Before
from chalicelib.domain.planfile.problems import Path, Problem


def past_dates(draft: Draft) -> Iterator[Problem]:
    """Nothing can be launched that should have happened already."""
    for path, at in (*_written(draft), *_computed(draft)):
        if at <= draft.now:
            yield draft.problem(
                path, "is past", f"write a time after {draft.now:%Y-%m-%d %H:%M} UTC"
            )


def _written(draft: Draft) -> Iterator[tuple[Path, datetime]]:
    return ((path, utc(draft.file, local)) for path, local in local_times(draft))


def _computed(draft: Draft) -> Iterator[tuple[Path, datetime]]:
    file = draft.file
    yield ("date",), end_of(file, file.date)
    for name, ask in file.asks.items():
        if isinstance(ask.until, date) and not isinstance(ask.until, datetime):
            yield ("asks", name, "until"), end_of(file, ask.until)
    for name, trigger in file.triggers.items():
        at = deadline_of(file, trigger)
        if at and isinstance(trigger.when, Before) and trigger.when.lead:
            yield ("triggers", name, "when"), at
