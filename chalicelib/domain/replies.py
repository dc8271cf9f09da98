"""An inbound text: what was meant, what was decided, and why."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Literal, NamedTuple

from chalicelib.domain.cases import Case
from chalicelib.domain.facts import Channel, Fact
from chalicelib.domain.leaders import Leader
from chalicelib.domain.messages import Message
from chalicelib.domain.people import Person
from chalicelib.domain.voices import Voice

IntentKind = Literal[
    "stop",
    "start",
    "help",
    "accept",
    "no",
    "later",
    "number",
    "act",
    "join",
    "changed",
    "pause",
    "back",
    "language",
    "who",
    "erase",
    "abuse",
    "doubt",
    "tell",
    "unclear",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Intent:
    """What a text means, before knowing who is asked what.

    - `act`: `word` is the act (`host`, `sign` …); `join`: the keyword; `number`: `number`.
    - `changed`: `word` is what they say now, `no`, `accept`, `later`, `number` (with `number`) or
      an act; empty if they only say that they changed their mind.
    - `pause`: `number` is for how many days, 0 if they did not say.
    - `tell`: `word` is the kind of voice that they give, with `words`, or take back without any.
    - `language`: `word` is the code of the language they ask for (`fr`).

    `carrier_answers`: the carrier itself confirms this keyword.
    """

    kind: IntentKind
    number: int = 0
    word: str = ""
    carrier_answers: bool = False
    words: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Inbound:
    """A text that came in: its provider id, its meaning, its instant."""

    sid: str
    intent: Intent
    at: datetime
    channel: Channel = "sms"


class Answer(NamedTuple):
    """What to say back: a catalogue's text (`say`), the question of an ask (`ask`), or the plan's
    own text of an ask that is never sent, which is its confirmation (`confirm`)."""

    kind: Literal["say", "ask", "confirm"]
    key: str
    values: Mapping[str, str] = MappingProxyType({})
    language: str = ""
    """Where it is not the person's own."""


class Decision(NamedTuple):
    """Everything one reply changes; the store writes it in one transaction.

    `person` carries the version it was decided on; `facts` are new, `proves` are keys of facts
    that an unproved form recorded before; `withdraws` and `restores` are keys of facts that the
    person takes back, or gives again (`facts.withdrawn`, `facts.restored`); `offers` are asks that
    travel inside the answer, and `unless` the keys of facts which, if proved, forbid the offers.
    """

    person: Person
    facts: tuple[Fact, ...] = ()
    proves: tuple[str, ...] = ()
    withdraws: tuple[str, ...] = ()
    restores: tuple[str, ...] = ()
    cases: tuple[Case, ...] = ()
    leader: Leader | None = None
    voice: Voice | None = None
    """Given, or taken back; the edge seals its words."""
    offers: tuple[Message, ...] = ()
    unless: tuple[str, ...] = ()
    answer: Answer | None = None
    reason: str = ""
    day: str = ""
    ask: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """The record of a reply: it makes the same webhook request answer the same (promise 9)."""

    sid: str
    person: str
    at: datetime
    intent: str
    reason: str
    day: str = ""
    ask: str = ""
    answer: bytes = b""
    """The sealed text that was answered; empty when nothing was."""
