"""When a person, or an office, may be reached: both ends, clock changes, holidays, any zones."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.hours import (
    next_office_opening,
    next_opening,
    office_open,
    place_of,
    window_closes,
    window_open,
    zones_of,
)
from chalicelib.domain.plan import OfficeHours
from chalicelib.domain.policies import policy_of
from chalicelib.domain.policies.packs import PACKS
from chalicelib.domain.policies.week import WEEKDAYS

ZONES = (
    "Europe/Paris",
    "America/New_York",
    "America/St_Johns",
    "America/Asuncion",
    "America/Boise+America/Los_Angeles",
    "America/New_York+America/Los_Angeles+Pacific/Honolulu",
    "Asia/Kathmandu",
    "Asia/Kolkata",
    "Pacific/Auckland+Pacific/Chatham",
    "Pacific/Kiritimati",
    "Pacific/Pago_Pago",
    "Australia/Lord_Howe",
    "Africa/Casablanca",
    "Africa/Cairo",
    "UTC",
)
MINUTE, QUARTER = timedelta(minutes=1), timedelta(minutes=15)
instants = st.datetimes(datetime(2024, 1, 1), datetime(2031, 1, 1), timezones=st.just(UTC))
changes = st.sampled_from(
    [(2027, 3, 14), (2027, 3, 28), (2027, 4, 4), (2027, 10, 31), (2027, 11, 7)]
)
near_changes = st.builds(
    lambda day, minutes: datetime(*day, tzinfo=UTC) + timedelta(minutes=minutes),
    changes,
    st.integers(-24 * 60, 24 * 60),
)
countries = st.sampled_from(["", "KE", *PACKS])
places = st.builds(place_of, countries, st.sampled_from(ZONES))
minutes = st.integers(0, 24 * 60)


def clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


@st.composite
def weeks(draw: st.DrawFn) -> dict[str, str]:
    """What a plan may put in place of a pack: any window of at least an hour on each weekday."""
    days = []
    for day in WEEKDAYS:
        opens = draw(st.integers(0, 23 * 60))
        closes = draw(st.integers(opens + 60, 24 * 60))
        days.append(f"{day} {clock(opens)}-{clock(closes)}")
    return {country: ", ".join(days) for country in (*PACKS, "other")}


offices = st.builds(
    OfficeHours,
    days=st.lists(st.integers(0, 6), min_size=1, unique=True).map(tuple),
    opens=st.integers(5, 11).map(time),
    closes=st.integers(12, 23).map(time),
    zone=st.sampled_from([zone for zone in ZONES if "+" not in zone]),
)


def local(zone: str, *when: int) -> datetime:
    return datetime(*when, tzinfo=ZoneInfo(zone))  # type: ignore[arg-type]


def scan(since: datetime, until: datetime, step: timedelta) -> Iterator[datetime]:
    while since < until:
        yield since
        since += step


@pytest.mark.parametrize("zone", [zone for zone in ZONES if "+" not in zone])
@pytest.mark.parametrize(
    ("hour", "minute", "second", "is_open"),
    [(9, 59, 59, False), (10, 0, 0, True), (19, 59, 59, True), (20, 0, 0, False), (0, 0, 0, False)],
)
def test_promise_5_a_window_has_two_ends_where_they_live(
    zone: str, hour: int, minute: int, second: int, is_open: bool
) -> None:
    """On a Thursday of the strict default: to the second, whatever zone `now` is told in."""
    now = local(zone, 2027, 7, 1, hour, minute, second)
    assert window_open(place_of("", zone), now) is is_open
    assert window_open(place_of("", zone), now.astimezone(UTC)) is is_open


@given(places, st.one_of(instants, near_changes), st.one_of(st.just({}), weeks()))
def test_promise_5_an_open_window_is_open_on_the_clocks_of_every_zone(
    place: str, now: datetime, hours: dict[str, str]
) -> None:
    """Each candidate's own date, weekday, holiday and time."""
    country, _, zone = place.partition(" ")
    policy = policy_of(country, hours)
    walls = [now.astimezone(each).replace(tzinfo=None) for each in zones_of(zone)]
    assert window_open(place, now, hours) is all(map(policy.is_open, walls))


@given(places, instants)
def test_promise_5_the_next_opening_is_open_and_none_is_sooner(place: str, now: datetime) -> None:
    """Every quarter of an hour before it is shut."""
    opening = next_opening(place, now)
    assert opening is not None
    assert opening >= now
    assert opening.tzinfo is UTC
    assert window_open(place, opening)
    assert not any(window_open(place, at) for at in scan(now, opening, QUARTER))


@given(places, near_changes, weeks())
def test_promise_5_openings_and_ends_are_exact_while_clocks_change(
    place: str, now: datetime, hours: dict[str, str]
) -> None:
    """Minute by minute, with windows that begin or end in the hour that is skipped or repeated."""
    opening = next_opening(place, now, hours)
    if opening is None or opening - now > timedelta(days=2):
        return
    assert window_open(place, opening, hours)
    assert not any(window_open(place, at, hours) for at in scan(now, opening, MINUTE))
    closing = window_closes(place, opening, hours)
    assert closing > opening
    assert all(window_open(place, at, hours) for at in scan(opening, closing, MINUTE))
    assert closing - opening == timedelta(days=1) or not window_open(place, closing, hours)


