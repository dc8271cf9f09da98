"""The tick: each minute, whatever is due is started and whatever was left is finished.

Every part is isolated: one day's failure, or one kept text's, stops nothing else.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar

from chalicelib.domain.days import Day
from chalicelib.domain.runs import Run
from chalicelib.ports import Clock, Steps, Store
from chalicelib.steps.confirm_signature import send_left_letters
from chalicelib.steps.publish import is_shown, publish_day
from chalicelib.steps.replay_text import replay_text
from chalicelib.steps.resend_due import resend_due
from chalicelib.steps.start_due import start_due
from chalicelib.steps.start_requests import start_request
from chalicelib.steps.sweep_claims import sweep_claims
from chalicelib.telemetry import logger

R = TypeVar("R")
PUBLISH_EACH = timedelta(seconds=50)
START_WITHIN, PUBLISH_WITHIN = timedelta(seconds=25), timedelta(seconds=50)
"""Of the tick's own minute, after which its Lambda is cut off. With very many days, those that are
left over come first next time; what is short and bounded goes before what may be long."""
MOST_TEXTS = 200
MOST_REQUESTS = 20
"""Of people about themselves, a minute: each run reads the whole table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticked:
    """The runs started, how many claims became `unknown`, texts replayed, texts tried again,
    parts that raised."""

    runs: tuple[Run, ...]
    unknown: int
    replayed: int
    resent: int
    failed: int


def tick(*, store: Store, clock: Clock, steps: Steps) -> Ticked:
    """Safe to run twice at once: each effect is a conditional write first."""
    each, began = _Isolated(steps), clock.real_now()
    replayed = each(replay_text, store.kept_texts(MOST_TEXTS))
    days = store.days_due(clock.now())
    unknown = each(sweep_claims, [(clock.real_now(),)])
    runs = each(start_due, zip(_until(began + START_WITHIN, days, clock)))
    runs += each(start_request, zip(store.subject_requests_due(clock.now(), MOST_REQUESTS)))
    each(send_left_letters, [(clock.real_now(),)])
    resent = each(resend_due, [()])
    each(publish_if_moved, zip(_until(began + PUBLISH_WITHIN, _overdue(days, clock), clock)))
    return Ticked(
        runs=tuple(run for started in runs for run in started),
        unknown=sum(unknown),
        replayed=len(replayed),
        resent=sum(resent),
        failed=each.failed,
    )


def publish_if_moved(day: Day, *, store: Store, clock: Clock, steps: Steps) -> None:
    """What the stream did not bring. A day that nothing moved in is looked at, and left."""
    if not is_shown(day, store=store, clock=clock):
        steps(publish_day, day.id)


def _overdue(days: list[Day], clock: Clock) -> list[Day]:
    """Days not published for a minute, longest first."""
    since = clock.now() - PUBLISH_EACH
    stale = [day for day in days if day.published_at is None or day.published_at <= since]
    return sorted(stale, key=lambda day: day.published_at or day.opened_at)


def _until(stop: datetime, days: Iterable[Day], clock: Clock) -> Iterator[Day]:
    """As many as there is time for."""
    for day in days:
        if clock.real_now() >= stop:
            return
        yield day


class _Isolated:
    """Calls a part of the tick for each thing; what raises is logged and counted."""

    def __init__(self, steps: Steps) -> None:
        self.failed = 0
        self._steps = steps

    def __call__(self, part: Callable[..., R], things: Iterable[tuple[Any, ...]]) -> list[R]:
        """The results of those that did not raise."""
        results = []
        for thing in things:
            try:
                results.append(self._steps(part, *thing))
            except Exception:  # isolation: the next thing, and the next tick, must go on
                logger.exception("a part of the tick failed", extra={"part": part.__name__})
                self.failed += 1
        return results
