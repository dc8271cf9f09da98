"""What a write came to: values, because a lost race is expected."""

from collections.abc import Mapping
from dataclasses import dataclass

from chalicelib.domain.facts import Fact
from chalicelib.domain.replies import Reply
from chalicelib.domain.suspects import Source


@dataclass(frozen=True, slots=True)
class Written:
    """It is written, once."""


@dataclass(frozen=True, slots=True)
class Stale:
    """The aggregate moved since it was read: read it again and decide again."""


@dataclass(frozen=True, slots=True)
class Exists:
    """It was there already; nothing was written."""


@dataclass(frozen=True, slots=True)
class Crowded:
    """Nothing was written: this source has given as many signatures as it may."""

    source: Source


@dataclass(frozen=True, slots=True)
class AlreadyAnswered:
    """This reply was recorded before; `reply` is that record."""

    reply: Reply


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How many records of a person were deleted; `facts` stay and count under another id."""

    messages: int = 0
    replies: int = 0
    leaders: int = 0
    cases: int = 0
    aliases: int = 0
    tokens: int = 0
    consents: int = 0
    """Those of the history; the last word stays, as the suppression."""
    texts: int = 0
    letters: int = 0
    voices: int = 0
    facts: int = 0


@dataclass(frozen=True, slots=True)
class FactsExist:
    """Some of the facts were there already (by key): decide again, knowing them."""

    facts: Mapping[str, Fact]
