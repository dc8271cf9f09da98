"""The day as a worker sees it, read again at least each second (promise 6)."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from chalicelib.domain.days import Day
from chalicelib.domain.plan import Plan
from chalicelib.errors import NotFoundError
from chalicelib.ports import Clock, Store

LOOK_AGAIN = timedelta(seconds=1)


@dataclass
class DayWatch:
    """The day as it was at most a second ago, in real time."""

    id: str
    store: Store
    clock: Clock
    plan: Plan = field(init=False)
    _day: Day = field(init=False)
    _read_at: datetime = field(init=False)

    def __post_init__(self) -> None:
        self._read()
        self.plan = self.store.plan(self.id, self._day.plan_version)

    def day(self) -> Day:
        """Never older than a second."""
        if self.clock.real_now() - self._read_at >= LOOK_AGAIN:
            self._read()
        return self._day

    def _read(self) -> None:
        self._read_at = self.clock.real_now()
        day = self.store.day(self.id)
        if day is None:
            raise NotFoundError(f"day {self.id}")
        self._day = day
