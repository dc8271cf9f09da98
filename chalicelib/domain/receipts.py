"""What the mail service tells of a packet's mail after it took it. Pure.

Receipts come more than once and in any order: a delivery keeps the set of what was told, and its
state follows from the set. The form of an event is SES's own (event publishing).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from chalicelib.domain.cases import Case
from chalicelib.domain.deliveries import MAILED, Delivery, DeliveryState, ReceiptKind

TAG = "tocsin-reference"
"""The tag of our mails; of a packet's it is `day_trigger_target`: names have no underscore."""
_KINDS: dict[str, ReceiptKind] = {
    "Send": "send",
    "Delivery": "delivery",
    "Bounce": "bounce",
    "Complaint": "complaint",
    "Reject": "reject",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """One event of the mail of one delivery. It holds nobody's address."""

    day: str
    trigger: str
    target: str
    kind: ReceiptKind
    mail_id: str
    mailed_at: datetime


def receipt_of(event: Mapping[str, Any]) -> Receipt | None:
    """The receipt in an event; None for one of another kind, or of another mail than a packet's.

    Raises KeyError or ValueError for what is no event of the mail service.
    """
    mail, kind = event["mail"], _KINDS.get(event["eventType"])
    parts = next(iter(mail.get("tags", {}).get(TAG, ())), "").split("_")
    if kind is None or len(parts) != 3:
        return None
    if kind == "bounce" and event["bounce"]["bounceType"] != "Permanent":
        kind = "soft_bounce"
    day, trigger, target = parts
    return Receipt(
        day=day,
        trigger=trigger,
        target=target,
        kind=kind,
        mail_id=mail["messageId"],
        mailed_at=datetime.fromisoformat(mail["timestamp"]),
    )


def received(delivery: Delivery, receipt: Receipt) -> Delivery:
    """The delivery once it was told that; the same for what it knew, or for another mail's."""
    other = delivery.mail_id not in ("", receipt.mail_id)
    if other or delivery.state not in MAILED or receipt.kind in delivery.receipts:
        return delivery
    receipts = tuple(sorted({*delivery.receipts, receipt.kind}))
    return replace(
        delivery,
        state=_state(receipts),
        receipts=receipts,
        mail_id=receipt.mail_id,
        sent_at=delivery.sent_at or receipt.mailed_at,
    )


def returned(delivery: Delivery, now: datetime) -> Case | None:
    """The case of a mail that came back, or was complained about; None while there is none."""
    told = "complaint" if "complaint" in delivery.receipts else delivery.state
    if told not in ("complaint", "bounced"):
        return None
    return Case(
        id=returned_id(delivery, told),
        day=delivery.day,
        kind="mail_returned",
        opened_at=now,
        detail=f"{delivery.trigger} to {delivery.target}: {told}",
    )


def returned_id(delivery: Delivery, told: str) -> str:
    """The case's id, from its cause."""
    return f"mail.{delivery.trigger}.{delivery.target}.{told}"


def _state(receipts: tuple[ReceiptKind, ...]) -> DeliveryState:
    """A soft bounce after a delivery is an automatic answer; a hard one came later than the
    first server's yes. Who complains has the mail."""
    if {"bounce", "reject"} & set(receipts):
        return "bounced"
    if {"delivery", "complaint"} & set(receipts):
        return "delivered"
    return "bounced" if "soft_bounce" in receipts else "sent"
