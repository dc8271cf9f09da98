"""The packs of hours by country: well formed, with a source; a default as strict as they are."""

from datetime import date

import pytest
from dateutil.easter import easter as reference
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.places import is_country
from chalicelib.domain.policies import policy_of
from chalicelib.domain.policies.feasts import easter, holidays
from chalicelib.domain.policies.packs import PACKS, STRICT
from chalicelib.domain.policies.week import read_week, within

ASKED = ("US", "CA", "GB", "FR", "DE", "ES", "PT", "BR", "IN", "ZA", "AU")


@pytest.mark.parametrize("country", [*PACKS, "other"])
def test_promise_5_every_pack_reads_names_its_source_and_ends_at_eight_in_the_evening(
    country: str,
) -> None:
    """Between 8:00 and 20:00 on each day it is open."""
    pack = PACKS.get(country, STRICT)
    assert country == "other" or is_country(country)
    assert len(pack.source) > 20
    assert within(read_week(pack.hours), read_week("Mon-Sun 08:00-20:00"))
    assert holidays(pack.holidays, pack.moved, 2027) or not pack.holidays


def test_promise_5_the_strict_default_is_open_on_no_day_for_longer_than_any_pack() -> None:
    """Where a pack is shut the whole day by its own law, as in Spain on Saturdays, it says so."""
    strict = read_week(STRICT.hours)
    assert set(ASKED) <= set(PACKS)
    for country in PACKS:
        for mine, theirs in zip(strict, policy_of(country, {}).week, strict=True):
            assert mine is None or theirs is None or (theirs[0] <= mine[0] and mine[1] <= theirs[1])


def test_a_plan_s_hours_take_the_week_s_place_and_leave_the_holidays() -> None:
    """`other` is for the countries without a pack."""
    hours = {"FR": "Mon-Sun 10:00-12:00", "other": "Mon-Sat 09:00-19:00"}
    assert policy_of("FR", hours).window(date(2027, 3, 30)) == (600, 720)
    assert policy_of("FR", {"FR": "Mon-Sat 09:00-19:00"}).window(date(2027, 3, 29)) is None
    assert policy_of("KE", hours).week == read_week("Mon-Sat 09:00-19:00")
    assert policy_of("GB", hours).week == read_week(PACKS["GB"].hours)


@given(st.integers(1900, 2200))
def test_easter_is_where_another_computus_finds_it(year: int) -> None:
    """Movable feasts hang on it."""
    assert easter(year) == reference(year)


@pytest.mark.parametrize(
    ("country", "year", "days"),
    [
        (
            "FR",
            2026,
            "01-01 04-03 04-06 05-01 05-08 05-14 05-25 07-14 08-15 11-01 11-11 12-25 12-26",
        ),
        (
            "ZA",
            2022,
            "01-01 03-21 04-15 04-18 04-27 05-01 05-02 06-16 08-09 09-24 12-16 12-25 12-26 12-27",
        ),
        ("AU", 2021, "01-01 01-26 04-02 04-05 04-25 04-26 12-25 12-26 12-27 12-28"),
        ("US", 2027, ""),
    ],
)
def test_the_holidays_of_a_year_are_those_that_were_kept(
    country: str, year: int, days: str
) -> None:
    """South Africa moves Sundays, Australia weekends; both to the next free day."""
    pack = PACKS[country]
    kept = {date.fromisoformat(f"{year}-{day}") for day in days.split()}
    assert holidays(pack.holidays, pack.moved, year) == kept


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Mon",
        "Mon 9:00-20:00",
        "Mon 09:00-24:01",
        "Mon 09:60-20:00",
        "Mon 20:00-09:00",
        "Fri-Mon 09:00-20:00",
        "Mun 09:00-20:00",
        "Mon-Fri 09:00-20:00, Wed 10:00-12:00",
        "Mon 09:00-20:00 Tue 09:00-20:00",
    ],
)
def test_what_is_no_week_is_refused(text: str) -> None:
    """Aloud, rather than a day without hours."""
    with pytest.raises(ValueError, match=r"\w"):
        read_week(text)


def test_a_week_is_read_day_by_day() -> None:
    """Lists and ranges of days, each with its own window; 24:00 ends a day."""
    week = read_week("Mon,Wed-Thu 09:00-20:00, Sun 00:00-24:00")
    assert week == ((540, 1200), None, (540, 1200), (540, 1200), None, None, (0, 1440))
