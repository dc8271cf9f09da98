"""Outcomes of sends, written together: few calls, and little that a crash can lose.

What a crash loses are outcomes, never claims: such a text becomes `unknown`, and the carrier's
report may still tell (promise 4).
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock

from chalicelib.domain.messages import Message
from chalicelib.ports import Clock, Store

MOST = 25
"""Outcomes written in one transaction."""
KEPT_FOR = timedelta(seconds=5)
"""The oldest outcome of a few waits no longer than this for company, as long as texts go out."""
FEW = 5
LONGEST = timedelta(seconds=30)
"""So long do fewer wait: of a slow sender, for whom each write would be one more call a text."""


@dataclass(kw_only=True)
class Ledger:
    """Keeps outcomes until there are `MOST` or the first is old, or its block ends.

    Safe between threads: whoever notes the last of a batch writes it, the others go on.
    """

    store: Store
    clock: Clock
    _moves: list[tuple[Message, Message]] = field(default_factory=list)
    _since: datetime | None = None
    _lock: Lock = field(default_factory=Lock, repr=False)

    def note(self, before: Message, after: Message) -> None:
        """What became of a claim."""
        with self._lock:
            self._moves.append((before, after))
            self._since = self._since or self.clock.real_now()
            moves = self._taken() if self._ripe(self._since) else []
        self._write(moves)

    def __enter__(self) -> "Ledger":
        return self

    def __exit__(self, raised: type[BaseException] | None, *_: object) -> None:
        """A worker that is being killed has no time for it."""
        if raised is None or issubclass(raised, Exception):
            self.write()

    def write(self) -> None:
        """Writes what is kept; a message that a report moved meanwhile stays as it is."""
        with self._lock:
            moves = self._taken()
        self._write(moves)

    def _ripe(self, since: datetime) -> bool:
        kept, age = len(self._moves), self.clock.real_now() - since
        return kept >= MOST or age >= (KEPT_FOR if kept >= FEW else LONGEST)

    def _taken(self) -> list[tuple[Message, Message]]:
        moves, self._moves, self._since = self._moves, [], None
        return moves

    def _write(self, moves: list[tuple[Message, Message]]) -> None:
        if moves:
            self.store.move_messages(moves)
