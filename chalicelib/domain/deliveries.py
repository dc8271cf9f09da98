"""Deliveries: one packet to one target for one trigger, with its proof."""

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
