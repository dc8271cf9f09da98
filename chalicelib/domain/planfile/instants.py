"""The instants of a plan file, in UTC. None where a name leads nowhere: the checks say so."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from chalicelib.domain.clocks import in_the_far_west
from chalicelib.domain.hours import next_office_opening, next_opening, place_of, zone_named
from chalicelib.domain.places import country_of
from chalicelib.domain.plan import OfficeHours
from chalicelib.domain.planfile.models import AskFile, PlanFile, TriggerFile
from chalicelib.domain.planfile.moments import Before, ByHand, CountOf, anchor

MARGIN = timedelta(hours=1)
"""How long the day stays open after its last silence or delivery, so that each is done."""


@dataclass(frozen=True, slots=True)
class End:
    """When an ask ends: an instant, and the trigger that ends it too."""

    at: datetime
    trigger: str | None = None


def utc(plan: PlanFile, local: datetime) -> datetime:
    """The instant of a local time in the plan's zone, or in the one that it was written with."""
    return zoned(plan, local).astimezone(UTC)


def zoned(plan: PlanFile, local: datetime) -> datetime:
    """The same on its own clocks."""
    return local if local.tzinfo else local.replace(tzinfo=zone_named(plan.zone))


def end_of(plan: PlanFile, day: date) -> datetime:
    """The midnight that ends a date in the plan's zone."""
    return utc(plan, datetime.combine(day + timedelta(days=1), time()))


def gathering_of(plan: PlanFile) -> datetime:
    """When gatherings start in the plan's zone."""
    return utc(plan, datetime.combine(plan.date, plan.gathering))


def deadline_of(plan: PlanFile, trigger: TriggerFile) -> datetime | None:
    """When a deadline fires; None for a count or an unknown name."""
    when = trigger.when
    if isinstance(when, datetime):
        return utc(plan, when)
    if isinstance(when, Before) and when.name in plan.dates:
        return _led(zoned(plan, plan.dates[when.name]), when.lead)
    return None


def zone_of(plan: PlanFile, trigger: TriggerFile) -> str:
    """On whose clocks its deadline was written; empty: on the plan's."""
    when = trigger.when
    at = plan.dates.get(when.name) if isinstance(when, Before) else when
    return str(at.tzinfo) if isinstance(at, datetime) and at.tzinfo else ""


def _led(at: datetime, lead: timedelta) -> datetime:
    """Whole days before it are at the same time of its own clocks, whatever they do in between."""
    if lead % timedelta(days=1):
        return at.astimezone(UTC) - lead
    return (at - lead).astimezone(UTC)


def delivered_at(plan: PlanFile, trigger: TriggerFile) -> datetime | None:
    """When the last office that a deadline delivers to has opened; None where there is none."""
    at = deadline_of(plan, trigger)
    offices = [office_hours(plan, name) for name in trigger.deliver if name in plan.targets]
    return max((next_office_opening(office, at) for office in offices), default=at) if at else None


def office_hours(plan: PlanFile, name: str) -> OfficeHours:
    """A target's hours, in its own zone or the plan's."""
    target = plan.targets[name]
    return OfficeHours(
        days=target.hours.days,
        opens=target.hours.opens,
        closes=target.hours.closes,
        zone=target.zone or plan.zone,
    )


def end_of_ask(plan: PlanFile, ask: AskFile) -> End | None:
    """When the ask ends; by default with the date, and never after the day closes."""
    if ask.until is None:
        return End(_within(plan, end_of(plan, plan.date)))
    if isinstance(ask.until, datetime):
        return End(utc(plan, ask.until))
    if isinstance(ask.until, date):
        return End(end_of(plan, ask.until))
    return _named_end(plan, ask.until)


def follow_up_at(plan: PlanFile, moment: str) -> datetime:
    """When leaders of the plan's zone are texted that follow-up, in their country's hours."""
    at = follow_up_due(plan, moment)
    hours = {country: own.week for country, own in plan.hours.items()}
    return next_opening(place_of(country_of(plan.zone), plan.zone), at, hours) or at


def follow_up_due(plan: PlanFile, moment: str) -> datetime:
    """When the last leaders of the plan's zone are due that follow-up."""
    read = anchor(moment)
    return (gathering_of(plan) if read.anchor == "gathering" else last_yes(plan)) + read.offset


def last_word_at(plan: PlanFile, moment: str) -> datetime:
    """When that follow-up is over: for a question, once its silence became a call."""
    at, silent = follow_up_at(plan, moment), plan.leaders.silent
    asks = plan.leaders.follow_up[moment] == "report"
    return at + silent.after + MARGIN if silent and asks else at


def last_yes(plan: PlanFile) -> datetime:
    """The end of the last ask to host; the gathering where there is none."""
    hosts = [end_of_ask(plan, ask) for ask in plan.asks.values() if ask.does == "host"]
    return max((end.at for end in hosts if end), default=gathering_of(plan))


def closes_of(plan: PlanFile) -> datetime:
    """When the day closes: as written, or once everything else is over, everywhere."""
    if plan.closes:
        return utc(plan, plan.closes)
    over = max(_over(plan))
    return over if plan.clock == "world" else in_the_far_west(over, plan.zone)


def _within(plan: PlanFile, at: datetime) -> datetime:
    return min(at, utc(plan, plan.closes)) if plan.closes else at


def _named_end(plan: PlanFile, name: str) -> End | None:
    if name in plan.dates:
        return End(utc(plan, plan.dates[name]))
    trigger = plan.triggers.get(name)
    if trigger is None:
        return None
    if isinstance(trigger.when, CountOf | ByHand):
        return End(_within(plan, end_of(plan, plan.date)), name)
    at = deadline_of(plan, trigger)
    return End(at, name) if at else None


def _over(plan: PlanFile) -> Iterator[datetime]:
    yield end_of(plan, plan.date)
    yield from (end.at for ask in plan.asks.values() if (end := end_of_ask(plan, ask)))
    yield from (at + MARGIN for t in plan.triggers.values() if (at := delivered_at(plan, t)))
    yield from (last_word_at(plan, moment) for moment in plan.leaders.follow_up)
