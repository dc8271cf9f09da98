"""Persons and their aliases. See `ports.People`.

A person that is stored has version 1 or more: version 0 is a decision about nobody yet, and
is written only where there is none, so that it cannot overwrite an opt-out (promise 10).
"""

from collections.abc import Iterable, Iterator, Sequence

from chalicelib.adapters.dynamodb import keys
from chalicelib.adapters.dynamodb.clauses import ABSENT, Clause
from chalicelib.adapters.dynamodb.ids import alias_part, are_free
from chalicelib.adapters.dynamodb.marshal import Item, from_item, rebuilt, to_item, to_plain
from chalicelib.adapters.dynamodb.on_table import OnTable
from chalicelib.adapters.dynamodb.transactions import Part, add, put
from chalicelib.domain.people import Consent, Person
from chalicelib.ports import Exists, Stale, Written

_PROOF = ("at", "source", "wording", "terms")


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

    def add_person(
        self, person: Person, aliases: Iterable[str] = (), free: Sequence[str] = ()
    ) -> Written | Exists:
        """An alias that belongs to another person already stays theirs."""
        others = [alias_part(alias, person.id, bool(free)) for alias in aliases]
        others += are_free(free)
        return Written() if self._written(person, ABSENT, others) else Exists()

    def update_person(self, person: Person) -> Written | Stale:
        return Written() if self._written(person, if_version(person)) else Stale()

    def owner_of(self, token: str) -> str | None:
        item = self._table.get(keys.token(token))
        return str(item["person"]["S"]) if item else None

    def consent_history(self, person: str) -> list[Consent]:
        partition = keys.person(person)["PK"]["S"]
        found = self._table.partition(partition, keys.CONSENTS)
        return [from_item(item, Consent) for item in found]

    def _written(self, person: Person, condition: Clause, others: Sequence[Part] = ()) -> bool:
        """One plain write where the person goes alone: an import writes nothing else."""
        parts = [*person_parts(person, condition), *others]
        if len(parts) == 1:
            return self._table.put(person_item(person), condition)
        return not self._table.commit(parts)

    def aliases_of(self, person: str) -> list[str]:
        prefix = keys.alias("")["PK"]["S"]
        places = (item["PK"]["S"] for item in self._table.bearing(person, keys.ALIAS))
        return sorted(place.removeprefix(prefix) for place in places)


def person_parts(person: Person, condition: Clause) -> Iterator[Part]:
    """The person under the role `person`, and what their decision leaves beside them."""
    yield put("person", person_item(person), condition)
    if before := person.superseded:
        place = keys.consent(person.id, before.at, before.state)
        yield put("consent", place | to_item(before) | {"person": {"S": person.id}})
    if person.new_token:
        yield add("token", keys.token(person.token) | {"person": {"S": person.id}})


def person_item(person: Person) -> Item:
    """The person one version on; their consent as attributes of its own, for conditions."""
    item = to_item(person)
    item.pop("superseded", None)
    del item["new_token"]
    consent = item.pop("consent")["M"]
    item["consent"] = consent.pop("state")
    item |= {f"consent_{name}": typed for name, typed in consent.items()}
    item["version"] = {"N": str(person.version + 1)}
    return item | keys.person(person.id)


def person_of(item: Item) -> Person:
    fields = to_plain(item)
    consent = {name: fields[f"consent_{name}"] for name in _PROOF if f"consent_{name}" in fields}
    fields["consent"] = {"state": fields["consent"], **consent}
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
