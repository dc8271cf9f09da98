"""FinishClosing: the day is closed, and its pages say so."""

from dataclasses import dataclass, replace

from chalicelib.domain.calendar import close_moment
from chalicelib.domain.runs import CLOSE
from chalicelib.errors import ConflictError
from chalicelib.ports import Catalogues, Clock, Objects, Stale, Store, Vault
from chalicelib.settings import Settings
from chalicelib.steps.publish import publish_day


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishClosing:
    """The day to close for good (it may reopen), and the moment that closes it."""

    day: str
    moment: str = CLOSE


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
    """Publishes once more, then closes: the next tick sees that all is done and looks no more.

    Raises ConflictError while another publisher, perhaps a dead one, holds the day's lease.
    """
    published = publish_day(
        command.day,
        store=store,
        public=public,
        clock=clock,
        vault=vault,
        catalogues=catalogues,
        settings=settings,
    )
    day = store.day(command.day)
    if day is None or day.state != "closing" or command.moment != close_moment(day):
        return DayClosed(closed=True)
    if published is None:
        raise ConflictError(f"day {command.day} is being published by another")
    if isinstance(store.move_day(day, replace(day, state="closed")), Stale):
        raise ConflictError(f"day {command.day} moved while it was being closed")
    return DayClosed(closed=True)
