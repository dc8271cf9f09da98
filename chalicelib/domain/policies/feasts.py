"""Public holidays from their rules: fixed dates, and days counted from Easter Sunday.

A rule is written `12-25`, `easter` or `easter+39`.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import lru_cache

DAY = timedelta(days=1)


@lru_cache(1_000)
def holidays(rules: str, moved: tuple[int, ...], year: int) -> frozenset[date]:
    """The holidays of a year.

    Where a fixed one falls on a weekday of `moved` (0 is Monday), the next day which is neither
    such a weekday nor a holiday is one too.
    """
    named = [(rule, _date(rule, year)) for rule in rules.split()]
    days = {day for _, day in named}
    return frozenset(days | _substitutes([d for r, d in named if "easter" not in r], moved, days))


def _substitutes(fixed: Iterable[date], moved: tuple[int, ...], taken: Iterable[date]) -> set[date]:
    days, added = set(taken), set[date]()
    for day in fixed:
        if day.weekday() in moved:
            added.add(next(d for d in _after(day) if d.weekday() not in moved and d not in days))
            days |= added
    return added


def _after(day: date) -> Iterator[date]:
    while True:
        day += DAY
        yield day


def _date(rule: str, year: int) -> date:
    if rule.startswith("easter"):
        return easter(year) + int(rule.removeprefix("easter") or 0) * DAY
    return date.fromisoformat(f"{year}-{rule}")


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the computus of Meeus, Jones and Butcher)."""
    century, rest = divmod(year, 100)
    golden = year % 19
    leap_centuries, skipped = divmod(century, 4)
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap_centuries - correction + 15) % 30
    to_sunday = (32 + 2 * skipped + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * to_sunday) // 451
    month, day = divmod(epact + to_sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)
