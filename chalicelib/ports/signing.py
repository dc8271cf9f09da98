"""The store's part for signatures that are held, released or taken out."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from chalicelib.domain.audits import Audit
from chalicelib.domain.confirmations import Confirmation
from chalicelib.domain.facts import Fact
from chalicelib.domain.suspects import Arrival
from chalicelib.domain.voices import Voice
from chalicelib.ports.written import Crowded, Exists, Stale, Written

Moves = Sequence[tuple[Fact, Fact]]
"""Facts as they were read, and what they become."""


class Signing(Protocol):
    """Signatures by state. Who moves one moves its tally in the same transaction (promise 3)."""

    def sign(
        self,
        fact: Fact,
        *,
        also: str = "",
        arrivals: Sequence[Arrival] = (),
        letter: Confirmation | None = None,
        led: str = "",
        free: Sequence[str] = (),
        voices: Sequence[Voice] = (),
    ) -> Written | Exists | Crowded | Stale:
        """Writes one fact of a web form and its tally, if that fact is not there: one transaction.

        `also`: the keyed hash of the same person's other address: it becomes their alias if it
        is nobody's, and must not have signed either. `arrivals`: counted with the fact; `Crowded`
        when a source has given as many as it may. `letter`: kept until `drop_letter`.
        `voices`: each is kept with the fact if its person has none of that kind.

        With several peppers (see `People`), `led` is the id that led to a fact's owner who may be
        no person: their own is taken with the fact, an alias must lead to them still. `Stale` where
        it does not, or where one of `free` is taken.
        """
        ...

    def letters_before(self, at: datetime, limit: int) -> list[Confirmation]:
        """Letters asked for before that instant that nobody dropped."""
        ...

    def drop_letter(self, letter: Confirmation) -> bool:
        """Whether it was still there: who dropped it may send it."""
        ...

    def move_facts(self, moves: Moves, entry: Audit | None = None) -> Written | Stale:
        """Writes at most `reviews.TOGETHER` moves, their tallies and `entry`: all of them, or
        none where one fact is no longer in the state, proved or not, in which it was read."""
        ...

    def held_facts(self, day: str, limit: int) -> list[Fact]:
        """Signatures that wait for a human, the newest first; an index that may be a moment
        behind."""
        ...
