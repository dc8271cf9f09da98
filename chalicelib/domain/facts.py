"""Facts, their states, and the change that each makes to its tally.

A tally is always the sum of the facts: whoever writes a fact, or moves one to another state,
writes the change of its tally in the same transaction (promise 3).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal
from zlib import crc32

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
    why: str = ""
    """Why it was held when it came: a `suspects.Reason`; empty for what counted at once."""
    network: str = ""
    """The mark of the network it came from, another one each day; of web forms alone."""
    domain: str = ""
    """The mark of the mail address's domain, for a signature by mail address."""
    review: str = ""
    """The review that last moved it; `before` is the state it left."""
    before: FactState | None = None

    @property
    def key(self) -> str:
        """Unique within the day."""
        return fact_key(self.ask, self.kind, self.person, self.occurrence)


def fact_key(ask: str, kind: FactKind, person: str, occurrence: str = "") -> str:
    """Unique within the day."""
    return f"{ask}#{kind}#{person}#{occurrence}"


def slot_of(person: str, slots: int) -> int:
    """The slot of a person's facts: the same for ever, in every process."""
    return crc32(person.encode()) % slots


TOMBSTONE = "erased."
"""How the ids begin that facts are buried under."""


def is_tombstone(person: str) -> bool:
    """Whether the facts of that id are those of somebody who was erased."""
    return person.startswith(TOMBSTONE)


MOVES: Mapping[FactState, tuple[FactState, ...]] = {
    "counted": ("held", "withdrawn", "invalid"),
    "held": ("counted", "withdrawn", "invalid"),
    "withdrawn": ("counted", "invalid"),
    "invalid": ("counted", "held", "withdrawn"),
}
"""From each state, where a fact may go. It is never deleted."""


def moved(fact: Fact, state: FactState) -> Fact:
    """The fact in that state; unchanged where no such move exists."""
    return replace(fact, state=state) if state in MOVES[fact.state] else fact


def withdrawn(fact: Fact) -> Fact:
    """Taken back by the person: what a human made invalid stays so."""
    return fact if fact.state == "invalid" else _by_themselves(fact, "withdrawn")


def restored(fact: Fact) -> Fact:
    """Given again by the person, from their own phone or mailbox, which proves it: what they took
    back, or what was held. What a human made invalid stays so."""
    if fact.state not in ("withdrawn", "held"):
        return fact
    return replace(_by_themselves(fact, "counted"), proved=True)


def reviewed(fact: Fact, state: FactState, review: str) -> Fact:
    """Moved by a human's review, which may be undone; unchanged where no such move exists."""
    after = moved(fact, state)
    return fact if after == fact else replace(after, review=review, before=fact.state)


def unreviewed(fact: Fact) -> Fact:
    """As before the review that last moved it; what the person moved since bears none."""
    if fact.before is None:
        return fact
    return replace(moved(fact, fact.before), review="", before=None)


def for_a_human(fact: Fact) -> bool:
    """Held, and not just until its mailbox confirms it."""
    return fact.state == "held" and fact.why != "confirm"


def buried(fact: Fact, tombstone: str) -> Fact:
    """Under another id, for an erasure: it still counts, and says nothing of whose it was."""
    return replace(fact, person=tombstone, network="", domain="")


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


def _by_themselves(fact: Fact, state: FactState) -> Fact:
    """Their own word goes before a review of an earlier state, and before its undoing."""
    after = moved(fact, state)
    return fact if after == fact else replace(after, review="", before=None)
