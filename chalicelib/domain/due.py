"""What is due: the calendar's moments held against the runs. Pure.

Given a fake clock it rehearses a whole day.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from chalicelib.domain.calendar import Moment, calendar
from chalicelib.domain.cases import Case, CaseKind
from chalicelib.domain.errands import errands
from chalicelib.domain.notices import is_result
from chalicelib.domain.runs import MAX_ATTEMPTS, Run, opening_after
from chalicelib.domain.sight import Sight, alive
from chalicelib.domain.silences import silences

TICK = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """What to start now, what to hand to a human, when to look again (None: never)."""

    runs: tuple[Run, ...]
    cases: tuple[Case, ...]
    next_due: datetime | None


def due(sight: Sight) -> Due:
    """The runs to start: moments whose time has come and that no run has done or is doing.

    What failed until the attempts were used up, or until it was no longer useful, is a case.
    """
    ripe = [moment for moment in calendar(sight) if moment.due <= sight.now]
    wanted = [(m, _attempt(sight, m), _attempts_allowed(sight, m)) for m in ripe]
    runs = tuple(_run(sight, m, n) for m, n, allowed in wanted if 0 < n <= allowed)
    cases = tuple(_case(sight, m.id, n - 1) for m, n, allowed in wanted if 1 < n > allowed)
    cases += (*_dropped(sight), *_too_dear(sight), *_cut_off(sight))
    cases += (*_left_undelivered(sight), *_below_goal(sight))
    cases += (*silences(sight), *errands(sight), *_debrief(sight))
    return Due(runs=runs, cases=cases, next_due=_next(sight))


def _attempt(sight: Sight, moment: Moment) -> int:
    """The number of the attempt to start now; 0 when there is nothing to start."""
    run = sight.runs.get(moment.id)
    if run is None:
        return 1
    if run.state == "succeeded":
        return 0
    if alive(sight, run):
        return 0
    return run.attempt + 1


def _attempts_allowed(sight: Sight, moment: Moment) -> int:
    return 0 if moment.ends and sight.now >= moment.ends else MAX_ATTEMPTS


def _run(sight: Sight, moment: Moment, attempt: int) -> Run:
    return Run(
        day=sight.day.id,
        moment=moment.id,
        workflow=moment.workflow,
        attempt=attempt,
        started_at=sight.now,
        lease_at=sight.real_now,
        input=moment.command,
    )


def _case(sight: Sight, moment: str, failed: int) -> Case:
    return _told(sight, f"run.{moment}", "run_failed", f"{moment}: failed attempts: {failed}")


def _told(sight: Sight, cause: str, kind: CaseKind, detail: str) -> Case:
    return Case(id=cause, day=sight.day.id, kind=kind, opened_at=sight.now, detail=detail)


def _dropped(sight: Sight) -> Iterator[Case]:
    """A count that sank below before its packet went, and that the plan drops: a human decides."""
    for name, record in sight.triggers.items():
        if record.state == "dropped":
            detail = f"{name}: fell below its count"
            yield _told(sight, f"trigger.{name}", "trigger_dropped", detail)


def _too_dear(sight: Sight) -> Iterator[Case]:
    """A wave that was not sent, because the budget would not have lasted for it."""
    for run in sight.runs.values():
        if run.outcome.get("over_budget"):
            yield _told(sight, f"budget.{run.moment}", "over_budget", f"{run.moment}: not sent")


def _left_undelivered(sight: Sight) -> Iterator[Case]:
    """As the day closes: counts still in their hold, and targets whose office stayed shut."""
    if sight.day.state not in ("closing", "closed"):
        return
    for name, record in sight.triggers.items():
        if record.state == "crossed":
            yield _told(sight, f"held.{name}", "delivery_left", f"{name}: reached, still held")
    for run in sight.runs.values():
        if _waiting_for_an_office(sight, run):
            detail = f"{run.moment}: shut: {', '.join(run.outcome['shut'])}"
            yield _told(sight, f"shut.{run.moment}", "delivery_left", detail)


def _below_goal(sight: Sight) -> Iterator[Case]:
    """A day that is over and of which nothing went to anybody: no count of it was reached.

    Too early, or too few: whether to deliver by hand, or to come back, is for a human to say.
    """
    counts = [t for t in sight.plan.triggers.values() if t.kind == "count"]
    went = any(record.state in ("crossed", "fired") for record in sight.triggers.values())
    if sight.day.state != "closed" or not counts or went:
        return
    least = min(counts, key=lambda trigger: trigger.count)
    detail = f"{least.name}: closed below {least.count} signatures"
    yield _told(sight, f"goal.{sight.day.revision}", "below_goal", detail)


def _waiting_for_an_office(sight: Sight, run: Run) -> bool:
    if run.workflow != "deliver_petition" or not run.outcome.get("shut"):
        return False
    return opening_after(run.moment, run.input["trigger"]) not in sight.runs


def _cut_off(sight: Sight) -> Iterator[Case]:
    """What had failed or died and, as the day closes, is not tried again."""
    if sight.day.state not in ("closing", "closed"):
        return
    for run in sight.runs.values():
        over = run.state != "succeeded" and not alive(sight, run)
        if over and run.workflow != "close_day" and not _goes_on(sight, run):
            yield _case(sight, run.moment, run.attempt)


def _goes_on(sight: Sight, run: Run) -> bool:
    """Whether it tells a result, which a closed day still does: of a later answer no more."""
    if not is_result(run.input.get("ask", "")):
        return False
    return sight.day.state == "closing" or any(run.moment == m.id for m in calendar(sight))


def _debrief(sight: Sight) -> Iterator[Case]:
    """Looking back together, once the day is closed: at the instant that the plan names."""
    if sight.day.state == "closed" and sight.plan.debrief:
        case = _told(sight, "debrief", "debrief", f"{sight.day.id}: the report is there")
        yield replace(case, due_at=sight.plan.debrief)


def _next(sight: Sight) -> datetime | None:
    """An open day is looked at each minute: its pages are published by the tick if need be.

    A closed one until its runs have ended, its close has said so or is a case, its results are
    told, and its page shows the last answer; then again when a promise falls due.
    """
    if sight.day.state != "closed" or _unpublished(sight) or _to_tell(sight):
        return sight.now + TICK
    if any(_pending(sight, run) for run in sight.runs.values()):
        return sight.now + TICK
    return min(_promised(sight), default=None)


def _to_tell(sight: Sight) -> bool:
    """Whether a result is still to be told, or tried again, while it is news."""
    waves = (moment for moment in calendar(sight) if moment.workflow == "send_wave")
    return any(_unfinished(sight, moment) for moment in waves)


def _unfinished(sight: Sight, moment: Moment) -> bool:
    run = sight.runs.get(moment.id)
    if run and (run.state == "succeeded" or run.attempt >= MAX_ATTEMPTS):
        return False
    return moment.ends is None or sight.now < moment.ends


def _unpublished(sight: Sight) -> bool:
    shown = sight.day.published_at
    said = (answer.at for record in sight.targets for answer in record.answers)
    return shown is not None and any(at >= shown for at in said)


def _promised(sight: Sight) -> Iterator[datetime]:
    """When promises that nobody has proved yet fall due."""
    for record in sight.targets:
        for part in record.commitments:
            if part.due and part.due > sight.now and not part.kept:
                yield part.due


def _pending(sight: Sight, run: Run) -> bool:
    again = run.workflow == "close_day" and run.attempt < MAX_ATTEMPTS
    return alive(sight, run) or (again and run.state != "succeeded")
