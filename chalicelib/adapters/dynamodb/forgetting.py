"""Erasing what bears a person's id. See `ports.People.forget`.

Every such item has the attribute `person`, so one scan finds them all, of whatever day. An
erasure is rare; an index for it would cost a write at every text.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator

from chalicelib.adapters.dynamodb.clauses import still
from chalicelib.adapters.dynamodb.facts import fact_item
from chalicelib.adapters.dynamodb.marshal import Item, from_item
from chalicelib.adapters.dynamodb.on_table import OnTable
from chalicelib.adapters.dynamodb.transactions import Part, add, remove
from chalicelib.domain.facts import Fact, buried, slot_of
from chalicelib.errors import ConflictError
from chalicelib.ports import Forgotten

TOGETHER = 50
"""Facts moved in one transaction of at most 100 writes; nobody has as many in a day."""
DRAWS = 100_000
"""A tombstone of the right slot is found in as many draws as there are slots, on average."""
KINDS = {
    "MESSAGE": "messages",
    "REPLY": "replies",
    "LEADER": "leaders",
    "CASE": "cases",
    "ALIAS": "aliases",
    "TOKEN": "tokens",
    "CONSENT": "consents",
    "TEXT": "texts",
    "LETTER": "letters",
    "VOICE": "voices",
    "FACT": "facts",
}


class DynamoForgetting(OnTable):
    def forget(self, person: str, tombstone: Callable[[], str]) -> Forgotten:
        """Aliases go last: they lead to the person whose erasure was cut off."""
        counts: Counter[str] = Counter()
        found: dict[str, list[Item]] = defaultdict(list)
        for item in self._table.bearing(person):
            found[kind_of(item)].append(item)
        for day, items in _by_day(found.pop("facts", [])).items():
            counts["facts"] += self._bury(items, self._drawn(day, person, tombstone))
        for kind in sorted(found, key=lambda kind: kind == "aliases"):
            counts[kind] = sum(self._table.delete(_key(item)) for item in found[kind])
        return Forgotten(**counts)

    def _drawn(self, day: str, person: str, tombstone: Callable[[], str]) -> str:
        """Of the person's own slot, so that a fact's key still says where it lies."""
        slots = self._slots_of(day)
        for _ in range(DRAWS):
            drawn = tombstone()
            if slot_of(drawn, slots) == slot_of(person, slots):
                return drawn
        raise ConflictError(f"no tombstone falls into the slot, of {slots}")

    def _bury(self, items: list[Item], tombstone: str) -> int:
        """Raises ConflictError when one was changed meanwhile: the next call moves it."""
        for start in range(0, len(items), TOGETHER):
            some = items[start : start + TOGETHER]
            if self._table.commit([part for item in some for part in _moved(item, tombstone)]):
                raise ConflictError("a fact changed while it was made anonymous")
        return len(items)


def _by_day(facts: list[Item]) -> dict[str, list[Item]]:
    days: dict[str, list[Item]] = defaultdict(list)
    for fact in facts:
        days[fact["day"]["S"]].append(fact)
    return days


def _moved(item: Item, tombstone: str) -> Iterator[Part]:
    """The fact leaves its key and comes back under the tombstone's, in the same partition."""
    fact = buried(from_item(item, Fact), tombstone)
    place = {"PK": item["PK"], "SK": {"S": fact.key}}
    yield remove("fact", _key(item), still(state=item["state"], proved=item["proved"]))
    yield add("tombstone", fact_item(place, fact))


def _key(item: Item) -> Item:
    return {"PK": item["PK"], "SK": item["SK"]}


def kind_of(item: Item) -> str:
    """The field of `Forgotten`, by the sort key where the partition is the person's own."""
    first = item["SK" if item["PK"]["S"].startswith("PERSON#") else "PK"]["S"]
    return KINDS[first.partition("#")[0]]
