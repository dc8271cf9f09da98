"""RecordReceipt: the mail service tells what became of a packet's mail.

A receipt may come twice, late and before its elders; whatever comes, nothing is mailed again: a
mail that came back is a human's case. One that was `unknown` is settled by its first receipt.
"""

from dataclasses import dataclass

from chalicelib.domain.deliveries import Delivery
from chalicelib.domain.receipts import Receipt, received, returned, returned_id
from chalicelib.errors import ConflictError
from chalicelib.ports import Clock, Stale, Store
from chalicelib.steps.settling import settle

MAX_TRIES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptRecorded:
    """`outcome` is the delivery's state; empty where we know no such delivery."""

    outcome: str


def record_receipt(receipt: Receipt, *, store: Store, clock: Clock) -> ReceiptRecorded:
    """Moves the delivery, opens what a human must see and closes what is settled.

    Raises ConflictError when it lost its races more often than it may.
    """
    after = _moved(receipt, store)
    if after is None:
        return ReceiptRecorded(outcome="")
    case = returned(after, clock.now())
    if case:
        store.open_case(case)
    for told in _settled(after):
        settle(after.day, told, store=store, clock=clock)
    return ReceiptRecorded(outcome=after.state)


def _moved(receipt: Receipt, store: Store) -> Delivery | None:
    for _ in range(MAX_TRIES):
        found = store.delivery(receipt.day, receipt.trigger, receipt.target)
        after = received(found, receipt) if found else None
        if found is None or after is None or after == found:
            return found
        if not isinstance(store.move_delivery(found, after), Stale):
            return after
    raise ConflictError(f"delivery of {receipt.trigger} to {receipt.target} moved meanwhile")


def _settled(delivery: Delivery) -> tuple[str, ...]:
    """The cases that this answers: it went, so it is not unknown; it arrived, so it is back."""
    went = (f"delivery.{delivery.trigger}.{delivery.target}",) if delivery.receipts else ()
    arrived = delivery.state == "delivered"
    return (*went, returned_id(delivery, "bounced")) if arrived else went
