"""What the desk keeps and reads: who did what, and one person's story."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from chalicelib.domain.audits import Audit
from chalicelib.domain.cases import Case
from chalicelib.domain.facts import Fact
from chalicelib.domain.messages import Message
from chalicelib.domain.people import Person
from chalicelib.domain.replies import Reply
from chalicelib.ports.written import Stale, Written


class Audits(Protocol):
    """Acts of the desk. A write is audited in its own transaction; what is shown, or done by
    many writes, is audited before."""

    def audit(self, entry: Audit) -> None:
        """Appends it."""
        ...

    def audits(self, day: str, limit: int) -> list[Audit]:
        """The newest first, consistently read."""
        ...

    def audits_of(self, person: str) -> list[Audit]:
        """What was done to that person, on any day, oldest first. Reads the whole table."""
        ...

    def move_case(self, before: Case, after: Case, entry: Audit | None = None) -> Written | Stale:
        """Writes assignee, outcome, first reply and close if the stored case has `before`'s."""
        ...

    def hush(self, person: Person, entry: Audit, free: Sequence[str] = ()) -> Written | Stale:
        """`update_person`; a person of version 0 is added, if there is none and `free` is."""
        ...


class Stories(Protocol):
    """All there is of one person, each part consistently read."""

    def replies_of(self, person: str) -> list[Reply]:
        """Oldest first."""
        ...

    def messages_of(self, person: str) -> list[Message]:
        """Oldest first."""
        ...

    def facts_of(self, person: str, day: str, keys_: Iterable[str]) -> list[Fact]:
        """Those of these keys that exist. Raises NotFoundError for an unknown day."""
        ...
