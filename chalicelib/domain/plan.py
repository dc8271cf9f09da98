"""The plan as the engine runs it: compiled, validated, every instant in UTC.

What the coordinator writes is the plan *file* (`planfile/`); compiling it gives a `Plan`.
These are plain frozen dataclasses, so that the webhook can read one without loading the
file's models. Source of the nouns: the plan chapter of docs/coordinators.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import IntEnum
from typing import Literal

from chalicelib.domain.audience import Who
from chalicelib.domain.breaker import Breaker
from chalicelib.domain.money import Money

Localised = dict[str, str]
"""A text by language code, e.g. `{"fr": "…", "en": "…"}`."""

Act = Literal[
    "sign", "share", "write", "call", "give", "attend", "host", "testify", "wear", "report"
]
"""What an ask asks for. `report` is the leaders' path's own ask: "how many came?"."""


Below = Literal["wait", "drop", "deliver"]
"""A count that was reached and sinks below before its packet has gone: it waits until it is reached
again, it is dropped for a human to decide, or its packet goes all the same."""


Signatories = Literal["none", "initials", "full"]
"""Who signed, as a target sees it: counts alone; initials and country; also the name of those who
consented to be named."""


Told = Literal["signers", "hosts", "participants"]
"""Whom a result is told: who signed, who hosts or hosted, whoever did anything that counts."""


Channel = Literal["mail", "hand", "post", "phone"]
"""How a target is reached."""


Window = Literal["left", "right"]
"""Where the envelope of a letter has its window."""


class Level(IntEnum):
    """How urgent an ask is; a lower number goes first."""

    URGENT = 1
    EVENTS = 2
    MENU = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One thing asked for, and the answers it invites (`answers[0]` is the answer "1")."""

    name: str
    level: Level
    does: Act
    until: datetime
    answers: tuple[str, ...] = ("accept", "no")
    text: Localised = field(default_factory=dict)
    send: datetime | None = None
    """When its wave goes out; None for an ask that is only offered."""
    until_trigger: str | None = None
    """It also ends when this trigger has fired."""
    until_at_once: bool = False
    """It ends everywhere at the one instant `until`, whatever the plan's clock."""
    who: Who = ()
    """Whom it is meant for; empty means everyone."""
    first: Who = ()
    """Who of them is texted before the others; empty means no order."""
    about: tuple[str, ...] = ()
    """The targets it names: it ends once they have all conceded."""
    after: str = ""
    """Its wave goes out when that target has conceded, in place of `send`."""
    confirm: Literal["", "mail"] = ""
    """`mail`: a signature on the web counts once its mailbox has confirmed it."""
    nudges: tuple[timedelta, ...] = ()
    """How long after `send` each reminder goes to those who have not answered."""

    @property
    def has_wave(self) -> bool:
        """Whether it is sent by itself; else it is only offered."""
        return self.send is not None or bool(self.after)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeHours:
    """When an office is open, in its own zone. `days`: 0 is Monday."""

    days: tuple[int, ...] = (0, 1, 2, 3, 4)
    opens: time = time(9)
    closes: time = time(17)
    zone: str = "UTC"


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A decision-maker and the office that receives a packet."""

    name: str
    names: Localised
    deliver: Channel
    language: str
    hours: OfficeHours
    to: str = ""
    """Mail address, for `deliver: mail`; number as E.164, for `phone`."""
    address: tuple[str, ...] = ()
    """The lines of the postal address, for `deliver: post`."""
    window: Window = "left"
    by: tuple[str, ...] = ()
    """Desk addresses of who posts it, or calls, in turn; empty: the first coordinator."""
    within: timedelta = timedelta(days=1)
    """How soon it is to be posted."""
    tries: int = 3
    """How many calls at most where nobody answers."""
    place: str = ""
    bearers: int = 0
    """How many people carry the packet, for `deliver: hand`."""
    country: str = ""
    """It answers for the signers of that country alone; empty: for everyone."""
    signatories: Signatories = "none"
    silence: timedelta | None = None
    """How long it may keep silent after a delivery before a human is told."""

    @property
    def mailbox(self) -> str:
        """Where its page's code goes; empty where it has no mail address."""
        return "" if self.deliver == "phone" else self.to


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """A condition that fires once: `count` signatures, the instant `at`, or a human's hand."""

    name: str
    kind: Literal["count", "deadline", "hand"]
    deliver: tuple[str, ...]
    count: int = 0
    at: datetime | None = None
    zone: str = ""
    """On whose clocks `at` was written; empty: on the plan's."""
    hold: timedelta = timedelta(0)
    """A count must stand this long before its packet goes, so that fraud may surface."""
    margin: int = 0
    """In place of time: this many signatures more before its packet goes."""
    below: Below = "wait"


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """A text to a leader at `anchor` (their yes, or their gathering) plus `offset`."""

    text: Literal["kit", "ready", "report"]
    anchor: Literal["accepted", "gathering"]
    offset: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """A leader who leaves the last question unanswered for `after` becomes a call for `call`."""

    after: timedelta
    call: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number that somebody else gave: shown beside our counts with its source, never added."""

    count: int
    what: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A compiled plan version. Never changed: an edit compiles to a new version."""

    day: str
    version: int
    organisation: str
    languages: tuple[str, ...]
    zone: str
    date: date
    closes: datetime
    gathering: time
    demand: Localised
    asks: dict[str, Ask]
    targets: dict[str, Target]
    triggers: dict[str, Trigger]
    demands: dict[str, Localised] = field(default_factory=dict)
    """The parts of the demand that may be granted one by one; empty where it is one."""
    coordinators: tuple[str, ...] = ()
    """Mail addresses or E.164 numbers; so are `organisers` and `readers`. See `desk_roles`."""
    organisers: tuple[str, ...] = ()
    readers: tuple[str, ...] = ()
    story: Localised = field(default_factory=dict)
    """What the petition page tells under the demand; an empty line begins a paragraph."""
    risk: Literal["normal", "high"] = "normal"
    senders: dict[str, str] = field(default_factory=lambda: {"other": "long-code"})
    """Country code, or `other`, to the kind of sender its people are texted from."""
    staff: int = 0
    """How many look after hosts; 0 where nobody said."""
    budget: Money | None = None
    """What its waves and reminders may cost together."""
    currency: str = "USD"
    prices: dict[str, int] = field(default_factory=dict)
    """Millionths of the currency a segment, by country or `other`, in place of our estimates."""
    breaker: Breaker = field(default_factory=Breaker)
    """How much of a wave may be filtered or fail before it pauses itself."""
    notices: dict[str, Localised] = field(default_factory=dict)
    """Texts that ask nothing, by what they say: `result.committed`; see `domain.notices`."""
    follow_ups: tuple[FollowUp, ...] = ()
    silence: Silence | None = None
    hours: dict[str, str] = field(default_factory=dict)
    """Country code, or `other`, to the week that takes the place of its pack's."""
    hours_because: dict[str, str] = field(default_factory=dict)
    """Why, for each country whose week is wider than its pack's."""
    clock: Literal["world", "local"] = "world"
    """`local`: the asks' times are what each person's own clocks show (`domain.clocks`)."""
    join: str = ""
    """The keyword by which a stranger enters; empty when there is none."""
    figures: dict[str, Figure] = field(default_factory=dict)
    """What others counted, by a name of its own."""
    tell: tuple[Told, ...] = ()
    """Who is told what a target answers; hosts are told the close's own result as well."""
    debrief: datetime | None = None
    """When the coordinators look back together."""

    def sender_for(self, country: str) -> str:
        """The pool a country's people are texted from: its own, or `other`."""
        return country if country in self.senders else "other"

    def one_way(self, country: str) -> bool:
        """Whether a country's people cannot reply: their texts carry their page's link instead."""
        return self.senders[self.sender_for(country)] == "link"

    def texts(self, country: str) -> bool:
        """Whether a country's people are ever texted."""
        return self.senders[self.sender_for(country)] != "none"


def doer(plan: Plan, target: Target, number: int = 0) -> str:
    """Who posts to it, or calls it: those whom it names take turns, else the first coordinator."""
    named = target.by or plan.coordinators[:1]
    return named[number % len(named)] if named else ""


def terms_of(plan: Plan) -> str:
    """What a consent that is given or taken back under this plan was told: `rivers v2`."""
    return f"{plan.day} v{plan.version}"


def localised(texts: Localised, language: str, fallback: str) -> str:
    """The text in `language`, else in the plan's first language, else whatever there is."""
    return texts.get(language) or texts.get(fallback) or next(iter(texts.values()), "")
