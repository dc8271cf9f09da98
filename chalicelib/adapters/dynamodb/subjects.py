"""Requests of people about themselves. See `ports.Subjects`."""

from datetime import datetime

from chalicelib.adapters.dynamodb import keys
from chalicelib.adapters.dynamodb.audits import audited
from chalicelib.adapters.dynamodb.clauses import ABSENT, still
from chalicelib.adapters.dynamodb.marshal import Item, attribute, from_item, to_item
from chalicelib.adapters.dynamodb.on_table import OnTable
from chalicelib.adapters.dynamodb.transactions import put
from chalicelib.domain.audits import Audit
from chalicelib.domain.subject_requests import SubjectRequest
from chalicelib.ports import Exists, Stale, Written


class DynamoSubjects(OnTable):
    def ask_subject(self, request: SubjectRequest, entry: Audit | None = None) -> Written | Exists:
        parts = [put("request", _item(request), ABSENT), *audited(entry)]
        return Exists() if self._table.commit(parts) else Written()

    def subject_requests(self, day: str) -> list[SubjectRequest]:
        items = self._table.partition(f"SUBJECT#{day}")
        return [from_item(item, SubjectRequest) for item in items]

    def subject_requests_due(self, now: datetime, limit: int) -> list[SubjectRequest]:
        items = self._table.agenda([keys.SUBJECTS], now, limit)
        return [from_item(item, SubjectRequest) for item in items]

    def move_subject_request(
        self, before: SubjectRequest, after: SubjectRequest
    ) -> Written | Stale:
        unmoved = still(state=attribute(before.state), runs=attribute(before.runs))
        return Written() if self._table.put(_item(after), unmoved) else Stale()


def _item(request: SubjectRequest) -> Item:
    item = keys.subject_request(request.day, request.id) | to_item(request)
    return item | (keys.agenda(keys.SUBJECTS, request.look_at) if request.look_at else {})
