"""Facts, and the change that each makes to its tally.

A tally is always the sum of the facts: whoever writes a fact writes `tally_change` of it in
the same transaction (promise 3).
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

FactKind = Literal[
    "signed", "pledged", "declined", "deferred", "attended", "gave", "hosted", "reported"
]
FactState = Literal["counted", "held", "withdrawn", "invalid"]
Channel = Literal["sms", "web", "link"]
"""`link`: the personal page, whose address only their own phone was sent; as proved as a text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something that happened and counts, unique by (day, ask, kind, person, occurrence)."""

    day: str
    ask: str
    kind: FactKind
    person: str
    at: datetime
    country: str
    channel: Channel
    region: str = ""
    level: int = 0
    state: FactState = "counted"
    proved: bool = True
    """False for a web form nobody has confirmed: it counts, but changes nothing of the person."""
    amount: int = 0
    occurrence: str = ""
    """The source event, for kinds that may repeat (gifts, broadcasts); else empty."""

    @property
    def key(self) -> str:
        """Unique within the day."""
        return f"{self.ask}#{self.kind}#{self.person}#{self.occurrence}"


def tally_change(fact: Fact) -> dict[str, int]:
    """What a counted fact adds to its slot's tally of its country; nothing for other states.

    Names: `ask.kind`, `ask.kind@channel`, `ask.kind/region`, and `ask.kind+` for amounts.
    """
    if fact.state != "counted":
        return {}
    name = f"{fact.ask}.{fact.kind}"
    change = {name: 1, f"{name}@{fact.channel}": 1}
    if fact.region:
        change[f"{name}/{fact.region}"] = 1
    if fact.amount:
        change[f"{name}+"] = fact.amount
    return change
