"""What targets answered. See `ports.Targets`."""

from dataclasses import replace

from chalicelib.adapters.dynamodb import keys
from chalicelib.adapters.dynamodb.clauses import ABSENT, becomes, joined, still
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
        self, record: TargetRecord, ended: tuple[Day, tuple[str, ...]] | None = None
    ) -> Written | Stale:
        parts = [_put(record), *([_end(*ended)] if ended else [])]
        return Stale() if self._table.commit(parts) else Written()


def _put(record: TargetRecord) -> Part:
    item = keys.target(record.day, record.target) | to_item(
        replace(record, version=record.version + 1)
    )
    unmoved = still(version=attribute(record.version)) if record.version else ABSENT
    return put("target", item, unmoved)


def _end(day: Day, asks: tuple[str, ...]) -> Part:
    after = becomes({"ended": to_item(replace(day, ended=asks)).get("ended")})
    return update("day", keys.day(day.id), joined(after, still(ended=to_item(day).get("ended"))))
