"""When a person, or an office, may be reached: both ends, both clock changes, any zone."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.hours import next_office_opening, next_opening, office_open, window_open
from chalicelib.domain.plan import OfficeHours

ZONES = (
    "Europe/Paris",
    "America/New_York",
    "America/Asuncion",
    "Asia/Kathmandu",
    "Pacific/Auckland",
    "Pacific/Kiritimati",
    "Australia/Lord_Howe",
    "Africa/Casablanca",
    "UTC",
)
QUARTER = timedelta(minutes=15)
instants = st.datetimes(datetime(2024, 1, 1), datetime(2031, 1, 1), timezones=st.just(UTC))
offices = st.builds(
    OfficeHours,
    days=st.lists(st.integers(0, 6), min_size=1, unique=True).map(tuple),
    opens=st.integers(5, 11).map(time),
    closes=st.integers(12, 23).map(time),
    zone=st.sampled_from(ZONES),
)


def local(zone: str, *when: int) -> datetime:
    return datetime(*when, tzinfo=ZoneInfo(zone))  # type: ignore[arg-type]


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize(
    ("hour", "minute", "second", "is_open"),
    [(8, 59, 59, False), (9, 0, 0, True), (19, 59, 59, True), (20, 0, 0, False), (0, 0, 0, False)],
)
def test_promise_5_the_window_is_nine_to_twenty_where_they_live(
    zone: str, hour: int, minute: int, second: int, is_open: bool
) -> None:
    """Both ends, to the second, in each zone, whatever zone `now` is told in."""
    now = local(zone, 2027, 7, 1, hour, minute, second)
    assert window_open(zone, now) is is_open
    assert window_open(zone, now.astimezone(UTC)) is is_open


@pytest.mark.parametrize(
    ("now", "opening"),
    [
        ((2027, 3, 27, 20, 0), (2027, 3, 28, 7, 0)),
        ((2027, 3, 28, 1, 30), (2027, 3, 28, 7, 0)),
        ((2027, 10, 30, 20, 0), (2027, 10, 31, 8, 0)),
        ((2027, 10, 31, 2, 30), (2027, 10, 31, 8, 0)),
        ((2027, 12, 31, 23, 0), (2028, 1, 1, 8, 0)),
    ],
)
def test_promise_5_nine_is_nine_on_the_days_the_clocks_change(
    now: tuple[int, ...], opening: tuple[int, ...]
) -> None:
    """In Paris: 7:00 UTC from the spring change on, 8:00 UTC from the autumn one."""
    expected = datetime(*opening, tzinfo=UTC)  # type: ignore[arg-type,misc]
    evening = local("Europe/Paris", *now)
    assert next_opening("Europe/Paris", evening) == expected
    assert next_opening("Europe/Paris", evening.astimezone(UTC)) == expected


@given(st.sampled_from(ZONES), instants)
def test_promise_5_the_next_opening_is_open_and_none_is_sooner(zone: str, now: datetime) -> None:
    """Every quarter of an hour before it is shut."""
    opening = next_opening(zone, now)
    assert opening >= now
    assert opening.tzinfo is UTC
    assert window_open(zone, opening)
    assert opening - now <= timedelta(hours=14)
    while now < opening:
        assert not window_open(zone, now)
        now += QUARTER


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
