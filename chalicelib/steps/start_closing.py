"""StartClosing: no new claims from here; facts are still accepted for the grace period."""

from dataclasses import dataclass, replace

from chalicelib.domain.calendar import close_moment
from chalicelib.domain.runs import CLOSE
from chalicelib.errors import ConflictError, NotFoundError
from chalicelib.ports import Clock, Stale, Store
from chalicelib.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class StartClosing:
    """The day to close, and the moment that closes it: not one of before it was reopened."""

    day: str
    moment: str = CLOSE


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosingStarted:
    """How long the workflow waits: the grace, and a quarter for replies that are under way."""

    grace_seconds: int


def start_closing(
    command: StartClosing, *, store: Store, clock: Clock, settings: Settings
) -> ClosingStarted:
    """A day that is closing or closed already stays so."""
    day = store.day(command.day)
    if day is None:
        raise NotFoundError(f"day {command.day}")
    late = command.moment != close_moment(day)
    if not late and day.state not in ("closing", "closed"):
        moved = store.move_day(day, replace(day, state="closing", closing_at=clock.now()))
        if isinstance(moved, Stale):
            raise ConflictError(f"day {command.day} moved while it was being closed")
    grace = settings.closing_grace_seconds
    return ClosingStarted(grace_seconds=grace + grace // 4)
