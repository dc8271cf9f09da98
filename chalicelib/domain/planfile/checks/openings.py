"""Check 8: a wave on a day or at an hour at which none of its people may be texted."""

from collections.abc import Iterator
from datetime import timedelta

from chalicelib.domain.planfile.draft import Draft
from chalicelib.domain.planfile.problems import Path, Problem

LATE = timedelta(hours=12)
"""A wave of the evening that goes out the next morning is no surprise."""


def shut_sends(draft: Draft) -> Iterator[Problem]:
    """Nothing goes out in the night, and in many countries on Sundays and holidays: it waits."""
    for wave in draft.waves:
        if wave.begins and wave.begins - wave.starts > LATE:
            asked: Path = ("asks", wave.ask)
            path: Path = (*asked, "nudges", wave.n - 1) if wave.n else (*asked, "send")
            message = (
                f"nobody of {wave.sender} may be texted then: it goes from"
                f" {wave.begins:%Y-%m-%d %H:%M} UTC"
            )
            yield draft.problem(path, message, "choose another time, or let it wait", "warning")
