"""Deliveries: one packet to one target for one trigger, with its proof."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

DeliveryState = Literal["claimed", "sent", "unknown", "rostered", "handed", "refused"]


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
    roster: str = ""
    """Object key of the bearers' roster, for a delivery by hand."""
    handed_at: datetime | None = None
    """When its proof was recorded."""
    proof: str = ""
    """Object key of the photograph that proves it, and its digest."""
    proof_sha256: str = ""
    note: bytes = b""
    """What the bearers say of it, sealed."""


def previous_of(
    deliveries: Iterable[Delivery], target: str, trigger: str, frozen: datetime
) -> Delivery | None:
    """The newest packet that target may have had when this one's list was frozen."""
    before = (
        delivery
        for delivery in deliveries
        if delivery.target == target and delivery.trigger != trigger
        if delivery.state != "refused" and delivery.claimed_at <= frozen
    )
    return max(before, key=lambda each: (each.claimed_at, each.trigger), default=None)
