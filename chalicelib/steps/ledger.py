"""Outcomes of sends, written together: few calls, and little that a crash can lose.

What a crash loses are outcomes, never claims: such a text becomes `unknown`, and the carrier's
report may still tell (promise 4).
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from chalicelib.domain.messages import Message
from chalicelib.ports import Clock, Store

MOST = 25
"""Outcomes written in one transaction."""
KEPT_FOR = timedelta(seconds=5)
"""The oldest outcome waits no longer than this for company, as long as texts go out."""


@dataclass(kw_only=True)
class Ledger:
    """Keeps outcomes until there are `MOST` or the first is old, or its block ends."""

    store: Store
    clock: Clock
    _moves: list[tuple[Message, Message]] = field(default_factory=list)
    _since: datetime | None = None

    def note(self, before: Message, after: Message) -> None:
        """What became of a claim."""
        self._moves.append((before, after))
        now = self.clock.real_now()
        self._since = self._since or now
        if len(self._moves) >= MOST or now - self._since >= KEPT_FOR:
            self.write()

    def __enter__(self) -> "Ledger":
        return self

    def __exit__(self, raised: type[BaseException] | None, *_: object) -> None:
        """A worker that is being killed has no time for it."""
        if raised is None or issubclass(raised, Exception):
            self.write()

    def write(self) -> None:
        """Writes what is kept; a message that a report moved meanwhile stays as it is."""
        moves, self._moves, self._since = self._moves, [], None
        if moves:
            self.store.move_messages(moves)
