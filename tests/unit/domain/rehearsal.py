"""A whole day rehearsed on a fake clock: `due` decides, a fake executor says how runs end."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Literal

from chalicelib.domain.calendar import Moment, calendar
from chalicelib.domain.cases import Case
from chalicelib.domain.clocks import useful_opening
from chalicelib.domain.days import Day
from chalicelib.domain.due import due
from chalicelib.domain.hours import office_open
from chalicelib.domain.plan import Plan
from chalicelib.domain.runs import ExecutionState, Run
from chalicelib.domain.sight import Sight
from chalicelib.domain.triggers import TriggerRecord, fired, watched
from tests.support.plans import DAY, day, plan

MINUTE = timedelta(minutes=1)
Fate = Literal["succeeds", "fails", "dies", "vanishes", "runs on"]
"""`dies`: its execution is over, its record is not. `vanishes`: no execution was ever seen."""
SEEN: dict[Fate, ExecutionState] = {"dies": "failed", "vanishes": "absent", "runs on": "running"}


@dataclass(kw_only=True)
class Rehearsal:
    """The world of one day. `places` are where its people live; every run takes no time."""

    plan: Plan = field(default_factory=plan)
    day: Day = field(default_factory=day)
    fate: Callable[[Run], Fate] = lambda run: "succeeds"
    places: tuple[str, ...] = ("FR Europe/Paris",)
    signatures: Callable[[datetime], int] = lambda now: 0
    leaders: list[datetime] = field(default_factory=list)
    """When each leader's next step is due."""
    runs: dict[str, Run] = field(default_factory=dict)
    started: list[Run] = field(default_factory=list)
    cases: dict[str, Case] = field(default_factory=dict)
    reached: list[tuple[str, str]] = field(default_factory=list)
    """The first name of a moment, and a place that it texted or a target that it delivered to."""

    expired: list[tuple[str, str]] = field(default_factory=list)
    """A moment, and a place where the text was of no use by its next opening."""

    def __post_init__(self) -> None:
        self.seen: dict[str, ExecutionState] = {}
        self.triggers = {name: TriggerRecord(day=DAY, trigger=name) for name in self.plan.triggers}

    def play(self, start: datetime, end: datetime, step: timedelta = MINUTE) -> None:
        """Ticks from `start` to `end`, both included."""
        while start <= end:
            self.tick(start)
            start += step

    def tick(self, now: datetime) -> None:
        for name, trigger in self.plan.triggers.items():
            self.triggers[name] = watched(trigger, self.triggers[name], self.signatures(now), now)
        found = due(self.sight(now))
        self.cases |= {case.id: case for case in found.cases}
        for run in found.runs:
            self._start(run, now)

    def sight(self, now: datetime) -> Sight:
        unfinished = {m: self.seen[m] for m, run in self.runs.items() if run.state == "started"}
        return Sight(
            plan=self.plan,
            day=self.day,
            runs=self.runs,
            triggers=self.triggers,
            leader_due=min(self.leaders, default=None),
            executions=unfinished,
            now=now,
            real_now=now,
        )

    def _start(self, run: Run, now: datetime) -> None:
        record = self.triggers.get(run.input.get("trigger", ""))
        if record and record.state != "fired":
            self.triggers[record.trigger] = fired(record, now)
        self.started.append(run)
        self.runs[run.moment] = run
        fate = self.fate(run)
        self.seen[run.moment] = SEEN.get(fate, "succeeded")
        if fate == "fails":
            self.runs[run.moment] = replace(run, state="failed")
        if fate == "succeeds":
            outcome = self._done(run, now)
            self.runs[run.moment] = replace(run, state="succeeded", outcome=outcome)

    def _done(self, run: Run, now: datetime) -> dict[str, Any]:
        shut: set[str] = set()
        if run.workflow == "send_wave":
            shut = self._text(run, now)
        if run.workflow == "deliver_petition":
            hours = {name: target.hours for name, target in self.plan.targets.items()}
            names = run.input["targets"]
            shut = self._reach(run, names, lambda name: office_open(hours[name], now))
        if run.workflow == "follow_up_leaders":
            self.leaders = [due for due in self.leaders if due > now]
        if run.workflow == "close_day":
            self.day = replace(self.day, state="closed")
        return {"shut": sorted(shut), "seen_at": now.isoformat()}

    def _text(self, run: Run, now: datetime) -> set[str]:
        ask, n = self.plan.asks[run.input["ask"]], run.input["n"]
        places = run.input.get("places", self.places)
        openings = {p: useful_opening(self.plan, ask, n, p, now) for p in places}
        self.expired += [(run.moment, place) for place, at in openings.items() if at is None]
        return self._reach(run, [p for p in places if openings[p]], lambda p: openings[p] == now)

    def _reach(self, run: Run, names: Iterable[str], is_open: Callable[[str], bool]) -> set[str]:
        shut = {name for name in names if not is_open(name)}
        what = run.input.get("trigger") or f"{run.input['ask']}.{run.input['n']}"
        self.reached += [(what, name) for name in names if name not in shut]
        return shut

    def starts(self, moment: str) -> list[datetime]:
        """When each attempt of that moment started."""
        return [run.started_at for run in self.started if run.moment == moment]

    def starts_of(self, first: str) -> list[datetime]:
        """When each run of that moment and of its openings started."""
        return [run.started_at for run in self.started if run.moment.startswith(first)]

    def unfinished(self, now: datetime) -> list[Moment]:
        """Moments of the past, useful then, that no run has done and no human was told of."""
        done = {m for m, run in self.runs.items() if run.state == "succeeded"}
        told = {case.id.removeprefix("run.") for case in self.cases.values()}
        past = [moment for moment in calendar(self.sight(now)) if moment.due <= now]
        useful = [moment for moment in past if not moment.ends or moment.due < moment.ends]
        return [moment for moment in useful if moment.id not in done | told]
