"""A signature by mail address that waits until the mailbox says that it was them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from chalicelib.domain.days import Day
from chalicelib.domain.facts import Fact, restored

HONOURED = timedelta(hours=24)
"""How long after the close a link still counts: mail is slow, and people sleep."""
MOST_LINK = 400
"""Letters of a link's signed part; ours are shorter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation:
    """A mail to be sent once. `address` is sealed for the person, and gone once it was sent."""

    day: str
    person: str
    language: str
    address: bytes
    at: datetime

    @property
    def clear(self) -> str:
        """What the link's signed part says."""
        return f"confirm|{self.day}|{self.person}|{self.language}"


def confirmed(fact: Fact) -> Fact:
    """Counted and proved, if it waited for just that. A suspect goes on waiting for a human."""
    waits = fact.state == "held" and fact.why == "confirm"
    return restored(fact) if waits else fact


def honoured_until(day: Day) -> datetime:
    """Until when a confirmation counts."""
    return (day.closing_at or day.closes) + HONOURED


def read_link(clear: str | None, day: str) -> tuple[str, str] | None:
    """(person, language) of what a link of this day said; None for any other string."""
    parts = (clear or "").split("|")
    if len(parts) != 4 or parts[:2] != ["confirm", day]:
        return None
    return parts[2], parts[3]
