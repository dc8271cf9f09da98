"""A week of opening hours as people write it: `Mon-Fri 09:00-20:00, Sat 09:00-13:00`."""

import re
from collections.abc import Iterator
from functools import lru_cache

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
SUNDAY = 6
MIDNIGHT = 24 * 60

Window = tuple[int, int]
"""From the first minute of the day to before the second one; 1440 is the midnight that ends it."""

Week = tuple[Window | None, ...]
"""Monday's window to Sunday's; None on a day without one."""

_DAYS = r"[A-Z][a-z]{2}(?:-[A-Z][a-z]{2})?"
_PART = re.compile(rf"({_DAYS}(?:,{_DAYS})*) (\d\d):(\d\d)-(\d\d):(\d\d)")


@lru_cache(1_000)
def read_week(text: str) -> Week:
    """The week that was written; a day that is not named has no window.

    Raises ValueError, saying what is wrong, for any other text. `24:00` may end a window.
    """
    windows: dict[int, Window] = {}
    for part in text.split(", "):
        for day, window in _part(part):
            if day in windows:
                raise ValueError(f"{WEEKDAYS[day]} twice")
            windows[day] = window
    return tuple(windows.get(day) for day in range(7))


def within(inner: Week, outer: Week) -> bool:
    """Whether `inner` is never open when `outer` is shut."""
    return all(mine is None or _covers(of, mine) for mine, of in zip(inner, outer, strict=True))


def _covers(outer: Window | None, inner: Window) -> bool:
    return outer is not None and outer[0] <= inner[0] and inner[1] <= outer[1]


def _part(part: str) -> Iterator[tuple[int, Window]]:
    found = _PART.fullmatch(part)
    if not found:
        raise ValueError(f"`{part}` is no day with its hours")
    opens, closes = _minute(found[2], found[3]), _minute(found[4], found[5])
    if opens >= closes:
        raise ValueError(f"`{part}` closes before it opens")
    for days in found[1].split(","):
        yield from ((day, (opens, closes)) for day in _days(days))


def _minute(hours: str, minutes: str) -> int:
    at = int(hours) * 60 + int(minutes)
    if int(minutes) > 59 or at > MIDNIGHT:
        raise ValueError(f"`{hours}:{minutes}` is no time of day")
    return at


def _days(text: str) -> range:
    first, _, last = text.partition("-")
    if first not in WEEKDAYS or (last or first) not in WEEKDAYS:
        raise ValueError(f"`{text}` names no days")
    days = range(WEEKDAYS.index(first), WEEKDAYS.index(last or first) + 1)
    if not days:
        raise ValueError(f"`{text}` ends before it begins")
    return days
