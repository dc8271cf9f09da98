"""Starting what a day has due: a run record first, then its execution of the same name."""

from dataclasses import replace

from chalicelib.domain.days import Day
from chalicelib.domain.due import Due, due
from chalicelib.domain.ended import asks_over
from chalicelib.domain.errands import delivers
from chalicelib.domain.plan import Plan
from chalicelib.domain.runs import Run
from chalicelib.domain.sight import Sight
from chalicelib.domain.triggers import TriggerRecord
from chalicelib.ports import Clock, Executions, Exists, Store
from chalicelib.steps.firing import fire


def start_due(day: Day, *, store: Store, executions: Executions, clock: Clock) -> tuple[Run, ...]:
    """The runs started. A crash in between leaves a run without execution,
    which is started again as the next attempt after two minutes."""
    plan = store.plan(day.id, day.plan_version)
    triggers = {record.trigger: record for record in store.triggers(day.id)}
    sight = _sight(day, plan, triggers, store, executions, clock)
    found = due(sight)
    for case in found.cases:
        store.open_case(case)
    started = []
    for run in found.runs:
        if _may_start(run, day, plan, triggers, store, clock) and start_run(run, store, executions):
            started.append(run)
    _wake(day, found, asks_over(plan, triggers.values(), sight.targets), store)
    return tuple(started)


def _sight(
    day: Day,
    plan: Plan,
    triggers: dict[str, TriggerRecord],
    store: Store,
    executions: Executions,
    clock: Clock,
) -> Sight:
    runs = {run.moment: run for run in store.runs(day.id)}
    carried = any(map(delivers, runs.values()))
    return Sight(
        plan=plan,
        day=day,
        runs=runs,
        triggers=triggers,
        targets=store.targets(day.id),
        deliveries=store.deliveries(day.id) if carried else (),
        leader_due=store.next_leader_due(day.id),
        executions={
            run.moment: executions.state(run.workflow, run.execution)
            for run in runs.values()
            if run.state == "started"
        },
        now=clock.now(),
        real_now=clock.real_now(),
    )


def start_run(run: Run, store: Store, executions: Executions) -> bool:
    """Records it and starts its execution. False when another tick was first."""
    if isinstance(store.start_run(run), Exists):
        return False
    command = {
        "day": run.day,
        "moment": run.moment,
        "attempt": run.attempt,
        "execution": run.execution,
        **run.input,
    }
    executions.start(run.workflow, run.execution, command)
    return True


def _may_start(
    run: Run,
    day: Day,
    plan: Plan,
    triggers: dict[str, TriggerRecord],
    store: Store,
    clock: Clock,
) -> bool:
    """A trigger is marked fired before its run is recorded, so that it cannot fall after."""
    record = triggers.get(run.input.get("trigger", ""))
    if record is None:
        return True
    shot = fire(day, plan, record, store=store, clock=clock)
    if shot is not None:
        triggers[record.trigger] = shot
    return shot is not None


def _wake(day: Day, found: Due, over: set[str], store: Store) -> None:
    """Sets when the day is looked at next, and which asks its triggers and targets have ended.

    A day that moved meanwhile keeps its own instant, and one that was told of other asks keeps
    those: a target may have conceded since the tick looked.
    """
    current = store.day(day.id)
    if current and current.state == day.state and current.next_due == day.next_due:
        ended = tuple(sorted(over)) if current.ended == day.ended else current.ended
        store.move_day(current, replace(current, next_due=found.next_due, ended=ended))
