"""Triggers: conditions on tallies, on time or on a coordinator's hand, that fire once.

armed → crossed → fired. A count that sinks below before it has fired (a fraud was removed) does
as the plan says: it is fallen and may cross again, it is dropped for a human to decide, or it
stays crossed. A fired trigger never fires again (promise 4).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal

from chalicelib.domain.plan import Plan, Trigger

TriggerState = Literal["armed", "crossed", "fired", "fallen", "dropped"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TriggerRecord:
    """Where a day's trigger stands, with the counts it saw when it crossed."""

    day: str
    trigger: str
    state: TriggerState = "armed"
    crossed_at: datetime | None = None
    ripe_at: datetime | None = None
    """When a crossed count may be delivered; None while its margin is not reached."""
    fired_at: datetime | None = None
    seen: dict[str, int] = field(default_factory=dict)
    reason: bytes = b""
    """The sealed words of the coordinator who ordered the delivery by hand."""


def watched(
    trigger: Trigger, record: TriggerRecord, signatures: int, now: datetime
) -> TriggerRecord:
    """The record after looking at `signatures` at `now`; the same record when nothing moved."""
    if record.state in ("fired", "dropped") or record.reason:
        return record
    if _met(trigger, signatures, now):
        return _reached(trigger, record, signatures, now)
    if record.state == "crossed" and trigger.below != "deliver":
        return replace(record, state="fallen" if trigger.below == "wait" else "dropped")
    return record


def ready_at(trigger: Trigger, record: TriggerRecord) -> datetime | None:
    """When its delivery may start: a deadline at its instant, a count once it is ripe."""
    if trigger.kind == "deadline":
        return trigger.at
    if record.state == "fired":
        return record.fired_at
    return record.ripe_at if record.state == "crossed" else None


def fired(record: TriggerRecord, now: datetime) -> TriggerRecord:
    """The record once its delivery run was started."""
    return replace(record, state="fired", fired_at=now, crossed_at=record.crossed_at or now)


def ordered(record: TriggerRecord, reason: bytes, now: datetime) -> TriggerRecord | None:
    """The record after a coordinator ordered its delivery; None when it has fired already."""
    if record.state == "fired":
        return None
    return replace(record, state="crossed", crossed_at=now, ripe_at=now, reason=reason)


def ended_asks(plan: Plan, records: Iterable[TriggerRecord]) -> set[str]:
    """The asks that a fired trigger has ended."""
    shot = {record.trigger for record in records if record.state == "fired"}
    return {ask.name for ask in plan.asks.values() if ask.until_trigger in shot}


def _met(trigger: Trigger, signatures: int, now: datetime) -> bool:
    if trigger.kind == "count":
        return signatures >= trigger.count
    return trigger.at is not None and now >= trigger.at


def _reached(
    trigger: Trigger, record: TriggerRecord, signatures: int, now: datetime
) -> TriggerRecord:
    ripe = signatures >= trigger.count + trigger.margin
    if record.state != "crossed":
        ripe_at = now + trigger.hold if ripe else None
        seen = {"signatures": signatures}
        return replace(record, state="crossed", crossed_at=now, ripe_at=ripe_at, seen=seen)
    return replace(record, ripe_at=now) if ripe and record.ripe_at is None else record
