"""When the waves of one pool end: their pace, the windows of their people, and each wave's end.

The pool works on the wave that began first, on all its people whose window is open, mixed; where
nobody's is, on the next one. Amounts are segments, spread evenly.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple


class Window(NamedTuple):
    """From when to when people somewhere may be texted."""

    opens: datetime
    closes: datetime


Windows = Callable[[str, datetime], Window | None]
"""The window of a place that is open at an instant, or the next one; None if none ever is."""


@dataclass(slots=True)
class Job:
    """One wave's segments by place, from `starts` to before `until`, at `pace` a second.

    `left` shrinks.
    """

    starts: datetime
    until: datetime
    left: dict[str, float]
    pace: float
    began: datetime | None = None
    """When its first segment went."""
    ended: datetime | None = None
    """When its last segment went; None where it had none, or some are left."""


def work_off(jobs: Sequence[Job], windows: Windows) -> None:
    """Lets the pool send until nothing is left, or nothing left can be sent in time."""
    jobs = sorted((job for job in jobs if job.left), key=lambda job: job.starts)
    at: datetime | None = jobs[0].starts if jobs else None
    while at is not None:
        at = _step(jobs, windows, at)


def _step(jobs: Sequence[Job], windows: Windows, at: datetime) -> datetime | None:
    """Sends until something changes; the instant of that change, or None when all is over."""
    changes: list[datetime] = []
    for job in jobs:
        coming = _openings(job, windows, at)
        changes += [window.opens for window in coming.values() if window.opens > at]
        now = {place: window for place, window in coming.items() if window.opens <= at}
        if now:
            ends = [min(window.closes, job.until) for window in now.values()]
            return _send(job, list(now), at, min((*ends, *changes)))
    return min(changes, default=None)


def _openings(job: Job, windows: Windows, at: datetime) -> dict[str, Window]:
    found = {place: windows(place, max(at, job.starts)) for place in job.left}
    return {place: w for place, w in found.items() if w and w.opens < job.until}


def _send(job: Job, places: list[str], at: datetime, change: datetime) -> datetime:
    job.began = job.began or at
    needed = timedelta(seconds=sum(job.left[place] for place in places) / job.pace)
    if needed > change - at:
        rest = 1 - (change - at) / needed
        job.left |= {place: job.left[place] * rest for place in places}
        return change
    for place in places:
        del job.left[place]
    if not job.left:
        job.ended = at + needed
    return at + max(needed, timedelta(microseconds=1))
