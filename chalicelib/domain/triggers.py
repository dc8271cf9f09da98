"""Triggers: conditions on tallies or time that fire once.

armed → crossed → fired, or crossed → fallen when the count sinks below before its hold has
passed (a fraud was removed); a fallen trigger may cross again, a fired one never (promise 4).
"""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal

from chalicelib.domain.plan import Trigger

TriggerState = Literal["armed", "crossed", "fired", "fallen"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TriggerRecord:
    """Where a day's trigger stands, with the counts it saw when it crossed."""

    day: str
    trigger: str
    state: TriggerState = "armed"
    crossed_at: datetime | None = None
    fired_at: datetime | None = None
    seen: dict[str, int] = field(default_factory=dict)


def watched(
    trigger: Trigger, record: TriggerRecord, signatures: int, now: datetime
) -> TriggerRecord:
    """The record after looking at `signatures` at `now`; the same record when nothing moved."""
    met = _met(trigger, signatures, now)
    if met and record.state in ("armed", "fallen"):
        seen = {"signatures": signatures}
        return replace(record, state="crossed", crossed_at=now, seen=seen)
    if record.state == "crossed" and not met:
        return replace(record, state="fallen")
    return record


def ready_at(trigger: Trigger, record: TriggerRecord) -> datetime | None:
    """When its delivery may start: a deadline at its instant, a count after its hold."""
    if trigger.kind == "deadline":
        return trigger.at
    if record.state == "fired":
        return record.fired_at
    if record.state == "crossed" and record.crossed_at:
        return record.crossed_at + trigger.hold
    return None


def fired(record: TriggerRecord, now: datetime) -> TriggerRecord:
    """The record once its delivery run was started."""
    return replace(record, state="fired", fired_at=now, crossed_at=record.crossed_at or now)


def _met(trigger: Trigger, signatures: int, now: datetime) -> bool:
    if trigger.kind == "count":
        return signatures >= trigger.count
    return trigger.at is not None and now >= trigger.at
