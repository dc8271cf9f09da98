"""When a person, or an office, may be reached.

A person may be texted while the clocks of *every* zone they may live in are inside the hours of
their country (`policies`); checked where the text is claimed (promise 5).

Where someone may be is one zone, or several joined by `+`, the likeliest first:
`America/Boise+America/Los_Angeles`. A *place* is that with its country: `US America/Boise`.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from types import MappingProxyType
from zoneinfo import ZoneInfo

from chalicelib.domain.plan import OfficeHours
from chalicelib.domain.policies import LONGEST_WAIT, Policy, policy_of

PACKS_ONLY: Mapping[str, str] = MappingProxyType({})
"""The hours of a plan that changes no country's."""
_JOINED = re.compile(r"\+(?!\d)")
"""`Etc/GMT+5` is one zone."""
LONGEST_OPEN = timedelta(days=1)
"""How far ahead the end of a window is looked for: no text is useful to a carrier for longer."""


@lru_cache(maxsize=1024)
def zone_named(name: str) -> ZoneInfo:
    """The zone, read once. Raises ZoneInfoNotFoundError for an unknown name."""
    return ZoneInfo(name)


@lru_cache(maxsize=4096)
def zones_of(zone: str) -> tuple[ZoneInfo, ...]:
    """Every zone a person may live in, the likeliest first."""
    return tuple(map(zone_named, _JOINED.split(zone)))


def place_of(country: str, zone: str) -> str:
    """One string for all whose windows are the same; `country` may be empty."""
    return f"{country} {zone}"


def zones_at(place: str) -> tuple[ZoneInfo, ...]:
    """The zones of a place."""
    return zones_of(place.partition(" ")[2])


def window_open(place: str, now: datetime, hours: Mapping[str, str] = PACKS_ONLY) -> bool:
    """Whether a person there may be texted at `now` (aware); `hours` are the plan's own."""
    policy = _policy_at(place, hours)
    return all(policy.is_open(_wall(zone, now)) for zone in zones_at(place))


def next_opening(
    place: str, now: datetime, hours: Mapping[str, str] = PACKS_ONLY
) -> datetime | None:
    """The first instant at or after `now` at which `place` is open, in UTC.

    None where its zones are so far apart that their windows never meet.
    """
    policy, zones = _policy_at(place, hours), zones_at(place)
    at = now.astimezone(UTC)
    end = at + timedelta(days=LONGEST_WAIT)
    while at < end:
        later = max(_opens(zone, policy, at) for zone in zones)
        if later == at:
            return at
        at = later
    return None


def window_closes(place: str, now: datetime, hours: Mapping[str, str] = PACKS_ONLY) -> datetime:
    """When the window of `place`, open at `now`, shuts: the carrier may not deliver after that."""
    policy = _policy_at(place, hours)
    return min(_shuts(zone, policy, now.astimezone(UTC)) for zone in zones_at(place))


def _policy_at(place: str, hours: Mapping[str, str]) -> Policy:
    return policy_of(place.partition(" ")[0], hours)


def _wall(zone: ZoneInfo, at: datetime) -> datetime:
    return at.astimezone(zone).replace(tzinfo=None)


def _opens(zone: ZoneInfo, policy: Policy, at: datetime) -> datetime:
    """Clocks may change on the way to an opening: then it is looked for anew from the change."""
    while wait := policy.wait(_wall(zone, at)):
        at = _clock_change(zone, at, at + wait) or at + wait
    return at


def _shuts(zone: ZoneInfo, policy: Policy, at: datetime) -> datetime:
    """A window that ends at midnight goes on where the next day's begins with it."""
    end = at + LONGEST_OPEN
    while at < end and policy.is_open(wall := _wall(zone, at)):
        later = at + policy.rest(wall)
        at = _clock_change(zone, at, later) or later
    return min(at, end)


def _clock_change(zone: ZoneInfo, since: datetime, until: datetime) -> datetime | None:
    """The instant between the two, to the second, at which the zone's clocks change, if any."""
    before = since.astimezone(zone).utcoffset()
    if before == until.astimezone(zone).utcoffset():
        return None
    low, high = int(since.timestamp()), int(until.timestamp())
    while high - low > 1:
        middle = (low + high) // 2
        same = datetime.fromtimestamp(middle, zone).utcoffset() == before
        low, high = (middle, high) if same else (low, middle)
    return datetime.fromtimestamp(high, UTC)


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
