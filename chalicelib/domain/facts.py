"""Facts, their states, and the change that each makes to its tally.

A tally is always the sum of the facts: whoever writes a fact, or moves one to another state,
writes the change of its tally in the same transaction (promise 3).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

FactKind = Literal[
    "signed", "pledged", "declined", "deferred", "attended", "gave", "hosted", "reported", "visited"
]
FactState = Literal["counted", "held", "withdrawn", "invalid"]
"""`held`: out of the count until somebody looked. `withdrawn`: the person took it back.
`invalid`: a human took it out."""
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
        return fact_key(self.ask, self.kind, self.person, self.occurrence)


def fact_key(ask: str, kind: FactKind, person: str, occurrence: str = "") -> str:
    """Unique within the day."""
    return f"{ask}#{kind}#{person}#{occurrence}"


MOVES: Mapping[FactState, tuple[FactState, ...]] = {
    "counted": ("held", "withdrawn", "invalid"),
    "held": ("counted", "withdrawn", "invalid"),
    "withdrawn": ("counted", "invalid"),
    "invalid": ("counted", "held"),
}
"""From each state, where a fact may go. It is never deleted."""


def moved(fact: Fact, state: FactState) -> Fact:
    """The fact in that state; unchanged where no such move exists."""
    return replace(fact, state=state) if state in MOVES[fact.state] else fact


def withdrawn(fact: Fact) -> Fact:
    """Taken back by the person: what a human made invalid stays so."""
    return fact if fact.state == "invalid" else moved(fact, "withdrawn")


def restored(fact: Fact) -> Fact:
    """Given again by the person, in a text, which proves it. Only what they took back."""
    return replace(moved(fact, "counted"), proved=True) if fact.state == "withdrawn" else fact


def tally_move(before: Fact, after: Fact) -> dict[str, int]:
    """What the tally changes by when a fact moves; the names of `tally_change`."""
    minus, plus = tally_change(before), tally_change(after)
    change = {name: plus.get(name, 0) - minus.get(name, 0) for name in {**minus, **plus}}
    return {name: by for name, by in change.items() if by}


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
