"""Deliveries: one packet to one target for one trigger, with its proof."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

DeliveryState = Literal[
    "claimed", "sent", "unknown", "refused", "delivered", "bounced", "rostered", "handed"
]
ReceiptKind = Literal["send", "delivery", "bounce", "soft_bounce", "complaint", "reject"]
"""What the mail service tells of a mail that it took."""

MAILED: tuple[DeliveryState, ...] = (
    *("claimed", "sent", "unknown", "refused", "delivered", "bounced"),
)
"""The states of a packet by mail."""
ARRIVED: tuple[DeliveryState, ...] = ("sent", "delivered", "handed")
"""As far as anyone knows, the target has the packet."""
NEVER_HAD: tuple[DeliveryState, ...] = ("refused", "bounced")
"""It surely has not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """Its key (day, trigger, target) forbids a second packet; `unknown` is never resent."""

    day: str
    trigger: str
    target: str
    state: DeliveryState = "claimed"
    claimed_at: datetime
    lease_at: datetime
    """Real time: how long a claim has had no outcome."""
    sent_at: datetime | None = None
    packet: str = ""
    """Object key of the PDF."""
    sha256: str = ""
    signatures: int = 0
    mail_id: str = ""
    receipts: tuple[ReceiptKind, ...] = ()
    """What was told of the mail since, each once, in the alphabet's order: see `receipts`."""
    roster: str = ""
    """Object key of the bearers' roster, for a delivery by hand."""
    handed_at: datetime | None = None
    """When its proof was recorded."""
    proof: str = ""
    """Object key of the photograph that proves it, and its digest."""
    proof_sha256: str = ""
    note: bytes = b""
    """What the bearers say of it, sealed."""


PROGRESS = ("state", "receipts")
"""What a move of a delivery compares: whoever read another progress is late."""


def progress_of(delivery: Delivery) -> tuple[object, ...]:
    """How far it is."""
    return tuple(getattr(delivery, name) for name in PROGRESS)


def previous_of(
    deliveries: Iterable[Delivery], target: str, trigger: str, frozen: datetime
) -> Delivery | None:
    """The newest packet that target may have had when this one's list was frozen."""
    before = (
        delivery
        for delivery in deliveries
        if delivery.target == target and delivery.trigger != trigger
        if delivery.state not in NEVER_HAD and delivery.claimed_at <= frozen
    )
    return max(before, key=lambda each: (each.claimed_at, each.trigger), default=None)
