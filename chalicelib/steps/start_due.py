"""Starting what a day has due: a run record first, then its execution of the same name."""

from dataclasses import replace

from chalicelib.domain.days import Day
from chalicelib.domain.due import Due, due
from chalicelib.domain.plan import Plan
from chalicelib.domain.runs import Run
from chalicelib.domain.sight import Sight
from chalicelib.domain.triggers import TriggerRecord, fired
from chalicelib.ports import Clock, Executions, Exists, Stale, Store


def start_due(day: Day, *, store: Store, executions: Executions, clock: Clock) -> tuple[Run, ...]:
    """The runs started. A crash in between leaves a run without execution,
    which is started again as the next attempt after two minutes."""
    plan = store.plan(day.id, day.plan_version)
    triggers = {record.trigger: record for record in store.triggers(day.id)}
    found = due(_sight(day, plan, triggers, store, executions, clock))
    for case in found.cases:
        store.open_case(case)
    started = [run for run in found.runs if _start(run, triggers, store, executions, clock)]
    _wake(day, found, store)
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
    return Sight(
        plan=plan,
        day=day,
        runs=runs,
        triggers=triggers,
        leader_due=store.next_leader_due(day.id),
        executions={
            run.moment: executions.state(run.workflow, run.execution)
            for run in runs.values()
            if run.state == "started"
        },
        now=clock.now(),
        real_now=clock.real_now(),
    )


def _start(
    run: Run,
    triggers: dict[str, TriggerRecord],
    store: Store,
    executions: Executions,
    clock: Clock,
) -> bool:
    """False when another tick was first, or the trigger fell meanwhile."""
    if not _may_fire(run, triggers, store, clock):
        return False
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


def _may_fire(run: Run, triggers: dict[str, TriggerRecord], store: Store, clock: Clock) -> bool:
    """A trigger is marked fired before its run is recorded, so that it cannot fall after."""
    record = triggers.get(run.input.get("trigger", ""))
    if record is None or record.state == "fired":
        return True
    return not isinstance(store.move_trigger(record, fired(record, clock.now())), Stale)


def _wake(day: Day, found: Due, store: Store) -> None:
    """Sets when the day is looked at next; a day that moved meanwhile keeps its own instant."""
    current = store.day(day.id)
    if current and current.state == day.state and current.next_due == day.next_due:
        store.move_day(current, replace(current, next_due=found.next_due))
