"""Copies of the open days and their plans, at most a few seconds old.

A reply may be decided on such a copy: a closing day goes on counting for longer than a copy
can be old. A send never uses it.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from chalicelib.domain.days import Day
from chalicelib.domain.people import Person
from chalicelib.domain.plan import Plan
from chalicelib.ports import Clock, Days


@dataclass
class OpenDays:
    """`seconds` is how old a copy may be, in real time; `grace` how long a closing day counts."""

    store: Days
    clock: Clock
    seconds: float
    grace: float = 60
    _read_at: datetime | None = None
    _open: list[tuple[Day, Plan]] = field(default_factory=list)
    _plans: dict[tuple[str, int], Plan] = field(default_factory=dict)

    def all(self) -> list[tuple[Day, Plan]]:
        """Days that are not over, newest first, each with its plan.

        One that has been closing for longer than its grace is shown closed: it is being
        recounted, and what came now would be missing from its report.
        """
        now = self.clock.real_now()
        if self._read_at is None or now - self._read_at >= timedelta(seconds=self.seconds):
            self._open = [(day, self._plan(day)) for day in self.store.open_days()]
            self._read_at = now
        return [(self._as_of_now(day), plan) for day, plan in self._open]

    def of(self, person: Person) -> tuple[Day, Plan] | None:
        """The day they are in: their live ask's, else one that asked them, else the newest."""
        days = self.all()
        if person.live:
            for day, plan in days:
                if day.id == person.live.day:
                    return day, plan
        asked = {key.split("/")[0] for key in person.asks}
        return next((pair for pair in days if pair[0].id in asked), days[0] if days else None)

    def joined_by(self, word: str) -> tuple[Day, Plan] | None:
        """The day whose keyword this is."""
        return next((pair for pair in self.all() if pair[1].join.casefold() == word), None)

    def _as_of_now(self, day: Day) -> Day:
        until = day.closing_at and day.closing_at + timedelta(seconds=self.grace)
        over = day.state == "closing" and until and self.clock.now() >= until
        return replace(day, state="closed") if over else day

    def _plan(self, day: Day) -> Plan:
        key = (day.id, day.plan_version)
        if key not in self._plans:
            self._plans[key] = self.store.plan(*key)
        return self._plans[key]
