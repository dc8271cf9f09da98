"""Cases. See `ports.Work`."""

from chalicelib.adapters.dynamodb import keys
from chalicelib.adapters.dynamodb.audits import audited
from chalicelib.adapters.dynamodb.clauses import ABSENT, becomes, joined, still
from chalicelib.adapters.dynamodb.marshal import Item, from_item, to_item
from chalicelib.adapters.dynamodb.on_table import OnTable
from chalicelib.adapters.dynamodb.transactions import update
from chalicelib.domain.audits import Audit
from chalicelib.domain.cases import Case
from chalicelib.ports import Exists, Stale, Written

_WORKED_ON = ("assignee", "first_reply_at", "outcome", "closed_at")


class DynamoCases(OnTable):
    def open_case(self, case: Case) -> Written | Exists:
        return Written() if self._table.put(case_item(case), ABSENT) else Exists()

    def move_case(self, before: Case, after: Case, entry: Audit | None = None) -> Written | Stale:
        was, now = to_item(before), to_item(after)
        changes = becomes({name: now.get(name) for name in _WORKED_ON})
        unmoved = still(**{name: was.get(name) for name in _WORKED_ON})
        moved = update("case", keys.case(before.day, before.id), joined(changes, unmoved))
        return Stale() if self._table.commit([moved, *audited(entry)]) else Written()

    def cases(self, day: str) -> list[Case]:
        cases = (from_item(item, Case) for item in self._table.partition(f"CASE#{day}"))
        return sorted(cases, key=lambda case: (case.closed_at is not None, case.opened_at, case.id))


def case_item(case: Case) -> Item:
    return keys.case(case.day, case.id) | to_item(case)
