"""Runs and triggers. See `ports.Days`."""

from chalicelib.adapters.dynamodb import keys
from chalicelib.adapters.dynamodb.clauses import becomes, joined, still
from chalicelib.adapters.dynamodb.marshal import Item, attribute, from_item, to_item
from chalicelib.adapters.dynamodb.on_table import OnTable
from chalicelib.domain.runs import Run
from chalicelib.domain.triggers import TriggerRecord
from chalicelib.ports import Exists, Stale, Written


class DynamoRuns(OnTable):
    def runs(self, day: str) -> list[Run]:
        return [from_item(item, Run) for item in self._table.partition(f"DAY#{day}", "RUN#")]

    def start_run(self, run: Run) -> Written | Exists:
        newer = {
            "ConditionExpression": "attribute_not_exists(PK)"
            " OR (#attempt < :attempt AND #state <> :succeeded)",
            "ExpressionAttributeNames": {"#attempt": "attempt", "#state": "state"},
            "ExpressionAttributeValues": {
                ":attempt": attribute(run.attempt),
                ":succeeded": attribute("succeeded"),
            },
        }
        item = {**keys.run(run.day, run.moment), **to_item(run)}
        return Written() if self._table.put(item, newer) else Exists()

    def finish_run(self, run: Run) -> Written | Stale:
        finish = {
            "state": attribute(run.state),
            "finished_at": attribute(run.finished_at) if run.finished_at else None,
            "outcome": attribute(run.outcome) if run.outcome else None,
        }
        unfinished = still(attempt=attribute(run.attempt), state=attribute("started"))
        held = self._table.update(
            keys.run(run.day, run.moment), joined(becomes(finish), unfinished)
        )
        return Written() if held else Stale()

    def triggers(self, day: str) -> list[TriggerRecord]:
        items = self._table.partition(f"DAY#{day}", "TRIGGER#")
        return [from_item(item, TriggerRecord) for item in items]

    def move_trigger(self, before: TriggerRecord, after: TriggerRecord) -> Written | Stale:
        held = self._table.put(trigger_item(after), still(state=attribute(before.state)))
        return Written() if held else Stale()


def trigger_item(record: TriggerRecord) -> Item:
    return {**keys.trigger(record.day, record.trigger), **to_item(record)}
