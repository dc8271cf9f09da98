"""The whole day on paper: what happens when, to how many, for how much, until it closes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from chalicelib.domain.forecast.waves import Wave, total
from chalicelib.domain.hours import next_office_opening, zone_named
from chalicelib.domain.money import Money
from chalicelib.domain.plan import Channel, Plan, Trigger

HOSTS_PER_HUNDRED = 2
"""How many of a hundred who are asked to host say yes: an assumption, said where it is used."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something the day does: from `at` to `ends`, where it takes time and ends at all."""

    at: datetime
    what: str
    people: int = 0
    segments: int = 0
    micros: int = 0
    ends: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """The day in six figures. `ends`: the last text; None where some cannot go in time."""

    texts: int
    segments: int
    cost: Money
    ends: datetime | None
    hosts: int
    hosts_per_staff: float | None


def rehearsed(plan: Plan, waves: tuple[Wave, ...]) -> tuple[Event, ...]:
    """Every event in order. Counts, which nobody can know, are left out."""
    events = [*_texts(waves), *_deliveries(plan), *_follow_ups(plan)]
    events.append(Event(at=plan.closes, what="the day closes and reports"))
    if plan.debrief:
        events.append(Event(at=plan.debrief, what="the coordinators look back together"))
    return tuple(sorted(events, key=lambda event: event.at))


def summed(plan: Plan, waves: tuple[Wave, ...]) -> Sum:
    """What it comes to, with reminders put to everybody."""
    ends = [wave.ends for wave in waves if wave.ends]
    hosts = expected_hosts(plan, waves)
    return Sum(
        texts=sum(wave.people for wave in waves),
        segments=sum(wave.segments for wave in waves),
        cost=total(plan, waves),
        ends=None if any(wave.left for wave in waves) else max(ends, default=None),
        hosts=hosts,
        hosts_per_staff=round(hosts / plan.staff, 1) if plan.staff else None,
    )


def expected_hosts(plan: Plan, waves: tuple[Wave, ...]) -> int:
    """Two of a hundred who are asked to host, rounded up."""
    hosting = (wave for wave in waves if not wave.n and plan.asks[wave.ask].does == "host")
    return -(-sum(wave.people for wave in hosting) * HOSTS_PER_HUNDRED // 100)


def _texts(waves: tuple[Wave, ...]) -> Iterator[Event]:
    for wave in waves:
        if wave.people:
            reminder = f", reminder {wave.n}" if wave.n else ""
            yield Event(
                at=wave.starts,
                what=f"{wave.ask}{reminder}, by {wave.sender} ({wave.kind})",
                people=wave.people,
                segments=wave.segments,
                micros=wave.micros,
                ends=wave.ends,
            )


HOW: dict[Channel, str] = {
    "mail": "by mail",
    "hand": "by {bearers} bearers",
    "post": "to be posted",
    "phone": "by a call",
}


def _deliveries(plan: Plan) -> Iterator[Event]:
    for trigger in plan.triggers.values():
        if trigger.at:
            yield from (_delivery(plan, trigger, trigger.at, name) for name in trigger.deliver)


def _delivery(plan: Plan, trigger: Trigger, at: datetime, name: str) -> Event:
    target = plan.targets[name]
    how = HOW[target.deliver].format(bearers=target.bearers)
    opens = next_office_opening(target.hours, at)
    return Event(at=opens, what=f"{trigger.name}: the petition to {name}, {how}")


def _follow_ups(plan: Plan) -> Iterator[Event]:
    """Those counted from gatherings, which are at one time in the plan's zone."""
    start = datetime.combine(plan.date, plan.gathering, zone_named(plan.zone)).astimezone(UTC)
    for follow_up in plan.follow_ups:
        if follow_up.anchor == "gathering":
            what = f"hosts get `{follow_up.text}`, once their hours allow it"
            yield Event(at=start + follow_up.offset, what=what)
    if plan.silence:
        asked = (f.offset for f in plan.follow_ups if f.text == "report")
        silent = start + max(asked, default=timedelta(0)) + plan.silence.after
        yield Event(at=silent, what="hosts who stayed silent are called")
