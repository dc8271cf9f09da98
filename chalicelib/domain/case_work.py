"""What the desk makes of a day's cases: who waits how long, and whose they are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from chalicelib.domain.cases import Case


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerTimes:
    """Of a day's cases. `median` is of those answered; None before the first."""

    waiting: int
    answered: int
    median: timedelta | None
    oldest: timedelta | None
    """How long the longest-waiting open case has had no answer."""


def answered_at(case: Case) -> datetime | None:
    """When somebody first did something that ends the waiting: a reply, or the close."""
    done = [at for at in (case.first_reply_at, case.closed_at) if at]
    return min(done, default=None)


def answer_times(cases: Sequence[Case], now: datetime) -> AnswerTimes:
    """How long people waited, and wait."""
    waits = [at - case.opened_at for case in cases if (at := answered_at(case))]
    waiting = [now - case.opened_at for case in cases if answered_at(case) is None]
    return AnswerTimes(
        waiting=len(waiting),
        answered=len(waits),
        median=_median(waits),
        oldest=max(waiting, default=None),
    )


def shown(cases: Iterable[Case], login: str, wanted: str) -> list[Case]:
    """Oldest first. `wanted`: `mine` (assigned to `login`), `closed`, a kind, or anything else
    for every open one."""
    kept = (case for case in cases if _wanted(case, login, wanted))
    return sorted(kept, key=lambda case: (case.opened_at, case.id))


def _median(waits: Sequence[timedelta]) -> timedelta | None:
    seconds = [wait.total_seconds() for wait in waits]
    return timedelta(seconds=median(seconds)) if seconds else None


def _wanted(case: Case, login: str, wanted: str) -> bool:
    if wanted == "closed":
        return case.closed_at is not None
    if case.closed_at is not None:
        return False
    return case.assignee == login if wanted == "mine" else wanted in ("", case.kind)
