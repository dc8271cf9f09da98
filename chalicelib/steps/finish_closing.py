"""FinishClosing: the day is closed; its pages say so, and the tick leaves it alone."""

from dataclasses import dataclass, replace

from chalicelib.errors import ConflictError
from chalicelib.ports import Catalogues, Clock, Objects, Stale, Store, Vault
from chalicelib.settings import Settings
from chalicelib.steps.publish import publish_day


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishClosing:
    """The day to close for good (it may reopen)."""

    day: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DayClosed:
    """`closed` is True, now or before."""

    closed: bool


def finish_closing(
    command: FinishClosing,
    *,
    store: Store,
    public: Objects,
    clock: Clock,
    vault: Vault,
    catalogues: Catalogues,
    settings: Settings,
) -> DayClosed:
    """Publishes once more, then closes: after that nothing wakes for this day."""
    publish_day(
        command.day,
        store=store,
        public=public,
        clock=clock,
        vault=vault,
        catalogues=catalogues,
        settings=settings,
    )
    day = store.day(command.day)
    if day is None or day.state != "closing":
        return DayClosed(closed=True)
    if isinstance(store.move_day(day, replace(day, state="closed", next_due=None)), Stale):
        raise ConflictError(f"day {command.day} moved while it was being closed")
    return DayClosed(closed=True)
