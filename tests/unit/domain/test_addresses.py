"""What a postcode, or a state, says of the clocks somebody lives by."""

from datetime import UTC, datetime, timedelta
from importlib.resources import files

import pytest

from chalicelib.domain.addresses import zones_of_postcode, zones_of_state
from chalicelib.domain.hours import place_of, window_open
from chalicelib.domain.people_csv import read_people
from chalicelib.domain.people_row import Row
from chalicelib.domain.places import is_zone
from chalicelib.domain.whereabouts import whole_span, zones_by_address

TABLES = sorted((files("chalicelib.domain") / "address_zones").iterdir(), key=lambda t: t.name)
COUNTRIES = [table.name.removesuffix(".txt").upper() for table in TABLES]
WINTER, SUMMER = datetime(2027, 1, 12, 12, tzinfo=UTC), datetime(2027, 7, 6, 12, tzinfo=UTC)
"""Noons of Tuesdays: whatever the clock, the day after is one of Monday's to Friday's."""


def hours_open(country: str, zone: str, now: datetime) -> float:
    """How long a place may be texted in the day that begins now, to the half hour."""
    place = place_of(country, zone)
    halves = (now + timedelta(minutes=30 * n) for n in range(48))
    return sum(window_open(place, at) for at in halves) / 2


@pytest.mark.parametrize(
    ("country", "postcode", "zones"),
    [
        ("US", "10001", "America/New_York"),
        ("US", "60601-1234", "America/Chicago"),
        ("US", "85001", "America/Phoenix"),  # Arizona has no summer time
        ("US", "86033", "America/Phoenix+America/Denver"),  # but the Navajo Nation has
        ("US", "37367", "America/New_York+America/Chicago"),  # Tennessee is split
        ("US", "83501", "America/Denver+America/Los_Angeles"),
        ("US", "88540", "America/Denver"),  # El Paso, in Texas
        ("US", "96799", "Pacific/Pago_Pago"),
        ("US", "96813", "Pacific/Honolulu"),
        ("US", "00901", "America/Puerto_Rico"),
        ("US", "09012", ""),  # the forces in Europe
        ("CA", "M5V 3L8", "America/Toronto"),
        ("CA", "a1c 5s7", "America/St_Johns"),  # half an hour
        ("CA", "A2V 1A1", "America/Goose_Bay"),
        ("CA", "S4P 3Y2", "America/Regina"),  # no summer time
        ("CA", "S9V 0A1", "America/Edmonton"),
        ("CA", "P9N 1A1", "America/Winnipeg"),
        ("CA", "P0T 1C0", "America/Toronto+America/Winnipeg+America/Atikokan"),
        ("CA", "V1C 1A1", "America/Edmonton"),
        ("BR", "01310-100", "America/Sao_Paulo"),
        ("BR", "69005-010", "America/Manaus"),
        ("BR", "69640-000", "America/Manaus+America/Eirunepe"),
        ("BR", "69900-062", "America/Rio_Branco"),
        ("BR", "76801-000", "America/Porto_Velho"),
        ("BR", "76300-000", "America/Sao_Paulo"),
        ("BR", "53990-000", "America/Noronha"),
        ("AU", "2000", "Australia/Sydney"),
        ("AU", "4000", "Australia/Brisbane"),
        ("AU", "5000", "Australia/Adelaide"),
        ("AU", "0800", "Australia/Darwin"),
        ("AU", "0872", "Australia/Darwin+Australia/Adelaide+Australia/Perth"),
        ("AU", "2880", "Australia/Sydney+Australia/Broken_Hill"),
        ("AU", "4383", "Australia/Brisbane+Australia/Sydney"),
        ("AU", "6443", "Australia/Perth+Australia/Eucla"),
        ("ES", "28001", "Europe/Madrid"),
        ("ES", "35001", "Atlantic/Canary"),
        ("PT", "1000-001", "Europe/Lisbon"),
        ("PT", "9500-150", "Atlantic/Azores"),
        ("FR", "75011", "Europe/Paris"),
        ("FR", "97400", "Indian/Reunion"),
        ("FR", "98714", "Pacific/Tahiti+Pacific/Marquesas+Pacific/Gambier"),
        ("GB", "SW1A 1AA", ""),
        ("US", "M5V 3L8", ""),
        ("US", "", ""),
    ],
)
def test_promise_5_a_postcode_names_every_clock_of_its_places(
    country: str, postcode: str, zones: str
) -> None:
    """One where it can, several where its places are cut, none where nobody knows."""
    assert zones_by_address(country, "", postcode) == zones


