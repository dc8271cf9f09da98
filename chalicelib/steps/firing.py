"""Firing a trigger: looked at once more with the counts of now, marked before its run."""

from chalicelib.domain.days import Day
from chalicelib.domain.plan import Plan, Trigger
from chalicelib.domain.totals import signatures
from chalicelib.domain.triggers import TriggerRecord, fired, ready_at, watched
from chalicelib.ports import Clock, Stale, Store


def fire(
    day: Day, plan: Plan, record: TriggerRecord, *, store: Store, clock: Clock
) -> TriggerRecord | None:
    """The fired record; None when it fell meanwhile, or another tick moved it (promise 4).

    The publisher may not have seen the last minute: a count that sank below does not fire.
    """
    if record.state == "fired":
        return record
    latest = _looked(day, plan, plan.triggers[record.trigger], record, store, clock)
    if latest != record and isinstance(store.move_trigger(record, latest), Stale):
        return None
    at = ready_at(plan.triggers[record.trigger], latest)
    if at is None or at > clock.now():
        return None
    shot = fired(latest, clock.now())
    return None if isinstance(store.move_trigger(latest, shot), Stale) else shot


def _looked(
    day: Day, plan: Plan, trigger: Trigger, record: TriggerRecord, store: Store, clock: Clock
) -> TriggerRecord:
    if trigger.kind != "count" or record.reason:
        return record
    totals = store.totals(day.id, clock.now())
    return watched(trigger, record, signatures(plan, totals), totals.as_of)
