"""The short forms of times that a coordinator writes (`2 days`, `18:00`) and what they mean.

Each function reads one form and raises `FormError`, with the mend, when it is not that form.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TypeVar

from chalicelib.domain.policies.week import read_week

T = TypeVar("T")

NAME = r"[a-z][a-z0-9-]*"
DATE = r"20\d{2}-\d{2}-\d{2}"
SPAN = r"(?P<n>\d{1,4})\s+(?P<unit>minute|hour|day|week)s?"
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


class FormError(ValueError):
    """A value that is not of its form; `mend` says what to write instead."""

    def __init__(self, message: str, mend: str) -> None:
        super().__init__(f"{message} — {mend}")
        self.message = message
        self.mend = mend


@dataclass(frozen=True, slots=True)
class OwnHours:
    """`Mon-Sat 09:00-19:00`, or with a reason: `Mon-Sun 09:00-20:00 because we asked them`."""

    week: str
    because: str


@dataclass(frozen=True, slots=True)
class Office:
    """`Mon-Fri 09:00-17:00`; day 0 is Monday."""

    days: tuple[int, ...]
    opens: time
    closes: time


def duration(text: str) -> timedelta:
    """`30 minutes`, `1 hour`, `2 days`, `1 week`; `0` is none."""
    found = re.fullmatch(SPAN, text)
    if text != "0" and not found:
        raise FormError(f"`{text}` is not a length of time", "write it like `30 minutes`, `2 days`")
    return span(found) if found else timedelta(0)


def span(found: re.Match[str]) -> timedelta:
    """The length of time in a match of `SPAN`."""
    return timedelta(**{f"{found['unit']}s": int(found["n"])})


def local_date(text: str) -> date:
    """`2027-03-20`."""
    error = FormError(f"`{text}` is not a date", "write it like `2027-03-20`")
    return _parsed(date.fromisoformat, text, DATE, error)


def local_moment(text: str) -> datetime:
    """`2027-03-15 18:00`, without a zone: the plan's is meant."""
    error = FormError(f"`{text}` is not a date with a time", "write it like `2027-03-15 18:00`")
    return _parsed(datetime.fromisoformat, text, DATE + r"[ T]\d{2}:\d{2}", error)


def clock_time(text: str) -> time:
    """`18:00`."""
    error = FormError(f"`{text}` is not a time of day", "write it like `18:00`")
    return _parsed(time.fromisoformat, text, r"\d{2}:\d{2}", error)


def office(text: str) -> Office:
    """`Mon-Fri 09:00-17:00`, `Mon,Wed 08:30-12:00`."""
    error = FormError(f"`{text}` are no office hours", "write them like `Mon-Fri 09:00-17:00`")
    found = re.fullmatch(r"([A-Za-z,-]+) (\d{2}:\d{2})-(\d{2}:\d{2})", text)
    if not found:
        raise error
    opens, closes = clock_time(found[2]), clock_time(found[3])
    if opens >= closes:
        raise FormError("an office that closes before it opens", "write the earlier time first")
    days = {day for part in found[1].split(",") for day in _weekdays(part, error)}
    return Office(tuple(sorted(days)), opens, closes)


def own_hours(text: str) -> OwnHours:
    """A week of hours, and why they may be wider than the country's own."""
    week, _, because = (part.strip() for part in text.partition(" because "))
    try:
        read_week(week)
    except ValueError as error:
        mend = "write them like `Mon-Fri 09:00-20:00, Sat 10:00-13:00`"
        raise FormError(f"{error}", mend) from error
    return OwnHours(week, because)


def _weekdays(part: str, error: FormError) -> range:
    first, _, last = part.partition("-")
    if first not in WEEKDAYS or (last or first) not in WEEKDAYS:
        raise error
    days = range(WEEKDAYS.index(first), WEEKDAYS.index(last or first) + 1)
    if not days:
        raise error
    return days


def _parsed(parse: Callable[[str], T], text: str, form: str, error: FormError) -> T:
    if not re.fullmatch(form, text, re.ASCII):
        raise error
    try:
        return parse(text)
    except ValueError as cause:
        raise error from cause
