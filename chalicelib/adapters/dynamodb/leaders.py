"""Leaders. See `ports.Work`."""

from datetime import datetime

from chalicelib.adapters.dynamodb import keys
from chalicelib.adapters.dynamodb.cases import case_item
from chalicelib.adapters.dynamodb.clauses import still
from chalicelib.adapters.dynamodb.marshal import Item, from_item, to_item
from chalicelib.adapters.dynamodb.on_table import OnTable
from chalicelib.adapters.dynamodb.transactions import add, put
from chalicelib.domain.cases import Case
from chalicelib.domain.leaders import Leader
from chalicelib.ports import Stale, Written


class DynamoLeaders(OnTable):
    def leader(self, day: str, person: str) -> Leader | None:
        item = self._table.get(keys.leader(day, person))
        return from_item(item, Leader) if item else None

    def leaders(self, day: str) -> list[Leader]:
        return [from_item(item, Leader) for item in self._table.partition(f"LEADER#{day}")]

    def leaders_due(self, day: str, now: datetime, limit: int) -> list[Leader]:
        items = self._table.agenda([keys.leaders_due(day)], now, limit)
        return [from_item(item, Leader) for item in items]

    def next_leader_due(self, day: str) -> datetime | None:
        soonest = self._table.agenda([keys.leaders_due(day)], limit=1)
        return next((from_item(item, Leader).due_at for item in soonest), None)

    def move_leader(
        self, before: Leader, after: Leader, case: Case | None = None
    ) -> Written | Stale:
        was = to_item(before)
        item, unmoved = leader_item(after), still(state=was["state"], done=was.get("done"))
        if case is None:
            return Written() if self._table.put(item, unmoved) else Stale()
        parts = [put("leader", item, unmoved), add("case", case_item(case), optional=True)]
        return Stale() if self._table.commit(parts) else Written()


def leader_item(leader: Leader) -> Item:
    """In the agenda while something is due."""
    item = keys.leader(leader.day, leader.person) | to_item(leader)
    return item | (
        keys.agenda(keys.leaders_due(leader.day), leader.due_at) if leader.due_at else {}
    )
