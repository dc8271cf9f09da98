"""The store's part for persons, their aliases and their suppressions."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from chalicelib.domain.people import Consent, Person
from chalicelib.ports.held import Held
from chalicelib.ports.written import (
    Exists,
    Forgotten,
    Stale,
    Written,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """The one of a number's or an address's ids that is somebody's: the person of that id, or an
    alias that leads to the `owner` (to itself, for who has signed on the web and is no person)."""

    id: str
    owner: str
    person: Person | None = None
    """The person of `id`; that of another `owner` is not read."""


class People(Protocol):
    """Persons, their aliases and their suppressions.

    Where the stage has several peppers, a number has an id by each, and one of them at most is
    *taken*: it has a person or an alias. Whatever takes one says which others are `free`: where
    one of these is taken, nothing is written, and who wrote looks again. With one pepper there
    are no others and nothing is looked at.

    Whatever writes a person writes, all or nothing, `superseded` into their history and the
    item of a `new_token`; a token that someone else has makes the write `Stale`.
    """

    def person(self, person: str) -> Person | None:
        """Consistent read."""
        ...

    def persons(self, ids: Iterable[str]) -> dict[str, Person]:
        """Those that exist, consistently read, by id."""
        ...

    def alias(self, alias: str) -> str | None:
        """The person behind a second address's keyed hash."""
        ...

    def taken(self, ids: Sequence[str]) -> Taken | None:
        """The one of these ids that is taken, the first of them; one consistent read."""
        ...

    def take_signers(self) -> int:
        """Takes each id that has a fact, or an alias leads to, and that nothing has taken: those
        who signed while there was one pepper. Reads the whole table; returns how many."""
        ...

    def add_person(
        self, person: Person, aliases: Iterable[str] = (), free: Sequence[str] = ()
    ) -> Written | Exists:
        """Writes a person (and alias items) if there is none of that id: never replaces consent.

        `Exists`, too, where one of `free` is taken.
        """
        ...

    def update_person(self, person: Person) -> Written | Stale:
        """Writes `person` with `version + 1` if the stored version is `person.version`."""
        ...

    def owner_of(self, token: str) -> str | None:
        """The person whose personal page has that token. Consistent read."""
        ...

    def consent_history(self, person: str) -> list[Consent]:
        """The consents that later ones replaced, oldest first."""
        ...

    def aliases_of(self, person: str) -> list[str]:
        """The keyed hashes of a person's further addresses. Reads the whole table."""
        ...

    def held(self, person: str) -> Held:
        """Every record that bears the person's id, but the Person item. Reads the whole table."""
        ...

    def forget(self, person: str, tombstone: Callable[[], str]) -> Forgotten:
        """Deletes every record that bears the person's id, but the Person item itself.

        Facts are moved, all of a day in one transaction, to an id of `tombstone` that falls into
        the same slot: the tallies stay the sum of the facts (promise 3). Reads the whole table;
        what is interrupted is finished by calling it again.
        """
        ...
