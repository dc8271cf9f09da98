"""The forms that name a moment by another one: `2 hours before vote`, `gathering - 1 day`."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from chalicelib.domain.planfile.forms import (
    DATE,
    NAME,
    SPAN,
    FormError,
    duration,
    local_date,
    local_moment,
    span,
)
from chalicelib.domain.planfile.unbuilt import not_built
from chalicelib.domain.planfile.zones import zoned_moment

COUNTED = r"(\d[\d ]*) signatures?"


@dataclass(frozen=True, slots=True)
class CountOf:
    """`10000 signatures`."""

    count: int


@dataclass(frozen=True, slots=True)
class Before:
    """`2 hours before vote`, or `vote` itself with no lead."""

    lead: timedelta
    name: str


@dataclass(frozen=True, slots=True)
class ByHand:
    """`hand`: a coordinator says when, and why."""


When = CountOf | Before | ByHand | datetime
"""What sets a trigger off; a datetime is local to the plan's zone."""

Hold = timedelta | CountOf
"""How long a reached count stands before its packet goes, or how many more it waits for."""

Until = date | datetime | str
"""When an ask ends: a local date (its end), a local instant, or a name."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """`gathering - 1 day`."""

    anchor: Literal["accepted", "gathering"]
    offset: timedelta


def until(text: str) -> Until:
    """A trigger's or a date's name, a date, or a date with a time."""
    if re.fullmatch(NAME, text):
        return text
    return local_date(text) if re.fullmatch(DATE, text) else local_moment(text)


def when(text: str) -> When:
    """`10000 signatures`, `2 hours before vote`, `vote`, a date with a time, or `hand`."""
    if text == "hand":
        return ByHand()
    if counted := re.fullmatch(COUNTED, text, re.ASCII):
        return CountOf(_positive(counted[1]))
    led = re.fullmatch(rf"{SPAN} before (?P<name>{NAME})", text)
    if led:
        return Before(span(led), led["name"])
    if re.match(DATE, text):
        return zoned_moment(text)
    if re.fullmatch(NAME, text):
        return Before(timedelta(0), text)
    mend = "write `10000 signatures`, `2 hours before vote`, a date with a time, or `hand`"
    raise not_built(text, mend)


def hold(text: str) -> Hold:
    """`30 minutes`, `200 signatures`; `0` is none."""
    if counted := re.fullmatch(COUNTED, text, re.ASCII):
        return CountOf(_positive(counted[1]))
    return duration(text)


def anchor(text: str) -> Anchor:
    """`accepted + 1 hour`, `gathering - 1 day`, `gathering`."""
    found = re.fullmatch(rf"(accepted|gathering)(?:\s*(?P<sign>[+-])\s*{SPAN})?", text)
    mend = "write it like `accepted + 1 hour` or `gathering - 1 day`"
    if not found:
        raise FormError(f"`{text}` is not a moment of a leader's path", mend)
    offset = span(found) if found["sign"] else timedelta(0)
    if found[1] == "gathering":
        return Anchor("gathering", -offset if found["sign"] == "-" else offset)
    if found["sign"] == "-":
        raise FormError("nobody is a leader before they accepted", mend)
    return Anchor("accepted", offset)


def _positive(digits: str) -> int:
    count = int(digits.replace(" ", ""))
    if count == 0:
        raise FormError("0 signatures would fire at once", "write how many, like `10000`")
    return count
