"""Which zones somebody may live in: from their own words, else from the digits of their number.

The answer is one string, the zones joined by `+`, the likeliest first (`domain.hours`). Zones whose
clocks show the same from 2025 to 2037 are named once.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from functools import cache, lru_cache

from chalicelib.domain.addresses import zones_of_postcode, zones_of_state
from chalicelib.domain.hours import zone_named
from chalicelib.domain.places import country_of, main_zone, zones_in

_WEEKS = [datetime(2025, 1, 1, 12, tzinfo=UTC) + timedelta(weeks=n) for n in range(13 * 52)]

_LEFT_OUT = {"RU": ("Asia/Kamchatka", "Asia/Anadyr")}
"""From a country's whole span, where no hour is decent in all of it: 350,000 of 146 million people,
who would otherwise keep the rest from ever being texted. Kamchatka's evening may be reached."""

_ARCTIC = ("America/Whitehorse", "America/Edmonton", "America/Winnipeg", "America/Toronto")
_CORRECTED: dict[tuple[str, ...], tuple[str, ...]] = {("America/Fort_Nelson",): _ARCTIC}
"""The library's one zone for +1 867 is none of Yukon's, the Northwest Territories' or Nunavut's."""


def zones_by_address(country: str, region: str, postcode: str) -> str:
    """What their postcode says, else their state; both where the two cannot both be true, and
    nothing where no table knows."""
    return _agreed(zones_of_postcode(country, postcode), zones_of_state(country, region))


@lru_cache(4_000)
def _agreed(coded: tuple[str, ...], state: tuple[str, ...]) -> str:
    apart = coded and state and not set(map(_clock, coded)) & set(map(_clock, state))
    return _told_apart(coded + state if apart else coded or state)


@lru_cache(4_000)
def zones_by_number(zones: tuple[str, ...], country: str) -> str:
    """What a number says whose digits name `zones`, of somebody who lives in `country`.

    Where they name another country's too (a toll-free number), or nothing, the digits say no more
    than the country: then it is its whole span.
    """
    zones = _CORRECTED.get(zones, zones)
    told = zones and all(country_of(zone) in ("", country) for zone in zones)
    return _joined(zones, country) if told else whole_span(country)


@cache
def whole_span(country: str) -> str:
    """Every zone of a country; UTC for an unknown one."""
    left_out = _LEFT_OUT.get(country, ())
    zones = [zone for zone in zones_in(country) if zone not in left_out]
    return _joined(zones or [main_zone(country)], country)


def _joined(zones: Iterable[str], country: str) -> str:
    main = main_zone(country)
    listed = list(zones_in(country))
    return _told_apart(
        sorted(zones, key=lambda z: (z != main, listed.index(z) if z in listed else -1))
    )


def _told_apart(zones: Iterable[str]) -> str:
    """The first of each clock, in their order."""
    clocks: dict[tuple[timedelta | None, ...], str] = {}
    for zone in zones:
        clocks.setdefault(_clock(zone), zone)
    return "+".join(clocks.values())


@cache
def _clock(zone: str) -> tuple[timedelta | None, ...]:
    return tuple(at.astimezone(zone_named(zone)).utcoffset() for at in _WEEKS)
