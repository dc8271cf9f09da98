"""What targets answered. See `ports.Targets`."""

from dataclasses import replace

from chalicelib.adapters.memory.shelves import Shelves, atomic
from chalicelib.domain.days import Day
from chalicelib.domain.targets import TargetRecord
from chalicelib.ports import Stale, Written


class MemoryTargets(Shelves):
    @atomic
    def target(self, day: str, target: str) -> TargetRecord | None:
        return self._targets.get((day, target))

    @atomic
    def targets(self, day: str) -> list[TargetRecord]:
        return [self._targets[key] for key in sorted(self._targets) if key[0] == day]

    @atomic
    def move_target(
        self, record: TargetRecord, day: tuple[Day, Day] | None = None
    ) -> Written | Stale:
        key = (record.day, record.target)
        stored = self._targets.get(key)
        if (stored.version if stored else 0) != record.version:
            return Stale()
        if day:
            moved = self._moved_day(*day)
            if moved is None:
                return Stale()
            self._days[moved.id] = moved
        self._targets[key] = replace(record, version=record.version + 1)
        return Written()

    def _moved_day(self, before: Day, after: Day) -> Day | None:
        stored = self._days.get(before.id)
        if stored is None or stored.ended != before.ended:
            return None
        if after.next_due == before.next_due:
            return replace(stored, ended=after.ended)
        if stored.next_due != before.next_due:
            return None
        return replace(stored, ended=after.ended, next_due=after.next_due)
