"""Zones, and the moments that are written on other clocks than the plan's."""

from datetime import datetime
from zoneinfo import ZoneInfoNotFoundError, available_timezones

from chalicelib.domain.hours import zone_named
from chalicelib.domain.planfile.forms import FormError, local_moment
from chalicelib.domain.planfile.problems import did_you_mean


def zone(text: str) -> str:
    """An IANA zone, such as `Europe/Paris`."""
    try:
        return zone_named(text).key
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        mend = did_you_mean(text, available_timezones(), "write it like `Europe/Paris`")
        raise FormError(f"unknown zone `{text}`", mend) from error


def zoned_moment(text: str) -> datetime:
    """`2027-03-15 18:00`, local to the plan's zone; `2027-03-15 18:00 America/Asuncion`, aware."""
    named = text[16:].strip()
    if text[16:17] != " " or not named:
        return local_moment(text)
    return local_moment(text[:16]).replace(tzinfo=zone_named(zone(named)))
