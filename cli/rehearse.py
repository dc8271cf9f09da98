"""`tocsin plan rehearse`: the day's events in order, and what they come to."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from chalicelib.domain.forecast.rehearsal import (
    HOSTS_PER_HUNDRED,
    Event,
    Sum,
    rehearsed,
    summed,
)
from chalicelib.domain.forecast.waves import Wave
from chalicelib.domain.money import Money
from chalicelib.domain.plan import Plan
from chalicelib.domain.prices import SOURCE
from cli.output import table

HEAD = ("at", "what", "people", "segments", "cost", "done")


def rehearsal_text(plan: Plan, waves: tuple[Wave, ...]) -> str:
    """A row an event, then the sums; times in the plan's zone."""
    rows = [_row(plan, event) for event in rehearsed(plan, waves)]
    return "\n".join([table([HEAD, *rows]), "", table(_sums(plan, summed(plan, waves)))])


def rehearsal_value(plan: Plan, waves: tuple[Wave, ...]) -> dict[str, Any]:
    """The same for programs."""
    return {"events": rehearsed(plan, waves), "sum": summed(plan, waves)}


def _row(plan: Plan, event: Event) -> tuple[object, ...]:
    if not event.people:
        return (_local(plan, event.at), event.what, "", "", "", "")
    done = _local(plan, event.ends) if event.ends else "never"
    cost = Money(event.micros, plan.currency)
    return (_local(plan, event.at), event.what, event.people, event.segments, cost, done)


def _sums(plan: Plan, found: Sum) -> list[tuple[object, ...]]:
    ends = _local(plan, found.ends) if found.ends else "some texts cannot go in time"
    rows: list[tuple[object, ...]] = [
        ("texts", found.texts, "reminders go to all"),
        ("segments", found.segments, "as billed"),
        ("money", found.cost, "your prices" if plan.prices else SOURCE),
        ("last text", ends, plan.zone),
        ("hosts", found.hosts, f"if {HOSTS_PER_HUNDRED} of 100 asked say yes"),
    ]
    if found.hosts_per_staff is not None:
        rows.append(("hosts per staff member", found.hosts_per_staff, f"staff: {plan.staff}"))
    return rows


def _local(plan: Plan, at: datetime) -> str:
    return f"{at.astimezone(ZoneInfo(plan.zone)):%Y-%m-%d %H:%M}"
