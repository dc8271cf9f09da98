"""What targets answered. See `ports.Targets`."""

from dataclasses import replace

from chalicelib.adapters.dynamodb import keys
from chalicelib.adapters.dynamodb.clauses import ABSENT, becomes, joined, still
from chalicelib.adapters.dynamodb.days import day_item
from chalicelib.adapters.dynamodb.marshal import attribute, from_item, to_item
from chalicelib.adapters.dynamodb.on_table import OnTable
from chalicelib.adapters.dynamodb.transactions import Part, put, update
from chalicelib.domain.days import Day
from chalicelib.domain.targets import TargetRecord
from chalicelib.ports import Stale, Written


class DynamoTargets(OnTable):
    def target(self, day: str, target: str) -> TargetRecord | None:
        item = self._table.get(keys.target(day, target))
        return from_item(item, TargetRecord) if item else None

    def targets(self, day: str) -> list[TargetRecord]:
        items = self._table.partition(f"DAY#{day}", "TARGET#")
        return [from_item(item, TargetRecord) for item in items]

    def move_target(
        self, record: TargetRecord, day: tuple[Day, Day] | None = None
    ) -> Written | Stale:
        parts = [_put(record), *([_moved_day(*day)] if day else [])]
        return Stale() if self._table.commit(parts) else Written()


def _put(record: TargetRecord) -> Part:
    item = keys.target(record.day, record.target) | to_item(
        replace(record, version=record.version + 1)
    )
    unmoved = still(version=attribute(record.version)) if record.version else ABSENT
    return put("target", item, unmoved)


def _moved_day(before: Day, after: Day) -> Part:
    """Only what a target's answer changes, if it is as it was read."""
    was, now = to_item(before), day_item(after)
    due = before.next_due != after.next_due
    changes = ("ended", *(("next_due", "agenda", "agenda_at") if due else ()))
    guarded = ("ended", *(("next_due",) if due else ()))
    clause = becomes({name: now.get(name) for name in changes})
    unmoved = still(**{name: was.get(name) for name in guarded})
    return update("day", keys.day(before.id), joined(clause, unmoved))
