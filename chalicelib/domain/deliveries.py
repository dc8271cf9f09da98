"""Deliveries: one packet to one target for one trigger, with its proof."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

DeliveryState = Literal[
    "claimed",
    "sent",
    "unknown",
    "refused",
    "delivered",
    "bounced",
    "rostered",
    "handed",
    "to_post",
    "posted",
    "to_call",
    "called",
    "unreached",
]
CallOutcome = Literal["reached", "left_message", "refused", "no_answer"]
ReceiptKind = Literal["send", "delivery", "bounce", "soft_bounce", "complaint", "reject"]
"""What the mail service tells of a mail that it took."""

MAILED: tuple[DeliveryState, ...] = (
    *("claimed", "sent", "unknown", "refused", "delivered", "bounced"),
)
"""The states of a packet by mail."""
ARRIVED: tuple[DeliveryState, ...] = ("sent", "delivered", "handed", "posted", "called")
"""As far as anyone knows, the target has the packet."""
NEVER_HAD: tuple[DeliveryState, ...] = ("refused", "bounced", "unreached")
"""It surely has not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call to a target: what came of it; `note` is sealed. Who called is a matter of turns."""

    at: datetime
    outcome: CallOutcome
    note: bytes = b""


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
    """Object key of what people take with them: the bearers' roster, the callers' words."""
    handed_at: datetime | None = None
    """When it was handed over, posted or said on the telephone."""
    tracking: bytes = b""
    """The sealed number by which the post finds it."""
    calls: tuple[Call, ...] = ()
    proof: str = ""
    """Object key of the photograph that proves it, and its digest."""
    proof_sha256: str = ""
    note: bytes = b""
    """What the bearers say of it, sealed."""
    bearers: int = 0
    """How many carried it, each with their signature on the roster; 0 where none came back."""
    roster_sha256: str = ""
    """Of the roster as it came back, which the organisation keeps."""


PROGRESS = ("state", "receipts", "calls")
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
