"""Persons and their aliases. See `ports.People`.

A person that is stored has version 1 or more: version 0 is a decision about nobody yet, and
is written only where there is none, so that it cannot overwrite an opt-out (promise 10).
"""

from collections.abc import Iterable

from chalicelib.adapters.dynamodb import keys
from chalicelib.adapters.dynamodb.clauses import ABSENT, Clause
from chalicelib.adapters.dynamodb.marshal import Item, rebuilt, to_item, to_plain
from chalicelib.adapters.dynamodb.on_table import OnTable
from chalicelib.adapters.dynamodb.transactions import add, put
from chalicelib.domain.people import Person
from chalicelib.ports import Exists, Stale, Written


class DynamoPeople(OnTable):
    def person(self, person: str) -> Person | None:
        item = self._table.get(keys.person(person))
        return person_of(item) if item else None

    def persons(self, ids: Iterable[str]) -> dict[str, Person]:
        wanted = [keys.person(person) for person in dict.fromkeys(ids)]
        found = (person_of(item) for item in self._table.get_many(wanted))
        return {person.id: person for person in found}

    def alias(self, alias: str) -> str | None:
        item = self._table.get(keys.alias(alias))
        return str(item["person"]["S"]) if item else None

    def add_person(self, person: Person, aliases: Iterable[str] = ()) -> Written | Exists:
        """An alias that belongs to another person already stays theirs."""
        item = person_item(person)
        names = [{**keys.alias(alias), "person": {"S": person.id}} for alias in aliases]
        if not names:
            return Written() if self._table.put(item, ABSENT) else Exists()
        others = (add("alias", name, optional=True) for name in names)
        refused = self._table.commit([put("person", item, ABSENT), *others])
        return Exists() if refused else Written()

    def update_person(self, person: Person) -> Written | Stale:
        return Written() if self._table.put(person_item(person), if_version(person)) else Stale()

    def aliases_of(self, person: str) -> list[str]:
        prefix = keys.alias("")["PK"]["S"]
        places = (item["PK"]["S"] for item in self._table.bearing(person, keys.ALIAS))
        return sorted(place.removeprefix(prefix) for place in places)


def person_item(person: Person) -> Item:
    """The person one version on; their consent as attributes of its own, for conditions."""
    item = to_item(person)
    consent = item["consent"]["M"]
    item["consent"] = consent["state"]
    item["consent_at"] = consent["at"]
    item["consent_source"] = consent["source"]
    item["version"] = {"N": str(person.version + 1)}
    return item | keys.person(person.id)


def person_of(item: Item) -> Person:
    fields = to_plain(item)
    fields["consent"] = {
        "state": fields["consent"],
        "at": fields["consent_at"],
        "source": fields["consent_source"],
    }
    return rebuilt(item, fields, Person)


def if_version(person: Person) -> Clause:
    """The stored person is the one the decision was made on; version 0: there was none."""
    if not person.version:
        return ABSENT
    return {
        "ConditionExpression": "#version = :version",
        "ExpressionAttributeNames": {"#version": "version"},
        "ExpressionAttributeValues": {":version": {"N": str(person.version)}},
    }
