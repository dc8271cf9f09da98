"""The tick: each minute, whatever is due is started and whatever was left is finished.

Every part is isolated: one day's failure, or one kept text's, stops nothing else.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from chalicelib.domain.days import Day
from chalicelib.domain.runs import Run
from chalicelib.domain.subject_requests import SubjectRequest
from chalicelib.ports import Carrier, Catalogues, Clock, Executions, Mailer, Objects, Store, Vault
from chalicelib.settings import Settings
from chalicelib.steps.confirm_signature import send_left_letters
from chalicelib.steps.open_days import OpenDays
from chalicelib.steps.publish import publish_day
from chalicelib.steps.replay_text import replay_text
from chalicelib.steps.resend_due import resend_due
from chalicelib.steps.start_due import start_due
from chalicelib.steps.start_requests import start_request
from chalicelib.steps.sweep_claims import sweep_claims
from chalicelib.telemetry import logger

T = TypeVar("T")
R = TypeVar("R")
PUBLISH_EACH = timedelta(seconds=50)
PUBLISH_FOR = timedelta(seconds=30)
"""Half of the tick's own minute: with very many days, those left over come first next time."""
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


def tick(
    *,
    store: Store,
    executions: Executions,
    carrier: Carrier,
    clock: Clock,
    mailer: Mailer,
    public: Objects,
    vault: Vault,
    catalogues: Catalogues,
    open_days: OpenDays,
    settings: Settings,
) -> Ticked:
    """Safe to run twice at once: each effect is a conditional write first."""

    def replay(text: tuple[str, bytes, str, datetime]) -> int:
        replay_text(
            *text,
            store=store,
            vault=vault,
            catalogues=catalogues,
            open_days=open_days,
            settings=settings,
        )
        return 1

    def start(day: Day) -> tuple[Run, ...]:
        return start_due(day, store=store, executions=executions, clock=clock)

    def request(asked: SubjectRequest) -> tuple[Run, ...]:
        return start_request(asked, store=store, executions=executions, clock=clock)

    def publish(day: Day) -> None:
        publish_day(
            day.id,
            store=store,
            public=public,
            clock=clock,
            vault=vault,
            catalogues=catalogues,
            settings=settings,
        )

    def resend(_: datetime) -> int:
        return resend_due(
            store=store,
            carrier=carrier,
            vault=vault,
            catalogues=catalogues,
            clock=clock,
            settings=settings,
        )

    def send_letters(real_now: datetime) -> int:
        return send_left_letters(
            real_now,
            store=store,
            vault=vault,
            mailer=mailer,
            catalogues=catalogues,
            settings=settings,
        )

    failed: Counter[str] = Counter()
    replayed = sum(_each("replay", replay, store.kept_texts(MOST_TEXTS), failed))
    days = store.days_due(clock.now())
    runs = _each("start", start, days, failed)
    asked = store.subject_requests_due(clock.now(), MOST_REQUESTS)
    runs += _each("request", request, asked, failed)
    _each("publish", publish, _overdue(days, clock), failed)
    unknown = _each("sweep", lambda at: sweep_claims(at, store=store), [clock.real_now()], failed)
    _each("letters", send_letters, [clock.real_now()], failed)
    resent = _each("resend", resend, [clock.now()], failed)
    return Ticked(
        runs=tuple(run for started in runs for run in started),
        unknown=sum(unknown),
        replayed=replayed,
        resent=sum(resent),
        failed=failed.total(),
    )


def _overdue(days: list[Day], clock: Clock) -> Iterator[Day]:
    """Days not published for a minute, longest first, while there is time: the rest is next."""
    stop, since = clock.real_now() + PUBLISH_FOR, clock.now() - PUBLISH_EACH
    stale = [day for day in days if day.published_at is None or day.published_at <= since]
    for day in sorted(stale, key=lambda day: day.published_at or day.opened_at):
        if clock.real_now() >= stop:
            return
        yield day


def _each(part: str, do: Callable[[T], R], things: Iterable[T], failed: "Counter[str]") -> list[R]:
    """The results of those that did not raise; the others are logged and counted."""
    results = []
    for thing in things:
        try:
            results.append(do(thing))
        except Exception:  # isolation: the next thing, and the next tick, must go on
            logger.exception("a part of the tick failed", extra={"part": part})
            failed[part] += 1
    return results
