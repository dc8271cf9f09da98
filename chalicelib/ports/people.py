"""The store's part for persons, their aliases and their suppressions."""

from collections.abc import Callable, Iterable
from typing import Protocol

from chalicelib.domain.people import Consent, Person
from chalicelib.ports.held import Held
from chalicelib.ports.written import (
    Exists,
    Forgotten,
    Stale,
    Written,
)


class People(Protocol):
    """Persons, their aliases and their suppressions.

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

    def add_person(self, person: Person, aliases: Iterable[str] = ()) -> Written | Exists:
        """Writes a person (and alias items) if there is none of that id: never replaces consent."""
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
