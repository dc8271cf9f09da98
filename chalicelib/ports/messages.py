"""The store's part for outbound texts."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from chalicelib.domain.breaker import WaveCount
from chalicelib.domain.days import Day
from chalicelib.domain.messages import Message
from chalicelib.domain.people import Person
from chalicelib.ports.written import (
    Exists,
    Stale,
    Written,
)


class Messages(Protocol):
    """Outbound texts: claimed before they are sent."""

    def claim(
        self,
        person: Person,
        message: Message,
        lease_at: datetime,
        proof: str = "",
        day: Day | None = None,
    ) -> Written | Stale | Exists:
        """One transaction: the person if its version, the message if absent, and, where `proof`
        (a fact's key) is given, no proved fact of that key. `Exists`: claimed or done before.
        `person` is the state after the claim and carries the version it was decided on.
        Where `day` is given, it must still send what it sent; else `Stale`.
        """
        ...

    def renew_claim(self, message: Message, lease_at: datetime) -> bool:
        """Whether the person has still not opted out; a conditional update of the person."""
        ...

    def claim_again(
        self, person: Person, before: Message, after: Message, lease_at: datetime, proof: str = ""
    ) -> Written | Stale | Exists:
        """One transaction: `after` if the stored message is `before` and waits for its retry, the
        person unmoved and not opted out, and `proof` as for `claim`. `Exists`: it waits no more.
        """
        ...

    def retries_due(self, now: datetime, limit: int) -> list[Message]:
        """Messages whose `retry_at` is at or before `now`, earliest first."""
        ...

    def move_message(self, before: Message, after: Message) -> Written | Stale:
        """Writes status, sid, code and `retry_at` if the stored status is still `before.status`."""
        ...

    def move_messages(self, moves: Sequence[tuple[Message, Message]]) -> None:
        """As many `move_message`s, at most 25, in one call; those that are stale are left out.

        All of them are added to the texts of their waves (`domain.breaker`).
        """
        ...

    def count_failure(self, day: str, ask: str, filtered: int) -> WaveCount:
        """Adds one failure, and `filtered` (0 or 1), to the wave's count; the count after it."""
        ...

    def restart_count(self, day: str, ask: str) -> None:
        """The wave's count from nought, in its next turn."""
        ...

    def reserve(self, pool: str, seconds: float, real_now: datetime) -> datetime:
        """Takes the next so many seconds of the pool's time; when they begin, not before now."""
        ...

    def message(self, public_id: str) -> Message | None: ...

    def claims_before(self, lease_at: datetime, limit: int) -> list[Message]:
        """Claims without outcome whose lease was taken before that (real) instant."""
        ...

    def message_counts(self, day: str) -> dict[str, int]:
        """`ask.n.status` to how many, read from the day's journal; for the report, not for pages.

        An ask that travelled in an answer has `in_answer` for its status.
        """
        ...
