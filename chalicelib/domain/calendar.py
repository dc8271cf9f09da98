"""The calendar: what a day has to do, computed from its plan and the runs so far.

A window that was shut gives its moment an *opening*: the same moment again, later, for those it
left out, until the ask stops being useful.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from chalicelib.domain.clocks import first_sent_at, last_over_at
from chalicelib.domain.days import Day
from chalicelib.domain.ended import asks_over
from chalicelib.domain.forecast.bill import allowance
from chalicelib.domain.hours import next_office_opening
from chalicelib.domain.notices import NEWS_FOR, Notice, of_the_close
from chalicelib.domain.plan import Ask, Trigger
from chalicelib.domain.runs import CLOSE, MAX_ATTEMPTS, Run, Workflow, opening_after
from chalicelib.domain.sendings import AskSending, NoticeSending, Sending
from chalicelib.domain.sight import Sight, lost
from chalicelib.domain.targets import conceded_at
from chalicelib.domain.triggers import ready_at
from chalicelib.domain.turns import to_tell

GIVEN_UP_FOR = timedelta(hours=1)
"""How long after its last failed attempt a follow-up is tried afresh: its leaders wait."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """Something due at an instant. `id` names its runs; `command` is what the workflow is told."""

    id: str
    workflow: Workflow
    due: datetime
    command: dict[str, Any] = field(default_factory=dict)
    ends: datetime | None = None
    """From then on it is no longer useful and is not started."""


def calendar(sight: Sight) -> Iterator[Moment]:
    """Every moment of the day that is known now, done or not."""
    if sight.day.state == "closed":
        # Its own run may have died between closing the day and saying so.
        if any(run.workflow == "close_day" for run in sight.runs.values()):
            yield _close(sight.day)
        yield from _results(sight)
        return
    if sight.day.sends:
        yield from _results(sight)
        for ask in sight.plan.asks.values():
            yield from _waves(sight, ask)
        for trigger in sight.plan.triggers.values():
            yield from _deliveries(sight, trigger)
        yield from _follow_ups(sight)
    yield _close(sight.day)


def close_moment(day: Day) -> str:
    """The name of its close: another one each time it is reopened."""
    return CLOSE if day.revision == 1 else f"{CLOSE}.{day.revision}"


def _close(day: Day) -> Moment:
    return Moment(id=close_moment(day), workflow="close_day", due=day.closes)


def _waves(sight: Sight, ask: Ask) -> Iterator[Moment]:
    sent = _sent_at(sight, ask)
    if sent is None or ask.name in sight.day.waves or _ended(sight, ask):
        return
    for n, after in enumerate((timedelta(0), *ask.nudges)):
        due = first_sent_at(sight.plan, ask, n) if ask.send else sent + after
        sending = AskSending(sight.plan, ask, n)
        yield from _of_each_sender(sight, sending, n, due, last_over_at(sight.plan, ask))


def _results(sight: Sight) -> Iterator[Moment]:
    """What targets answered, told once its hold is over, and to hosts what the close counted."""
    begun = {run.input.get("ask", "") for run in sight.runs.values()}
    notices = [to_tell(sight.plan, record, begun) for record in sight.targets]
    notices.append(_of_the_close(sight))
    for notice in notices:
        if notice and notice.name not in sight.day.waves:
            due = notice.until - NEWS_FOR
            yield from _of_each_sender(
                sight, NoticeSending(sight.plan, notice), 0, due, notice.until
            )


def _of_the_close(sight: Sight) -> Notice | None:
    run = sight.runs.get(CLOSE)
    tells = sight.day.state == "closed" and "hosts" in sight.plan.tell
    return of_the_close(run) if run and tells else None


def _of_each_sender(
    sight: Sight, sending: Sending, n: int, due: datetime, ends: datetime
) -> Iterator[Moment]:
    """One run for each sender, with its openings."""
    for sender in (s for s, kind in sight.plan.senders.items() if kind != "none"):
        command = {"ask": sending.name, "n": n, "sender": sender}
        command |= allowance(sight.plan, sight.runs.values(), sending.name, n, sender)
        first = Moment(
            id=f"wave.{sending.name}.{n}.{sender}",
            workflow="send_wave",
            due=due,
            command=command,
            ends=ends,
        )
        yield from _with_openings(sight, first, "places", partial(_next_opening_of_places, sending))


def _sent_at(sight: Sight, ask: Ask) -> datetime | None:
    """Its instant, or that of the concession it waits for."""
    found = (record for record in sight.targets if record.target == ask.after)
    return ask.send or next((conceded_at(sight.plan, record) for record in found), None)


def _ended(sight: Sight, ask: Ask) -> bool:
    return ask.name in asks_over(sight.plan, sight.triggers.values(), sight.targets)


def _deliveries(sight: Sight, trigger: Trigger) -> Iterator[Moment]:
    record = sight.triggers.get(trigger.name)
    at = ready_at(trigger, record) if record else None
    if at is None:
        return
    first = Moment(
        id=trigger.name,
        workflow="deliver_petition",
        due=at,
        command={"trigger": trigger.name, "targets": list(trigger.deliver)},
    )
    yield from _with_openings(sight, first, "targets", _next_opening_of_targets)


def _next_opening_of_places(
    sending: Sending, sight: Sight, places: Iterable[str], after: datetime
) -> datetime | None:
    """The first instant from `after` on at which people of one of the places may be texted."""
    openings = (sending.opening(place, after) for place in places)
    return min((opening for opening in openings if opening), default=None)


def _next_opening_of_targets(sight: Sight, targets: Iterable[str], after: datetime) -> datetime:
    offices = (sight.plan.targets[name].hours for name in targets)
    return min(next_office_opening(hours, after) for hours in offices)


def _with_openings(sight: Sight, first: Moment, left_out: str, opening: Any) -> Iterator[Moment]:
    """`first`, then one moment for each opening that its runs' outcomes ask for.

    A run that found windows shut says in its outcome which (`shut`) and as of when (`seen_at`).
    """
    moment = first
    while True:
        yield moment
        run = sight.runs.get(moment.id)
        shut = run.outcome.get("shut") if run and run.state == "succeeded" else None
        if not run or not shut:
            return
        name = opening_after(moment.id, first.id)
        begun = sight.runs.get(name)
        seen = datetime.fromisoformat(run.outcome["seen_at"])
        due = begun.started_at if begun else opening(sight, shut, seen)
        if due is None:
            return
        moment = replace(first, id=name, due=due, command={**first.command, left_out: sorted(shut)})


def _follow_ups(sight: Sight) -> Iterator[Moment]:
    """Those begun and not ended, though their leaders may have moved on, and the next one."""
    follow_ups = {
        run.moment: run.started_at
        for run in sight.runs.values()
        if run.workflow == "follow_up_leaders" and run.state != "succeeded"
    }
    if sight.leader_due:
        stem = f"follow-up.{sight.leader_due:%Y%m%dT%H%M%S%f}"
        number = sum(1 for m, r in sight.runs.items() if m.startswith(stem) and _spent(sight, r))
        follow_ups.setdefault(f"{stem}.{number}", sight.leader_due)
    for moment, at in follow_ups.items():
        yield Moment(id=moment, workflow="follow_up_leaders", due=at)


def _spent(sight: Sight, run: Run) -> bool:
    """A run after which leaders who are still due at that instant need another moment."""
    if run.state == "succeeded":
        return True
    over = run.state == "failed" or lost(sight, run)
    waited = sight.now - run.started_at >= GIVEN_UP_FOR
    return over and waited and run.attempt >= MAX_ATTEMPTS
