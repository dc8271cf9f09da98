"""Runs and triggers. See `ports.Days`."""

from dataclasses import replace

from chalicelib.adapters.memory.shelves import Shelves, atomic
from chalicelib.domain.runs import Run
from chalicelib.domain.triggers import TriggerRecord
from chalicelib.ports import Exists, Stale, Written


class MemoryRuns(Shelves):
    @atomic
    def runs(self, day: str) -> list[Run]:
        return [run for (of, _), run in sorted(self._runs.items(), key=_by_key) if of == day]

    @atomic
    def start_run(self, run: Run) -> Written | Exists:
        latest = self._runs.get((run.day, run.moment))
        if latest and (latest.attempt >= run.attempt or latest.state == "succeeded"):
            return Exists()
        self._runs[run.day, run.moment] = run
        return Written()

    @atomic
    def finish_run(self, run: Run) -> Written | Stale:
        latest = self._runs.get((run.day, run.moment))
        if latest is None or (latest.attempt, latest.state) != (run.attempt, "started"):
            return Stale()
        finished = replace(
            latest, state=run.state, finished_at=run.finished_at, outcome=run.outcome
        )
        self._runs[run.day, run.moment] = finished
        return Written()

    @atomic
    def triggers(self, day: str) -> list[TriggerRecord]:
        return [
            record for (of, _), record in sorted(self._triggers.items(), key=_by_key) if of == day
        ]

    @atomic
    def move_trigger(self, before: TriggerRecord, after: TriggerRecord) -> Written | Stale:
        stored = self._triggers.get((before.day, before.trigger))
        if stored is None or stored.state != before.state:
            return Stale()
        self._triggers[before.day, before.trigger] = after
        return Written()


def _by_key(entry: tuple[tuple[str, str], object]) -> tuple[str, str]:
    return entry[0]
