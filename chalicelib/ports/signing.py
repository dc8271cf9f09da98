"""The store's part for signatures that are held, released or taken out."""

from collections.abc import Sequence
from typing import Protocol

from chalicelib.domain.audits import Audit
from chalicelib.domain.facts import Fact
from chalicelib.ports.written import Stale, Written

Moves = Sequence[tuple[Fact, Fact]]
"""Facts as they were read, and what they become."""


class Signing(Protocol):
    """Signatures by state. Who moves one moves its tally in the same transaction (promise 3)."""

    def move_facts(self, moves: Moves, entry: Audit | None = None) -> Written | Stale:
        """Writes at most `reviews.TOGETHER` moves, their tallies and `entry`: all of them, or
        none where one fact is no longer in the state, proved or not, in which it was read."""
        ...

    def held_facts(self, day: str, limit: int) -> list[Fact]:
        """Signatures held now, the newest first; an index that may be a moment behind."""
        ...
