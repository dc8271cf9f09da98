"""Which id of a number or an address is somebody's. See `ports.People` and decision 0041."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from chalicelib.adapters.dynamodb import keys
from chalicelib.adapters.dynamodb.clauses import still
from chalicelib.adapters.dynamodb.ids import both, place
from chalicelib.adapters.dynamodb.marshal import Item, attribute
from chalicelib.adapters.dynamodb.on_table import OnTable
from chalicelib.adapters.dynamodb.people import person_of
from chalicelib.adapters.dynamodb.transactions import Part, add, check
from chalicelib.domain.facts import is_tombstone
from chalicelib.ports import Taken

TOGETHER = 50
"""Ids taken in one transaction of at most 100 parts."""


class DynamoTakings(OnTable):
    def taken(self, ids: Sequence[str]) -> Taken | None:
        found = self._places(ids)
        for each in ids:
            person, alias = found.get(place(keys.person(each))), found.get(place(keys.alias(each)))
            if person or alias:
                owner = alias["person"]["S"] if alias else each
                return Taken(id=each, owner=owner, person=person_of(person) if person else None)
        return None

    def take_signers(self) -> int:
        return sum(self._take(self._untaken(page)) for page in self._table.signers())

    def _untaken(self, page: Iterable[Item]) -> list[tuple[str, Item]]:
        """Ids that nothing has taken, each with the key of an item that bears it."""
        bearing = {item["person"]["S"]: {"PK": item["PK"], "SK": item["SK"]} for item in page}
        ids = [each for each in bearing if not is_tombstone(each)]
        found = self._places(ids)
        free = (each for each in ids if not found.keys() & {place(p) for p in both(each)})
        return [(each, bearing[each]) for each in free]

    def _take(self, bearing: Sequence[tuple[str, Item]]) -> int:
        """Only while what bears the id is there: an erasure may be under way."""
        if len(bearing) > TOGETHER:
            rest = self._take(bearing[TOGETHER:])
            return self._take(bearing[:TOGETHER]) + rest
        parts = [part for each, key in bearing for part in _taking(each, key)]
        if not self._table.commit(parts):
            return len(bearing)
        return sum(self._take([each]) for each in bearing) if len(bearing) > 1 else 0

    def _places(self, ids: Sequence[str]) -> Mapping[tuple[str, str], Item]:
        wanted = [key for each in dict.fromkeys(ids) for key in both(each)]
        return {place(item): item for item in self._table.get_many(wanted)}


def _taking(each: str, bearing: Item) -> Iterator[Part]:
    yield check("bearing", bearing, still(person=attribute(each)))
    yield add("alias", keys.alias(each) | {"person": attribute(each)}, optional=True)
