"""When an ask happens for one person: at one instant in the world, or when their own clocks say.

On a plan whose clock is `local` the compiled instants stand for what the clocks of the plan's zone
show then; everybody is asked when their own show the same. Who may live in several zones is asked
once all of them are there, and no more once it is over in the first (promise 5).
"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from chalicelib.domain.hours import next_opening, zone_named, zones_at
from chalicelib.domain.plan import Ask, Plan

EASTERNMOST, WESTERNMOST = "Etc/GMT-14", "Etc/GMT+12"
"""Where a date begins first and last (the names' signs are POSIX's, hence the wrong way round)."""


def sends_at(plan: Plan, ask: Ask, n: int, place: str) -> datetime:
    """From when text `n` may go to people there; at once where the ask has no time of its own."""
    after = ask.nudges[n - 1] if 0 < n <= len(ask.nudges) else timedelta(0)
    if ask.send is None:
        return datetime.min.replace(tzinfo=UTC)
    if plan.clock == "world":
        return ask.send + after
    wall = _wall(plan, ask.send) + after
    return max(_instant(wall, zone) for zone in zones_at(place))


def over_at(plan: Plan, ask: Ask, place: str) -> datetime:
    """When the ask is over for people there."""
    if plan.clock == "world" or ask.until_at_once:
        return ask.until
    wall = _wall(plan, ask.until)
    ends = (_instant(wall.replace(fold=f), zone) for zone in zones_at(place) for f in (0, 1))
    return min(ends)


def too_early(plan: Plan, ask: Ask, n: int, place: str, now: datetime) -> bool:
    """Whether some clock there does not yet show the text's time."""
    return plan.clock == "local" and now < sends_at(plan, ask, n, place)


def ask_at(plan: Plan, ask: Ask, place: str) -> Ask:
    """The ask as it is for people there."""
    return ask if plan.clock == "world" else replace(ask, until=over_at(plan, ask, place))


def plan_at(plan: Plan, place: str) -> Plan:
    """The plan as it is for people there: what a reply of theirs is held against."""
    if plan.clock == "world":
        return plan
    return replace(plan, asks={name: ask_at(plan, ask, place) for name, ask in plan.asks.items()})


def first_sent_at(plan: Plan, ask: Ask, n: int) -> datetime:
    """When the first people anywhere are sent text `n`."""
    return sends_at(plan, ask, n, f" {EASTERNMOST}")


def last_over_at(plan: Plan, ask: Ask) -> datetime:
    """When the ask is over for the last people anywhere."""
    return over_at(plan, ask, f" {WESTERNMOST}")


def in_the_far_west(at: datetime, zone: str) -> datetime:
    """When the last clocks anywhere show what those of `zone` show at `at`."""
    wall = at.astimezone(zone_named(zone)).replace(tzinfo=None)
    return _instant(wall, zone_named(WESTERNMOST))


def useful_opening(plan: Plan, ask: Ask, n: int, place: str, now: datetime) -> datetime | None:
    """When text `n` may next go to people there, from `now` on; None: not before it is over."""
    due = sends_at(plan, ask, n, place) if too_early(plan, ask, n, place, now) else now
    opening = next_opening(place, due, plan.hours)
    return opening if opening and opening < over_at(plan, ask, place) else None


def _wall(plan: Plan, at: datetime) -> datetime:
    return at.astimezone(zone_named(plan.zone)).replace(tzinfo=None)


def _instant(wall: datetime, zone: ZoneInfo) -> datetime:
    """The first instant at which clocks there show `wall`, or have jumped over it."""
    return wall.replace(tzinfo=zone).astimezone(UTC)