@pytest.mark.parametrize(
    ("hours", "now", "opens"),
    [
        ("Sun 02:30-04:00", (2027, 3, 28, 0, 0), (2027, 3, 28, 1, 0)),
        ("Sun 02:30-02:45", (2027, 10, 31, 0, 50), (2027, 10, 31, 1, 30)),
        ("Sun 00:00-02:15", (2027, 10, 31, 0, 20), (2027, 10, 31, 1, 0)),
    ],
)
def test_promise_5_a_skipped_hour_opens_late_and_a_repeated_one_twice(
    hours: str, now: tuple[int, ...], opens: tuple[int, ...]
) -> None:
    """Paris: 2:30 is skipped to 3:00 in March; in October 2:30 comes again an hour later."""
    plan = {"FR": hours}
    at = datetime(*now, tzinfo=UTC)  # type: ignore[arg-type,misc]
    expected = datetime(*opens, tzinfo=UTC)  # type: ignore[arg-type,misc]
    assert next_opening("FR Europe/Paris", at, plan) == expected


def test_promise_5_a_window_over_midnight_is_one_window() -> None:
    """24:00 and the next day's 00:00 are one instant; the carrier is not told to stop there."""
    always = {"GB": "Mon-Sun 00:00-24:00"}
    late = local("Europe/London", 2027, 7, 1, 23, 59)
    assert window_closes("GB Europe/London", late, always) == late + timedelta(days=1)


def test_promise_5_zones_on_both_sides_of_the_date_line_have_their_own_dates() -> None:
    """Friday in Pago Pago is Saturday in Kiritimati: Saturday's hours hold there."""
    friday = local("Pacific/Pago_Pago", 2027, 7, 2, 12)
    assert window_open("KI Pacific/Pago_Pago", friday)
    assert not window_open("KI Pacific/Pago_Pago+Pacific/Kiritimati", friday)


def test_a_zone_with_a_plus_in_its_name_is_one_zone() -> None:
    """As some lists write them."""
    assert [zone.key for zone in zones_of("Etc/GMT+5+Europe/Paris")] == [
        "Etc/GMT+5",
        "Europe/Paris",
    ]


def test_promise_5_zones_that_never_meet_have_no_opening() -> None:
    """Said as such: nobody guesses where they are."""
    apart = "KI Pacific/Kiritimati+Europe/Paris"
    assert next_opening(apart, datetime(2027, 7, 1, tzinfo=UTC)) is None


@pytest.mark.parametrize(
    ("place", "day", "is_open"),
    [
        ("FR Europe/Paris", (2027, 3, 28), False),  # Easter Sunday
        ("FR Europe/Paris", (2027, 3, 29), False),
        ("FR Europe/Paris", (2027, 3, 26), False),  # Good Friday, in Alsace-Moselle
        ("FR Europe/Paris", (2027, 5, 6), False),  # Ascension
        ("FR Europe/Paris", (2027, 5, 17), False),  # Whit Monday
        ("FR Europe/Paris", (2027, 7, 14), False),
        ("FR Europe/Paris", (2027, 7, 15), True),
        ("GP America/Guadeloupe", (2027, 5, 27), False),
        ("ES Europe/Madrid", (2027, 7, 3), False),  # a Saturday
        ("ZA Africa/Johannesburg", (2027, 3, 22), False),  # for Sunday the 21st
        ("AU Australia/Sydney", (2027, 12, 28), False),  # for the 26th, a Sunday
        ("US America/Chicago", (2027, 7, 5), True),
        ("IN Asia/Kolkata", (2027, 7, 4), True),
        ("KE Africa/Nairobi", (2027, 7, 4), False),
    ],
)
def test_promise_5_sundays_and_holidays_are_those_of_the_country(
    place: str, day: tuple[int, int, int], is_open: bool
) -> None:
    """At noon where they live."""
    noon = datetime.combine(date(*day), time(12), ZoneInfo(place.split()[1]))
    assert window_open(place, noon) is is_open


@given(offices, instants)
def test_an_office_s_next_opening_is_open_and_none_is_sooner(
    hours: OfficeHours, now: datetime
) -> None:
    """On its days, in its zone, within a week."""
    opening = next_office_opening(hours, now)
    assert opening >= now
    assert office_open(hours, opening)
    assert opening - now <= timedelta(days=7, hours=1)
    while now < opening:
        assert not office_open(hours, now)
        now += QUARTER


def test_an_office_is_open_from_its_first_to_before_its_last_second() -> None:
    """Friday 9:00 to 17:00 in Paris; not on Saturday."""
    hours = OfficeHours(zone="Europe/Paris")
    friday = local("Europe/Paris", 2027, 3, 19, 9)
    ends = [friday - timedelta(seconds=1), friday, friday + timedelta(hours=7, minutes=59)]
    assert [office_open(hours, at) for at in ends] == [False, True, True]
    assert not office_open(hours, friday + timedelta(hours=8))
    assert not office_open(hours, friday + timedelta(days=1))


def test_an_office_open_one_day_a_week_opens_in_a_week() -> None:
    """Just after Tuesday's close, the next opening is Tuesday."""
    tuesdays = OfficeHours(days=(1,), zone="UTC")
    closed = datetime(2027, 3, 16, 17, tzinfo=UTC)
    assert next_office_opening(tuesdays, closed) == datetime(2027, 3, 23, 9, tzinfo=UTC)


def test_an_office_without_days_is_a_mistake_said_aloud() -> None:
    """Rather than a packet that waits for ever."""
    with pytest.raises(ValueError, match="never opens"):
        next_office_opening(OfficeHours(days=()), datetime(2027, 3, 16, tzinfo=UTC))
