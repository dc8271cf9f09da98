"""What a person gives to be passed on to those who decide: their name, or their testimony.

Each with a consent of its own, said by the word or the box with which it is given. Neither is
taken at a risk that forbids names. A testimony waits for a human; a withdrawn voice is in no later
packet, and its words are gone from the table.
"""

import unicodedata
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from chalicelib.domain.asked import order_of
from chalicelib.domain.facts import Channel
from chalicelib.domain.plan import Plan

VoiceKind = Literal["name", "story"]
VoiceState = Literal["waiting", "passed", "refused", "withdrawn"]
"""`waiting`: for a moderator. `passed`: it goes with the next packet. `refused`: a moderator left
it out. `withdrawn`: its giver took it back, or had it taken back."""

MOST: dict[VoiceKind, int] = {"name": 80, "story": 1_600}
"""Letters of each; a text of ten parts has as many."""
TURNS_TEXT = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""Marks that make what follows read as something else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """One of each kind for a person and a day: a newer one takes the place of the older."""

    day: str
    kind: VoiceKind
    person: str
    at: datetime
    language: str
    country: str
    channel: Channel
    terms: str
    """The plan's version under which the consent was given."""
    state: VoiceState
    words: bytes = b""
    """Sealed; empty once it is withdrawn or refused."""


def takes(plan: Plan, kind: VoiceKind) -> bool:
    """Whether a day takes it: names where a target may have them, testimonies where it asks for
    some."""
    if plan.risk == "high":
        return False
    if kind == "story":
        return bool(order_of(plan).by_act.get("testify"))
    return any(target.signatories == "full" for target in plan.targets.values())


def voices_taken(plan: Plan) -> frozenset[VoiceKind]:
    """All that a day takes."""
    return frozenset(kind for kind in MOST if takes(plan, kind))


def first_state(kind: VoiceKind) -> VoiceState:
    """A human reads every testimony before a target does."""
    return "waiting" if kind == "story" else "passed"


def clean(kind: VoiceKind, words: str) -> str:
    """As it is kept: no marks that are not seen, no more letters than `MOST`; a name is a line."""
    seen = "".join(letter for letter in words if _seen(letter))
    lines = [" ".join(line.split()) for line in seen.splitlines()]
    joined = " ".join(filter(None, lines)) if kind == "name" else "\n".join(lines).strip()
    return unicodedata.normalize("NFC", joined)[: MOST[kind]]


def _seen(letter: str) -> bool:
    return letter in "\n\t" or (unicodedata.category(letter) != "Cc" and letter not in TURNS_TEXT)
