"""Days and their plan versions. See `ports.Days`."""

from datetime import datetime

import msgspec

from chalicelib.adapters.dynamodb import keys
from chalicelib.adapters.dynamodb.audits import audited
from chalicelib.adapters.dynamodb.clauses import Clause, becomes, joined, still
from chalicelib.adapters.dynamodb.marshal import Item, from_item, to_item
from chalicelib.adapters.dynamodb.on_table import OnTable
from chalicelib.adapters.dynamodb.runs import trigger_item
from chalicelib.adapters.dynamodb.table import Table
from chalicelib.adapters.dynamodb.transactions import add, put, update
from chalicelib.domain.audits import Audit
from chalicelib.domain.days import Day
from chalicelib.domain.plan import Plan
from chalicelib.domain.triggers import TriggerRecord
from chalicelib.errors import NotFoundError, PlanError
from chalicelib.ports import Exists, Stale, Vault, Written

LARGEST_PLAN = 300_000
"""Bytes: an item holds 400 kB, with its names and its seal."""

KEPT = ("PK", "SK", "slots", "published_at", "shown", "waves")
"""What a move leaves as it is: the key, what is fixed at launch, what others write."""


class DynamoDays(OnTable):
    """The only part that seals: a plan holds mail addresses."""

    def __init__(self, table: Table, vault: Vault) -> None:
        super().__init__(table)
        self._vault = vault
        self._plans: dict[tuple[str, int], Plan] = {}

    def launch(self, day: Day, plan: Plan) -> Written | Exists:
        armed = (TriggerRecord(day=day.id, trigger=name) for name in plan.triggers)
        refused = self._table.commit(
            [
                add("day", day_item(day)),
                put("plan", self._plan_item(plan)),
                *(put("trigger", trigger_item(record)) for record in armed),
            ]
        )
        return Exists() if refused else Written()

    def day(self, day: str) -> Day | None:
        item = self._table.get(keys.day(day))
        return from_item(item, Day) if item else None

    def days_due(self, now: datetime) -> list[Day]:
        return [from_item(item, Day) for item in self._table.agenda([keys.DAYS], now)]

    def open_days(self) -> list[Day]:
        return [from_item(item, Day) for item in self._table.journal([keys.DAYS])]

    def move_day(self, before: Day, after: Day, entry: Audit | None = None) -> Written | Stale:
        was = to_item(before)
        now = dict.fromkeys((*was, *_INDEXED)) | day_item(after)
        changes = {name: typed for name, typed in now.items() if name not in KEPT}
        unmoved = still(**{name: was.get(name) for name in _GUARDED})
        return self._steered(before.id, joined(becomes(changes), unmoved), entry)

    def move_waves(self, before: Day, after: Day, entry: Audit | None = None) -> Written | Stale:
        changes = {"waves": to_item(after).get("waves")}
        clause = joined(becomes(changes), still(waves=to_item(before).get("waves")))
        return self._steered(before.id, clause, entry)

    def plan(self, day: str, version: int) -> Plan:
        """A version never changes: each is read and opened once."""
        known = self._plans.get((day, version))
        if known is None:
            known = self._plans[day, version] = self._read_plan(day, version)
        return known

    def _read_plan(self, day: str, version: int) -> Plan:
        item = self._table.get(keys.plan(day, version))
        if item is None:
            raise NotFoundError(f"no plan {version} of day {day}")
        clear = self._vault.open(bytes(item["plan"]["B"]), _owner(day, version))
        return msgspec.json.decode(clear, type=Plan)

    def _steered(self, day: str, clause: Clause, entry: Audit | None) -> Written | Stale:
        if entry is None:
            return Written() if self._table.update(keys.day(day), clause) else Stale()
        moved = update("day", keys.day(day), clause)
        return Stale() if self._table.commit([moved, *audited(entry)]) else Written()

    def _plan_item(self, plan: Plan) -> Item:
        clear = msgspec.json.encode(plan).decode()
        if len(clear.encode()) > LARGEST_PLAN:
            raise PlanError(
                [f"the plan is longer than {LARGEST_PLAN // 1000} kB: shorten its texts"]
            )
        sealed = self._vault.seal(clear, _owner(plan.day, plan.version))
        return {**keys.plan(plan.day, plan.version), "plan": {"B": sealed}}


_GUARDED = ("state", "closes", "next_due", "ended")
"""What must be as it was read, or a move would undo another's."""
_INDEXED = ("agenda", "agenda_at", "journal", "journal_at")


def day_item(day: Day) -> Item:
    """The day, in the agenda while something is due and in the journal until it is closed."""
    return {
        **keys.day(day.id),
        **to_item(day),
        **(keys.agenda(keys.DAYS, day.next_due) if day.next_due else {}),
        **(keys.journal(keys.DAYS, day.opened_at) if day.state != "closed" else {}),
    }


def _owner(day: str, version: int) -> str:
    return f"plan/{day}/{version}"
