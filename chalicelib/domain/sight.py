"""What the calendar looks at: a day with its plan, its runs and the clock."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.days import Day
from chalicelib.domain.deliveries import Delivery
from chalicelib.domain.plan import Plan
from chalicelib.domain.runs import ABSENT_FOR, ExecutionState, Run
from chalicelib.domain.targets import TargetRecord
from chalicelib.domain.triggers import TriggerRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """What the calendar looks at. `executions` has the observed state of each unfinished run."""

    plan: Plan
    day: Day
    runs: Mapping[str, Run]
    triggers: Mapping[str, TriggerRecord]
    targets: Sequence[TargetRecord] = ()
    deliveries: Sequence[Delivery] = ()
    """Those of the day, once a run has delivered any."""
    leader_due: datetime | None
    executions: Mapping[str, ExecutionState]
    now: datetime
    real_now: datetime


def lost(sight: Sight, run: Run) -> bool:
    """A run without an end whose execution is over, or has been absent for two minutes."""
    state = sight.executions.get(run.moment, "running")
    if state == "absent":
        return sight.real_now - run.lease_at >= ABSENT_FOR
    return state != "running"


def alive(sight: Sight, run: Run) -> bool:
    """A run that is under way."""
    return run.state == "started" and not lost(sight, run)
