"""Days and their plan versions. See `ports.Days`."""

from dataclasses import replace
from datetime import datetime, timedelta

from chalicelib.adapters.memory.shelves import Shelves, atomic
from chalicelib.domain.audits import Audit
from chalicelib.domain.days import Day
from chalicelib.domain.plan import Plan
from chalicelib.domain.triggers import TriggerRecord
from chalicelib.errors import NotFoundError
from chalicelib.ports import Exists, Stale, Written


class MemoryDays(Shelves):
    @atomic
    def launch(self, day: Day, plan: Plan) -> Written | Exists:
        if day.id in self._days:
            return Exists()
        self._days[day.id] = day
        self._plans[plan.day, plan.version] = plan
        for name in plan.triggers:
            self._triggers[day.id, name] = TriggerRecord(day=day.id, trigger=name)
        return Written()

    @atomic
    def day(self, day: str) -> Day | None:
        return self._days.get(day)

    @atomic
    def days_due(self, now: datetime) -> list[Day]:
        due = [(day.next_due, day.id) for day in self._days.values() if day.next_due]
        return [self._days[day] for at, day in sorted(due) if at <= now]

    @atomic
    def open_days(self) -> list[Day]:
        days = [day for day in self._days.values() if day.state != "closed"]
        return sorted(days, key=lambda day: day.opened_at, reverse=True)

    @atomic
    def move_day(self, before: Day, after: Day, entry: Audit | None = None) -> Written | Stale:
        stored = self._days.get(before.id)
        if stored is None or _moved_by(stored) != _moved_by(before):
            return Stale()
        kept = replace(
            after,
            slots=stored.slots,
            published_at=stored.published_at,
            shown=stored.shown,
            waves=stored.waves,
        )
        self._days[before.id] = kept
        self._audits += [entry] if entry else []
        return Written()

    @atomic
    def move_waves(self, before: Day, after: Day, entry: Audit | None = None) -> Written | Stale:
        stored = self._days.get(before.id)
        if stored is None or stored.waves != before.waves:
            return Stale()
        self._days[before.id] = replace(stored, waves=after.waves)
        self._audits += [entry] if entry else []
        return Written()

    @atomic
    def take_publishing(self, day: str, holder: str, real_now: datetime, seconds: int) -> bool:
        """Asked again, the holder has it still."""
        other, until, _ = self._publishers.get(day, (holder, real_now, False))
        if day not in self._days:
            return False
        if other != holder and until > real_now:
            self._publishers[day] = (other, until, True)
            return False
        self._publishers[day] = (holder, real_now + timedelta(seconds=seconds), False)
        return True

    @atomic
    def stamp_published(self, day: str, holder: str, at: datetime, shown: str) -> bool:
        stored = self._days.get(day)
        if stored and (stored.published_at is None or stored.published_at < at):
            self._days[day] = replace(stored, published_at=at, shown=shown)
        who, _, refused = self._publishers.get(day, ("", at, False))
        if who != holder or refused:
            return False
        del self._publishers[day]
        return True

    @atomic
    def plan(self, day: str, version: int) -> Plan:
        if (day, version) not in self._plans:
            raise NotFoundError(f"no plan {version} of day {day}")
        return self._plans[day, version]


def _moved_by(day: Day) -> tuple[str, datetime, datetime | None, tuple[str, ...]]:
    return day.state, day.closes, day.next_due, day.ended
