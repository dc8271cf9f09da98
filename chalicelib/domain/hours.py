"""When a person may be texted: their own day, from 9:00 to 20:00 where they live.

The strictest common default of the rules the operators' docs list; both ends are checked, in
the recipient's zone, at the moment of sending (promise 5).
"""

from datetime import UTC, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from chalicelib.domain.plan import OfficeHours

OPENS = time(9)
CLOSES = time(20)


@lru_cache(maxsize=1024)
def zone_named(name: str) -> ZoneInfo:
    """The zone, read once. Raises ZoneInfoNotFoundError for an unknown name."""
    return ZoneInfo(name)


def window_open(zone: str, now: datetime) -> bool:
    """Whether a person in `zone` may be texted at `now` (aware)."""
    return OPENS <= now.astimezone(zone_named(zone)).time() < CLOSES


def next_opening(zone: str, now: datetime) -> datetime:
    """The first instant at or after `now` at which the window of `zone` is open, in UTC."""
    if window_open(zone, now):
        return now.astimezone(UTC)
    local = now.astimezone(zone_named(zone))
    day = local.date() if local.time() < OPENS else local.date() + timedelta(days=1)
    return datetime.combine(day, OPENS, zone_named(zone)).astimezone(UTC)


def window_closes(zone: str, now: datetime) -> datetime:
    """When the window of `zone`, open at `now`, shuts: the carrier may not deliver after that."""
    local = now.astimezone(zone_named(zone))
    return datetime.combine(local.date(), CLOSES, zone_named(zone)).astimezone(UTC)


def office_open(hours: OfficeHours, now: datetime) -> bool:
    """Whether the office is open at `now`."""
    local = now.astimezone(zone_named(hours.zone))
    return local.weekday() in hours.days and hours.opens <= local.time() < hours.closes


def next_office_opening(hours: OfficeHours, now: datetime) -> datetime:
    """The first instant at or after `now` at which the office is open, in UTC."""
    if office_open(hours, now):
        return now.astimezone(UTC)
    local = now.astimezone(zone_named(hours.zone))
    for ahead in range(8):
        day = local.date() + timedelta(days=ahead)
        opening = datetime.combine(day, hours.opens, zone_named(hours.zone))
        if day.weekday() in hours.days and opening > now:
            return opening.astimezone(UTC)
    raise ValueError("an office that never opens")