@pytest.mark.parametrize(
    ("country", "short", "whole"),
    [
        ("US", "2134", "02134"),
        ("US", "601", "00601"),
        ("ES", "8001", "08001"),
        ("ES", "3501", "03501"),
        ("AU", "800", "0800"),
        ("BR", "1310100", "01310-100"),
    ],
)
def test_a_zero_that_a_spreadsheet_took_away_is_put_back(
    country: str, short: str, whole: str
) -> None:
    """Else 3501, in Alicante, would be 35, in the Canary Islands."""
    assert zones_of_postcode(country, short) == zones_of_postcode(country, whole) != ()


def test_promise_5_the_window_is_open_on_every_clock_of_a_cut_postcode() -> None:
    """In summer Kayenta may be an hour ahead of Phoenix: an hour less. In winter it is not."""
    kayenta = zones_by_address("US", "", "86033")
    assert hours_open("US", kayenta, SUMMER) == 10
    assert hours_open("US", kayenta, WINTER) == 11
    alice = place_of("AU", zones_by_address("AU", "", "0872"))
    for halves in range(48):
        now = SUMMER + timedelta(minutes=30 * halves)
        each = [f"AU Australia/{city}" for city in ("Darwin", "Adelaide", "Perth")]
        assert window_open(alice, now) == all(window_open(place, now) for place in each)


def test_promise_5_an_australian_mobile_with_a_postcode_is_not_kept_to_the_whole_country() -> None:
    """+61 4 may be anywhere; 2000 is Sydney, and its people's evening is their own."""
    header, number = "mobile,postcode", "+61491570006"
    [row] = read_people([header, f"{number},2000"], fiction=True)
    [bare] = read_people([header, f"{number},"], fiction=True)
    assert isinstance(row, Row) and isinstance(bare, Row)
    assert (row.zone, row.zone_given) == ("Australia/Sydney", True)
    assert (bare.zone, bare.zone_given) == (whole_span("AU"), False)
    assert hours_open("AU", row.zone, SUMMER) == 11 > hours_open("AU", bare.zone, SUMMER)


def test_promise_5_a_postcode_and_a_state_that_disagree_are_both_believed() -> None:
    """One of the two is wrong, and nobody can say which. What agrees is the postcode's."""
    assert zones_by_address("US", "CA", "10001") == "America/New_York+America/Los_Angeles"
    assert zones_by_address("US", "TX", "88540") == "America/Denver"
    assert zones_by_address("US", "AZ", "") == "America/Phoenix+America/Denver"
    assert zones_by_address("CA", "BC", "X") != ""


@pytest.mark.parametrize("country", COUNTRIES)
def test_a_table_says_its_source_and_names_zones_that_exist(country: str) -> None:
    """Each of a line's beginnings leads to that line's zones: none is named twice."""
    text = TABLES[COUNTRIES.index(country)].read_text("utf-8")
    assert "# Source: " in text
    assert "oubts" in text
    named = []
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        zones, *begins = line.split()
        assert all(map(is_zone, zones.split("+"))), zones
        named += begins
        for begin in begins:
            first = begin.partition("-")[0]
            found = zones_of_state(country, first[1:]) if first[0] == "@" else None
            assert (found or zones_of_postcode(country, _whole(country, first))) == tuple(
                zones.split("+")
            ), begin
    assert len(named) == len(set(named))


def _whole(country: str, begins: str) -> str:
    """A code that begins so, and like no longer beginning of the tables."""
    length = {"CA": 6, "BR": 8, "AU": 4, "PT": 4}.get(country, 5)
    return begins.ljust(length, "0") if begins.isdecimal() else begins


@pytest.mark.parametrize("now", [WINTER, SUMMER])
def test_promise_5_there_is_a_decent_hour_for_every_postcode(now: datetime) -> None:
    """Seven hours and a half at least, for each thousand of codes, and Canada's areas."""
    heads = [f"{n:03}" for n in range(1_000)]
    fsas = [f"{a}{n}{b}" for a in "ABCEGHJKLMNPRSTVXY" for n in range(10) for b in "ABGTPVWX"]
    for country in COUNTRIES:
        codes = (_whole(country, head) for head in (fsas if country == "CA" else heads))
        for zone in {zones_by_address(country, "", code) for code in codes} - {""}:
            assert hours_open(country, zone, now) >= 7.5, (country, zone)
