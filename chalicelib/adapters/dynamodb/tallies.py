"""Facts and tallies by slot: each tally is the sum of its slot's facts of one country."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from chalicelib.adapters.dynamodb import keys
from chalicelib.adapters.dynamodb.clauses import adds
from chalicelib.adapters.dynamodb.marshal import Item, from_item
from chalicelib.adapters.dynamodb.on_table import OnTable
from chalicelib.adapters.dynamodb.queries import read_all
from chalicelib.adapters.dynamodb.transactions import Part, update
from chalicelib.domain.facts import Fact, slot_of
from chalicelib.domain.totals import Totals, added_up

_NEVER = {"S": ""}
Change = tuple[Fact, Mapping[str, int]]
"""A fact, and what its tally changes by."""


class DynamoTallies(OnTable):
    def facts(self, day: str) -> Iterator[Fact]:
        for slot in range(self._slots_of(day)):
            yield from self.facts_in(day, slot)

    def facts_in(self, day: str, slot: int) -> Iterator[Fact]:
        items = self._table.partition(f"FACT#{day}#{slot}")
        return (from_item(item, Fact) for item in items)

    def totals(self, day: str, as_of: datetime) -> Totals:
        places = keys.tallies(day, self._slots_of(day))
        by_country: dict[str, Counter[str]] = {}
        latest: dict[str, str] = {}
        for tallies in read_all(lambda place: list(self._table.partition(place)), places):
            for tally in tallies:
                country = keys.tally_country(tally["SK"]["S"])
                by_country.setdefault(country, Counter()).update(_counts(tally))
                latest[country] = max(latest.get(country, ""), tally.get("at", _NEVER)["S"])
        return Totals(
            day=day,
            as_of=as_of,
            by_country=added_up(by_country),
            latest={c: datetime.fromisoformat(at) for c, at in latest.items() if at},
        )

    def _tally_updates(self, changes: Iterable[Change]) -> Iterator[Part]:
        """One for each tally: a transaction may touch an item only once."""
        tallies: dict[tuple[str, int, str], Counter[str]] = {}
        counted: dict[tuple[str, int, str], datetime] = {}
        for fact, change in changes:
            slot = slot_of(fact.person, self._slots_of(fact.day))
            tally = (fact.day, slot, fact.country)
            tallies.setdefault(tally, Counter()).update(change)
            if fact.state == "counted" and change:
                counted[tally] = max(fact.at, counted.get(tally, fact.at))
        for tally, whole in tallies.items():
            if whole:
                yield update("tally", keys.tally(*tally), adds(whole, at=counted.get(tally)))


def _counts(tally: Item) -> dict[str, int]:
    return {name: int(typed["N"]) for name, typed in tally.items() if "N" in typed}
