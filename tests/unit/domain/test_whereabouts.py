"""Which zones somebody may live in: every one their number leaves open, unless they said."""

from datetime import UTC, datetime, timedelta

import pytest

from chalicelib.domain.hours import next_opening, place_of, window_closes, zones_of
from chalicelib.domain.numbers import Number, read_number
from chalicelib.domain.people_csv import read_people
from chalicelib.domain.people_row import Row
from chalicelib.domain.places import country_code, zones_in
from chalicelib.domain.whereabouts import whole_span, zones_by_number

USA = (
    "America/New_York+America/Chicago+America/Denver+America/Phoenix+America/Los_Angeles"
    "+America/Anchorage+America/Adak+Pacific/Honolulu"
)
MONDAYS = (datetime(2027, 1, 4, tzinfo=UTC), datetime(2027, 7, 5, tzinfo=UTC))


def rows(text: str) -> list[Row]:
    return [row for row in read_people(text.splitlines(), fiction=True) if isinstance(row, Row)]


@pytest.mark.parametrize(
    ("number", "zones"),
    [
        ("+12125550123", "America/New_York"),
        ("+12085550123", "America/Boise+America/Los_Angeles"),
        ("+17015550123", "America/Denver+America/North_Dakota/Center"),
        ("+19075550123", "America/Anchorage+America/Adak"),
        ("+447700900123", "Europe/London"),
        ("+33639981234", "Europe/Paris"),
        ("+61491570006", whole_span("AU")),
    ],
)
def test_promise_5_a_number_names_every_zone_its_owner_may_live_in(number: str, zones: str) -> None:
    """One where its digits say so, a wide country's whole span where they do not."""
    read = read_number(number, fiction=True)
    assert isinstance(read, Number)
    found = zones_by_number(read.zones, read.country)
    assert set(found.split("+")) == set(zones.split("+"))


def test_promise_5_digits_of_many_countries_say_no_more_than_the_country() -> None:
    """A non-geographic +1 has 42 zones, +7 9 has 16, of four countries; +1 867 a wrong one."""
    assert zones_by_number(("America/New_York", "America/Toronto", "Pacific/Guam"), "US") == USA
    assert zones_by_number(("Asia/Almaty", "Europe/Bucharest"), "RU") == whole_span("RU")
    assert "America/Whitehorse" in zones_by_number(("America/Fort_Nelson",), "CA")
    assert zones_by_number((), "US") == USA
    assert zones_by_number((), "??") == "UTC"


@pytest.mark.parametrize("now", MONDAYS)
def test_promise_5_there_is_a_decent_hour_in_the_whole_span_of_every_country(now: datetime) -> None:
    """An hour at least each week, but for Antarctica's stations: nobody there is texted."""
    codes = {country_code(a + b) for a in map(chr, range(65, 91)) for b in map(chr, range(65, 91))}
    for country in codes - {"", "AQ"}:
        place = place_of(country, whole_span(country))
        opening = next_opening(place, now)
        assert opening, country
        assert opening - now < timedelta(days=7)
        assert window_closes(place, opening) - opening >= timedelta(hours=1), country
    assert next_opening(place_of("AQ", whole_span("AQ")), now) is None


def test_a_span_names_clocks_that_differ_once() -> None:
    """Short enough for a person's record; each zone left out shows what one of them shows."""
    assert whole_span("US") == USA
    for zone in zones_in("US"):
        noons = [datetime(2027, month, 15, 12, tzinfo=UTC) for month in range(1, 13)]
        shown = [[n.astimezone(z).utcoffset() for n in noons] for z in zones_of(f"{USA}+{zone}")]
        assert shown[-1] in shown[:-1]


def test_promise_5_what_they_say_themselves_wins() -> None:
    """A zone, a state of the US, a French postcode overseas; a country, over the area code."""
    header = "phone,country,state,zip,timezone"
    given = rows(
        f"{header}\n+12125550101,,,,America/Denver\n+12125550102,,OR,,\n"
        "+33639980003,FR,,97100,\n+33639980004,FR,,75011,\n+12125550105,AU,,,"
    )
    assert [(row.zone, row.zone_given) for row in given] == [
        ("America/Denver", True),
        ("America/Boise+America/Los_Angeles", True),
        ("America/Guadeloupe", True),
        ("Europe/Paris", True),
        (whole_span("AU"), False),
    ]
