"""The store's part for days, their plan versions, runs and triggers."""

from datetime import datetime
from typing import Protocol

from chalicelib.domain.audits import Audit
from chalicelib.domain.days import Day
from chalicelib.domain.plan import Plan
from chalicelib.domain.runs import Run
from chalicelib.domain.triggers import TriggerRecord
from chalicelib.ports.written import (
    Exists,
    Stale,
    Written,
)


class Days(Protocol):
    """Days, their plan versions, runs and triggers."""

    def launch(self, day: Day, plan: Plan) -> Written | Exists:
        """Writes the day, its plan version and its armed triggers, if the day is not there."""
        ...

    def day(self, day: str) -> Day | None: ...

    def days_due(self, now: datetime) -> list[Day]:
        """Days whose `next_due` is at or before `now`."""
        ...

    def open_days(self) -> list[Day]:
        """Days that are not over, newest first."""
        ...

    def move_day(self, before: Day, after: Day, entry: Audit | None = None) -> Written | Stale:
        """Writes `after` (and `entry`, all or nothing) if the stored day equals `before` in state,
        closes, next_due and ended."""
        ...

    def move_waves(self, before: Day, after: Day, entry: Audit | None = None) -> Written | Stale:
        """Writes `after.waves` (and `entry`, all or nothing), and no other field of the day, if the
        stored ones still equal `before`'s."""
        ...

    def take_publishing(self, day: str, holder: str, real_now: datetime, seconds: int) -> bool:
        """Whether `holder` now has the day's publishing lease: none is held, or it ran out. Who is
        refused leaves a mark for the holder; taking the lease, also again, clears it."""
        ...

    def stamp_published(self, day: str, holder: str, at: datetime, shown: str) -> bool:
        """Records when the public objects were last written, only ever forward, and the digest of
        what they show. Whether `holder` gave the lease back: not where somebody was refused it
        since, who was woken for what `holder` may not have seen."""
        ...

    def plan(self, day: str, version: int) -> Plan:
        """Raises NotFoundError."""
        ...

    def runs(self, day: str) -> list[Run]:
        """The latest attempt of each moment."""
        ...

    def start_run(self, run: Run) -> Written | Exists:
        """Writes the attempt if none that is as high, and none that succeeded, is there."""
        ...

    def finish_run(self, run: Run) -> Written | Stale:
        """Writes state, finish and outcome if that attempt is still the latest and unfinished."""
        ...

    def triggers(self, day: str) -> list[TriggerRecord]: ...

    def move_trigger(self, before: TriggerRecord, after: TriggerRecord) -> Written | Stale:
        """Writes `after` if the stored state is still `before.state`."""
        ...
