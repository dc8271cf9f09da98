"""Keeps one row of a people list: a new person, a suppression, or an update of one we know."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Literal

from chalicelib.domain.listed import newcomer, updated
from chalicelib.domain.people import Person
from chalicelib.domain.people_row import Row
from chalicelib.errors import ConflictError
from chalicelib.ports import Clock, People, Vault, Written
from chalicelib.steps.whose import id_behind, person_behind

TRIES = 5

Outcome = Literal["accepted", "known", "opted_out"]


class Keeper:
    """Writes rows for one import; safe between threads, and for the same row twice."""

    def __init__(self, store: People, vault: Vault, clock: Clock, source: str) -> None:
        self._store = store
        self._vault = vault
        self._clock = clock
        self._source = source

    def ids(self, row: Row) -> tuple[str, ...]:
        """Every id that whom the row is about may have, a stranger's first."""
        return self._vault.ids(row.number)

    def newcomers(self, rows: Iterable[tuple[Row, str]]) -> list[tuple[Row, Person]]:
        """The persons of rows and ids, as if nobody knew them yet; nothing is written."""
        now = self._clock.now()
        return [(row, self._newcomer(row, person, now)) for row, person in rows]

    def keep(self, row: Row, made: Person) -> tuple[Outcome, Person]:
        """What became of the row and its newcomer; the person as stored. Raises ConflictError.

        The ids are made anew: the newcomer's may be older than a pepper, on a laptop that slept.
        """
        ids = self.ids(row)
        if ids == (made.id,) and self._added(row, made):
            return ("opted_out" if made.opted_out else "accepted"), made
        for _ in range(TRIES):
            whose = person_behind(ids, self._store)
            kept = self._kept(whose.person, row) if whose.person else None
            if kept:
                return ("opted_out" if kept.opted_out else "known"), kept
            if whose.id != made.id:
                made = self._newcomer(row, whose.id, self._clock.now())
            if whose.person is None and self._added(row, made, whose.others):
                return ("opted_out" if made.opted_out else "accepted"), made
        raise ConflictError(f"row {row.row} lost its races")

    def _newcomer(self, row: Row, person: str, now: datetime) -> Person:
        seal = self._vault.seal
        name = seal(row.first_name, person) if row.first_name else b""
        address = seal(row.number, person)
        wording = seal(row.consent_words, person) if row.consent_words else b""
        return newcomer(row, person, now, self._source, address, name, wording)

    def _added(self, row: Row, person: Person, free: Sequence[str] = ()) -> bool:
        if not row.mail or row.opted_out:
            return isinstance(self._store.add_person(person, (), free), Written)
        mail = id_behind(self._vault.ids(row.mail), self._store)
        free = (*free, *mail.free)
        return isinstance(self._store.add_person(person, (mail.id,), free), Written)

    def _kept(self, known: Person, row: Row) -> Person | None:
        """The known person brought up to date; None when someone else wrote them meanwhile."""
        address = self._vault.seal(row.number, known.id)
        after = updated(known, row, self._clock.now(), self._source, address)
        if after == known:
            return known
        written = isinstance(self._store.update_person(after), Written)
        return after if written else None
