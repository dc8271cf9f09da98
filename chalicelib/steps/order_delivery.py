"""A coordinator's hand on a trigger: its packet goes at the next tick, for a reason."""

from chalicelib.domain.triggers import TriggerRecord, ordered
from chalicelib.errors import ConflictError, NotFoundError
from chalicelib.ports import Clock, Stale, Store, Vault

LONGEST_REASON = 500


def order_delivery(
    day: str, trigger: str, reason: str, *, store: Store, vault: Vault, clock: Clock
) -> TriggerRecord:
    """The record after the order, the same when it is given twice.

    Raises NotFoundError, or ConflictError where the packet has gone or no reason is given.
    """
    before = next((r for r in store.triggers(day) if r.trigger == trigger), None)
    if before is None:
        raise NotFoundError(f"no trigger {trigger} of day {day}: `tocsin status {day}` lists them")
    if not reason.strip():
        raise ConflictError("a delivery by hand wants its reason")
    sealed = vault.seal(reason.strip()[:LONGEST_REASON], owner_of(before))
    after = ordered(before, sealed, clock.now())
    if after is None:
        raise ConflictError(f"trigger {trigger} has fired: its packet went, or is going")
    if before.reason:
        return before
    if isinstance(store.move_trigger(before, after), Stale):
        raise ConflictError(f"trigger {trigger} moved meanwhile: look again and repeat")
    return after


def owner_of(record: TriggerRecord) -> str:
    """Whom the reason is sealed for: the trigger's own name, which no other item bears."""
    return f"trigger/{record.day}/{record.trigger}"
