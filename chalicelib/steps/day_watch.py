"""The day as a worker sees it: read again, or proved by a claim, at least each second (promise 6).

A claim that finds the day as it was decided on proves the worker's copy as well as a read would,
and takes no call of its own.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock

from chalicelib.domain.days import Day
from chalicelib.domain.plan import Plan
from chalicelib.errors import NotFoundError
from chalicelib.ports import Clock, Store

LOOK_AGAIN = timedelta(seconds=1)
PROVE_FROM = timedelta(seconds=0.5)
"""Age from which one claim proves the copy, so that those beside it need not."""


@dataclass
class DayWatch:
    """The day as it was at most a second ago, in real time. Safe between threads."""

    id: str
    store: Store
    clock: Clock
    plan: Plan = field(init=False)
    _day: Day = field(init=False)
    _read_at: datetime = field(init=False)
    _moved: bool = False
    _proving: bool = False
    _lock: Lock = field(default_factory=Lock, repr=False)

    def __post_init__(self) -> None:
        self._read()
        self.plan = self.store.plan(self.id, self._day.plan_version)

    def day(self) -> Day:
        """Never older than a second."""
        with self._lock:
            if self._moved or self._age() >= LOOK_AGAIN:
                self._read()
            return self._day

    def seen(self) -> Day:
        """However old: to decide on what `unproved` puts to the proof before it counts."""
        with self._lock:
            if self._moved:
                self._read()
            return self._day

    def unproved(self, day: Day) -> Day | None:
        """`day`, where a claim that was decided on it has to find it unchanged; None: it is sure.

        Between half a second and a second of age one claim does for all; after it each must.
        """
        with self._lock:
            known = self._same(day) and not self._moved
            if known and self._age() < self._sure_until():
                return None
            self._proving = True
            return day

    def proved(self, day: Day, at: datetime) -> None:
        """A claim made from `at` on found it unchanged."""
        with self._lock:
            self._proving = False
            if self._same(day):
                self._read_at = max(self._read_at, at)

    def doubted(self) -> None:
        """A claim was refused that the day may have refused: the copy is read again."""
        with self._lock:
            self._proving, self._moved = False, True

    def _same(self, day: Day) -> bool:
        return day.sending == self._day.sending

    def _age(self) -> timedelta:
        return self.clock.real_now() - self._read_at

    def _sure_until(self) -> timedelta:
        return LOOK_AGAIN if self._proving else PROVE_FROM

    def _read(self) -> None:
        self._read_at = self.clock.real_now()
        day = self.store.day(self.id)
        if day is None:
            raise NotFoundError(f"day {self.id}")
        self._day, self._moved, self._proving = day, False, False
