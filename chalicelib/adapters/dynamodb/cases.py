"""Cases. See `ports.Work`."""

from datetime import datetime

from chalicelib.adapters.dynamodb import keys
from chalicelib.adapters.dynamodb.clauses import ABSENT, becomes, joined, still
from chalicelib.adapters.dynamodb.marshal import Item, attribute, from_item, to_item
from chalicelib.adapters.dynamodb.on_table import OnTable
from chalicelib.domain.cases import Case
from chalicelib.ports import Exists, Stale, Written


class DynamoCases(OnTable):
    def open_case(self, case: Case) -> Written | Exists:
        return Written() if self._table.put(case_item(case), ABSENT) else Exists()

    def close_case(self, case: Case, at: datetime) -> Written | Stale:
        closed = joined(becomes({"closed_at": attribute(at)}), still(closed_at=None))
        return Written() if self._table.update(keys.case(case.day, case.id), closed) else Stale()

    def cases(self, day: str) -> list[Case]:
        cases = (from_item(item, Case) for item in self._table.partition(f"CASE#{day}"))
        return sorted(cases, key=lambda case: (case.closed_at is not None, case.opened_at, case.id))


def case_item(case: Case) -> Item:
    return keys.case(case.day, case.id) | to_item(case)
