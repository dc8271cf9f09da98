"""Launching a day, and steering it: pause, resume, close, reopen; with an `entry` to audit."""

from dataclasses import replace
from datetime import datetime, timedelta

from chalicelib.domain.audits import Audit
from chalicelib.domain.days import Day
from chalicelib.domain.plan import Plan
from chalicelib.errors import ConflictError, NotFoundError
from chalicelib.ports import Clock, Exists, Stale, Store

SLOTS = 64
A_WEEK = timedelta(days=7)


def launch_day(plan: Plan, *, store: Store, clock: Clock, slots: int = SLOTS) -> Day:
    """Opens the day now. Raises ConflictError when a day of that name was launched before."""
    now = clock.now()
    day = Day(
        id=plan.day,
        state="open",
        plan_version=plan.version,
        slots=slots,
        opened_at=now,
        closes=plan.closes,
        next_due=now,
    )
    if isinstance(store.launch(day, plan), Exists):
        raise ConflictError(f"day {plan.day} was launched before: choose another name")
    return day


def pause_day(day: str, entry: Audit | None = None, *, store: Store) -> Day:
    """No new claims within a second (promise 6); replies go on being answered."""
    found = _found(day, store)
    before = "reopened" if found.state == "reopened" else "open"
    return _moved(found, before, store, entry, state="paused")


def resume_day(day: str, entry: Audit | None = None, *, store: Store, clock: Clock) -> Day:
    """Sends go on where they stopped, as far as they are still useful."""
    now = clock.now()
    return _moved(_found(day, store), "paused", store, entry, state="open", next_due=now)


def close_day(day: str, entry: Audit | None = None, *, store: Store, clock: Clock) -> Day:
    """Brings the closing forward to now; the next tick starts it."""
    found = _found(day, store)
    if found.state in ("closing", "closed"):
        return found
    now: datetime = clock.now()
    return _written(found, replace(found, closes=now, next_due=now), store, entry)


def reopen_day(
    day: str, until: datetime, entry: Audit | None = None, *, store: Store, clock: Clock
) -> Day:
    """A closed day counts and sends again, until it closes with a report that is a revision.

    What it has done stays done: no trigger fires and no text goes a second time.
    """
    found, now = _found(day, store), clock.now()
    if found.state == "reopened" and found.closes == until:
        return found
    if found.state != "closed":
        raise ConflictError(f"day {day} is {found.state}, not closed")
    if until <= now:
        raise ConflictError(f"it cannot be open until {until:%Y-%m-%d %H:%M} UTC, which is past")
    after = replace(
        found,
        state="reopened",
        closes=until,
        closing_at=None,
        next_due=now,
        revision=found.revision + 1,
    )
    return _written(found, after, store, entry)


def reopen_for_a_week(day: str, entry: Audit | None = None, *, store: Store, clock: Clock) -> Day:
    """What the desk's button does; pressed twice, it is the same week."""
    found = _found(day, store)
    if found.state == "reopened":
        return found
    return reopen_day(day, clock.now() + A_WEEK, entry, store=store, clock=clock)


def _found(day: str, store: Store) -> Day:
    found = store.day(day)
    if found is None:
        raise NotFoundError(f"no day {day}: `tocsin status` lists them")
    return found


def _moved(day: Day, expected: str, store: Store, entry: Audit | None, **changes: object) -> Day:
    if day.state == changes["state"]:
        return day
    if day.state != expected:
        raise ConflictError(f"day {day.id} is {day.state}, not {expected}")
    return _written(day, replace(day, **changes), store, entry)  # type: ignore[arg-type]


def _written(before: Day, after: Day, store: Store, entry: Audit | None) -> Day:
    if isinstance(store.move_day(before, after, entry), Stale):
        raise ConflictError(f"day {before.id} moved meanwhile: look again and repeat")
    return after
