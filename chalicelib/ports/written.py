"""What a write came to: values, because a lost race is expected."""

from collections.abc import Mapping
from dataclasses import dataclass

from chalicelib.domain.facts import Fact
from chalicelib.domain.replies import Reply


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
class AlreadyAnswered:
    """This reply was recorded before; `reply` is that record."""

    reply: Reply


@dataclass(frozen=True, slots=True)
class FactsExist:
    """Some of the facts were there already (by key): decide again, knowing them."""

    facts: Mapping[str, Fact]
