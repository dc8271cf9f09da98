"""Keeps one row of a people list: a new person, a suppression, or an update of one we know."""

from collections.abc import Iterable
from typing import Literal

from chalicelib.domain.listed import newcomer, updated
from chalicelib.domain.people import Person
from chalicelib.domain.people_row import Row
from chalicelib.errors import ConflictError
from chalicelib.ports import Clock, People, Vault, Written

TRIES = 5

Outcome = Literal["accepted", "known", "opted_out"]


class Keeper:
    """Writes rows for one import; safe between threads, and for the same row twice."""

    def __init__(self, store: People, vault: Vault, clock: Clock, source: str) -> None:
        self._store = store
        self._vault = vault
        self._clock = clock
        self._source = source

    def person_id(self, row: Row) -> str:
        """Whom the row is about."""
        return self._vault.person_id(row.number)

    def newcomers(self, rows: Iterable[tuple[Row, str]]) -> list[tuple[Row, Person]]:
        """The persons of rows and ids, as if nobody knew them yet; nothing is written."""
        seal, now = self._vault.seal, self._clock.now()
        made = []
        for row, person in rows:
            name = seal(row.first_name, person) if row.first_name else b""
            address = seal(row.number, person)
            wording = seal(row.consent_words, person) if row.consent_words else b""
            known = newcomer(row, person, now, self._source, address, name, wording)
            made.append((row, known))
        return made

    def keep(self, row: Row, person: Person) -> tuple[Outcome, Person]:
        """What became of the row and its newcomer; the person as stored. Raises ConflictError."""
        if self._added(row, person):
            return ("opted_out" if person.opted_out else "accepted"), person
        for _ in range(TRIES):
            known = self._store.person(person.id)
            if known is None and isinstance(self._store.add_person(person), Written):
                return ("opted_out" if person.opted_out else "accepted"), person
            kept = self._kept(known, row) if known else None
            if kept:
                return ("opted_out" if kept.opted_out else "known"), kept
        raise ConflictError(f"row {row.row} lost its races")

    def _added(self, row: Row, person: Person) -> bool:
        mailed = row.mail and not row.opted_out
        aliases = (self._vault.person_id(row.mail),) if mailed else ()
        return isinstance(self._store.add_person(person, aliases), Written)

    def _kept(self, known: Person, row: Row) -> Person | None:
        """The known person brought up to date; None when someone else wrote them meanwhile."""
        address = self._vault.seal(row.number, known.id)
        after = updated(known, row, self._clock.now(), self._source, address)
        if after == known:
            return known
        written = isinstance(self._store.update_person(after), Written)
        return after if written else None
