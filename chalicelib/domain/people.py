"""A person: consent, languages, standing, and the one live ask.

The number or address itself is never here in clear: `id` is a keyed hash of it and
`address` is sealed by the vault with the id as associated data.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Literal

from chalicelib.domain.plan import Level

ConsentState = Literal["in", "out"]

AskState = Literal["asked", "deferred", "declined", "pledged", "signed", "reported", "withdrawn"]
"""What became of an ask for one person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """Whether we may text this person, since when, and where we learnt it."""

    state: ConsentState
    at: datetime
    source: str
    """`sms`, `link` (their own page), `keyword <day>`, `import:<file>`, `carrier`, `desk` (they
    told a human), `erase request` or `erased`."""
    wording: bytes = b""
    """Sealed: what they said, or what the list says that they agreed to; empty if unknown."""
    terms: str = ""
    """The plan's version (`rivers v2`) or the policy's under which it was given, if known."""

    def moved(self, newer: "Consent") -> "Consent":
        """`newer` if it is not older than this one: consent only moves forward (promise 10)."""
        return newer if newer.at >= self.at else self


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveAsk:
    """The one question a person is being asked now."""

    day: str
    ask: str
    level: Level
    asked_at: datetime
    until: datetime
    n: int = 0
    """0 for the first text, 1 for the first nudge, …"""
    deferred: bool = False
    """They said "later": one nudge, at the plan's next nudge time."""
    unclear: int = 0
    """How many replies in a row were not understood."""
    answered: bool = False
    """It is over because they answered; kept so that the same answer again is recognised."""
    options: tuple[str, ...] = ()
    """The asks on a menu, in the order of their numbers."""
    chosen: int = 0
    """The number that led here from another ask's text: sent again, it means the same."""

    def over(self, now: datetime) -> bool:
        """Whether another ask may take its place."""
        return self.answered or now >= self.until


NEAR_BEFORE, NEAR_AFTER = timedelta(hours=48), timedelta(days=3)
"""A host is asked nothing else from before the gathering until the report, or until nobody
expects one any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hosting:
    """A gathering that the person has agreed to lead, until they said how many came."""

    day: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """How often they were answered since the first text of their current hour."""

    since: datetime
    given: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """The aggregate that guards every reply and every send; `version` grows by one a write."""

    id: str
    consent: Consent
    language: str
    country: str = ""
    region: str = ""
    zone: str = "UTC"
    address: bytes = b""
    """The sealed number; empty for a suppression, which is the keyed hash alone."""
    bad_number: int = 0
    """The carrier's code that said that the number takes no texts, until a text comes from it."""
    name: bytes = b""
    """The sealed first name, if known."""
    city: str = ""
    """As a slug."""
    standing: tuple[str, ...] = ()
    """Segments and tags a list gave, as slugs: `active`, `hosted-before`."""
    interests: tuple[str, ...] = ()
    """What they said they care about, as slugs."""
    live: LiveAsk | None = None
    suspended: LiveAsk | None = None
    """A live ask that an urgent one superseded; it resumes if it is still useful."""
    held: bool = False
    """A text of theirs may have been an opt-out: nothing is sent until they act or say START."""
    paused_until: datetime | None = None
    """They asked for some peace: nothing we initiate is sent before, unless they come back."""
    hosting: Hosting | None = None
    """Written with the Leader: near their gathering they are asked nothing else."""
    answers: Answers | None = None
    """See `domain.reply_budget`."""
    asks: dict[str, AskState] = field(default_factory=dict)
    """What became of each ask, by `ask_key`."""
    token: str = ""
    """What their personal page is called; empty until a text first needs the link."""
    acted: str = ""
    """The `ask_key` of their last act: what "actually no" is about."""
    version: int = 0
    superseded: Consent | None = None
    """The consent that a decision replaced. The store files it in the person's history in the
    same write; a person that is read never has one."""
    new_token: bool = False
    """`token` was drawn by this decision: the store writes what leads from it to the person in
    the same write; never true of a person that is read."""

    @property
    def opted_out(self) -> bool:
        return self.consent.state == "out"

    def consenting(self, newer: Consent) -> "Person":
        """With `newer` if it moves consent forward; what it replaces is kept as proof."""
        consent = self.consent.moved(newer)
        if consent == self.consent:
            return self
        before = self.consent if self.version else None
        return replace(self, consent=consent, superseded=self.superseded or before)

    def leads(self, day: str) -> bool:
        """Whether they have a gathering of that day to lead or to report on."""
        return self.hosting is not None and self.hosting.day == day

    def near_gathering(self, now: datetime) -> bool:
        """Whether a gathering of theirs is near, or waits for their report."""
        at = self.hosting.at if self.hosting else None
        return at is not None and at - NEAR_BEFORE <= now < at + NEAR_AFTER

    def spared(self, now: datetime) -> bool:
        """Whether no ask should be added to what they have to do."""
        return self.paused(now) or self.near_gathering(now)

    def paused(self, now: datetime) -> bool:
        """Whether they asked to be left in peace now."""
        return self.paused_until is not None and now < self.paused_until

    def resumed(self, now: datetime) -> "Person":
        """With the suspended ask live again, if what superseded it is over and it is not."""
        if self.suspended is None or (self.live and not self.live.over(now)):
            return self
        live = self.live if self.suspended.over(now) else self.suspended
        return replace(self, live=live, suspended=None)


def ask_key(day: str, ask: str) -> str:
    """The key of an ask in `Person.asks`."""
    return f"{day}/{ask}"
