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
        self, record: TargetRecord, ended: tuple[Day, tuple[str, ...]] | None = None
    ) -> Written | Stale:
        key = (record.day, record.target)
        stored = self._targets.get(key)
        if (stored.version if stored else 0) != record.version:
            return Stale()
        if ended:
            day, asks = ended
            if day.id not in self._days or self._days[day.id].ended != day.ended:
                return Stale()
            self._days[day.id] = replace(self._days[day.id], ended=asks)
        self._targets[key] = replace(record, version=record.version + 1)
        return Written()
