"""Persons and their aliases. See `ports.People`.

A person that is stored has version 1 or more: version 0 is a decision about nobody yet.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from chalicelib.adapters.memory.shelves import Shelves, atomic
from chalicelib.domain.facts import is_tombstone
from chalicelib.domain.people import Consent, Person
from chalicelib.ports import Exists, Stale, Taken, Written


class MemoryPeople(Shelves):
    @atomic
    def person(self, person: str) -> Person | None:
        return self._persons.get(person)

    @atomic
    def persons(self, ids: Iterable[str]) -> dict[str, Person]:
        return {person: self._persons[person] for person in ids if person in self._persons}

    @atomic
    def alias(self, alias: str) -> str | None:
        return self._aliases.get(alias)

    @atomic
    def add_person(
        self, person: Person, aliases: Iterable[str] = (), free: Sequence[str] = ()
    ) -> Written | Exists:
        """An alias that belongs to another person already stays theirs."""
        if person.id in self._persons or self._any_taken(free):
            return Exists()
        self._put_person(person)
        for alias in aliases:
            self._lead(alias, person.id)
        return Written()

    @atomic
    def taken(self, ids: Sequence[str]) -> Taken | None:
        for each in ids:
            if self._any_taken((each,)):
                owner, person = self._aliases.get(each, each), self._persons.get(each)
                return Taken(id=each, owner=owner, person=person)
        return None

    @atomic
    def take_signers(self) -> int:
        bearing = {fact.person for facts in self._facts.values() for fact in facts.values()}
        bearing |= set(self._aliases.values())
        signers = [each for each in bearing if not is_tombstone(each)]
        free = [each for each in signers if not self._any_taken((each,))]
        self._aliases |= {each: each for each in free}
        return len(free)

    @atomic
    def update_person(self, person: Person) -> Written | Stale:
        if self._stale(person):
            return Stale()
        self._put_person(person)
        return Written()

    @atomic
    def aliases_of(self, person: str) -> list[str]:
        return sorted(alias for alias, of in self._aliases.items() if of == person)

    @atomic
    def owner_of(self, token: str) -> str | None:
        return self._tokens.get(token)

    @atomic
    def consent_history(self, person: str) -> list[Consent]:
        kept = (key for key in self._consents if key[0] == person)
        return [self._consents[key] for key in sorted(kept)]

    def _any_taken(self, ids: Iterable[str]) -> bool:
        return any(each in self._persons or each in self._aliases for each in ids)

    def _lead(self, alias: str, owner: str) -> None:
        """From now on, if it is nobody's: nobody's, too, is what took its own id."""
        if self._aliases.get(alias, alias) == alias:
            self._aliases[alias] = owner

    def _stale(self, person: Person) -> bool:
        """Someone wrote them since, or has the token that was drawn."""
        stored = self._persons.get(person.id)
        taken = person.new_token and person.token in self._tokens
        return taken or (stored.version if stored else 0) != person.version

    def _put_person(self, person: Person) -> None:
        """With what the decision leaves beside the person; never for what `_stale` refuses."""
        if before := person.superseded:
            self._consents[person.id, before.at, before.state] = before
        if person.new_token:
            self._tokens[person.token] = person.id
        self._persons[person.id] = replace(
            person, version=person.version + 1, superseded=None, new_token=False
        )
