"""What the parts of the store share: the table and each day's slots."""

from chalicelib.adapters.dynamodb import keys
from chalicelib.adapters.dynamodb.marshal import Item
from chalicelib.adapters.dynamodb.table import Table
from chalicelib.domain.facts import Fact, slot_of
from chalicelib.errors import NotFoundError


class OnTable:
    """A part of the store."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._slots: dict[str, int] = {}

    def _slots_of(self, day: str) -> int:
        """Fixed at launch, so read once a process. Raises NotFoundError."""
        if day not in self._slots:
            item = self._table.get(keys.day(day))
            if item is None:
                raise NotFoundError(f"no day {day}")
            self._slots[day] = int(item["slots"]["N"])
        return self._slots[day]

    def _place(self, fact: Fact) -> Item:
        return self._fact_key(fact.day, fact.person, fact.key)

    def _voice_key(self, day: str, kind: str, person: str) -> Item:
        return keys.voice(day, slot_of(person, self._slots_of(day)), kind, person)

    def _fact_key(self, day: str, person: str, fact: str) -> Item:
        return keys.fact(day, slot_of(person, self._slots_of(day)), fact)
