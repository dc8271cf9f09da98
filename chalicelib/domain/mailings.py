"""A mail to somebody of the desk that goes once: claimed before it is sent, never repeated."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

MailingState = Literal["claimed", "sent", "refused", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailing:
    """Its key (day, name, to) forbids a second mail; what was claimed and has no outcome may have
    gone (promise 4)."""

    day: str
    name: str
    """`report.1`: the report's address, of its first revision."""
    to: str
    """The keyed mark of the address."""
    claimed_at: datetime
    state: MailingState = "claimed"
    mail_id: str = ""
