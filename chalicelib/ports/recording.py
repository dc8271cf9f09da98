"""The store's part for facts and tallies: what is counted."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Protocol

from chalicelib.domain.facts import Fact
from chalicelib.domain.replies import Decision, Reply
from chalicelib.domain.totals import Totals
from chalicelib.ports.written import (
    AlreadyAnswered,
    FactsExist,
    Stale,
    Written,
)


class Recording(Protocol):
    """Facts and tallies: what is counted, in one transaction with what caused it."""

    def record(
        self, decision: Decision, reply: Reply, free: Sequence[str] = ()
    ) -> Written | AlreadyAnswered | Stale | FactsExist:
        """Writes person (if version), reply, facts with tallies, proofs, offers, cases, leader.

        All or nothing. A reply that exists is reported before a stale person, a stale person
        before facts that exist. `Stale`, too, where one of `free` is taken (see `People`).
        """
        ...

    def reply(self, person: str, sid: str) -> Reply | None: ...

    def facts(self, day: str) -> Iterator[Fact]:
        """Every fact of the day, consistently read, slot by slot."""
        ...

    def facts_in(self, day: str, slot: int) -> Iterator[Fact]:
        """The facts of one slot, of those that the day was launched with; consistently read."""
        ...

    def totals(self, day: str, as_of: datetime) -> Totals:
        """All tallies of the day, consistently read and added up."""
        ...

    def recent_replies(self, day: str, limit: int) -> list[Reply]:
        """The newest replies first."""
        ...
