"""People lists: headers of other tools, doubtful cells, and records that are no records."""

import csv
import io
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.people_csv import PeopleFileError, read_people
from chalicelib.domain.people_row import Invalid, Row
from chalicelib.domain.people_words import coarse_region


def read(text: str, **options: str | bool) -> list[Row | Invalid]:
    """The rows of a list as it stands in a file."""
    return list(read_people(io.StringIO(text, newline=""), **options))  # type: ignore[arg-type]


def one(text: str, **options: str | bool) -> Row:
    [row] = read(text, **options)
    assert isinstance(row, Row), row
    return row


@pytest.mark.parametrize(
    "header",
    ["cell", "phone number", "Phone_Number", "MOBILE", "phone_numbers", "can2_phone", "Téléphone"],
)
def test_the_number_column_goes_by_other_tools_names(header: str) -> None:
    """Spoke, Notify, Action Network, OSDI and plain words, in any case and punctuation."""
    assert one(f"name,{header}\nAda,+12125550123\n").number == "+12125550123"


def test_a_list_without_numbers_is_refused_with_the_names_it_may_use() -> None:
    """The message tells how to mend the header."""
    with pytest.raises(PeopleFileError, match=r"phone, phone number, cell, mobile"):
        read_people(["name,city\n", "Ada,London\n"])


@pytest.mark.parametrize("text", ["", "\n\n", "\ufeff"])
def test_an_empty_file_is_refused(text: str) -> None:
    """Nothing is no list."""
    with pytest.raises(PeopleFileError):
        read(text)


def test_a_spoke_list_is_read() -> None:
    """Spoke's own columns, with others left aside."""
    row = one("firstName,lastName,cell,zip,favourite\nAda,L.,2125550123,10001,blue\n", region="US")
    assert row == Row(
        row=2,
        number="+12125550123",
        first_name="Ada",
        country="US",
        region="10",
        zone="America/New_York",
        zone_given=True,
    )


def test_an_action_network_list_is_read() -> None:
    """Given name, tags, language, mail and the text status by their names there."""
    row = one(
        "given_name,Email,can2_phone,can2_sms_status,language,can2_user_tags\n"
        'Zoë,Zoe@Example.org,+61491570006,subscribed,en-AU,"Active; Hosted before"\n'
    )
    assert (row.mail, row.language, row.standing) == (
        "zoe@example.org",
        "en",
        ("active", "hosted-before"),
    )
    assert not row.opted_out


def test_segments_interests_and_city_are_read_as_slugs() -> None:
    """However they are written; `ally` is the segment `allies`, and ten interests are kept."""
    row = one(
        'cell,tag_list,Issues,postal_addresses/locality\n+12125550123,"Ally;Host willing",'
        '"Rivers & lakes|Été|Été",Saint-Étienne\n'
    )
    many = one("cell,interests\n+12125550123," + ";".join(f"topic {n}" for n in range(20)) + "\n")

    assert row.standing == ("allies", "host-willing")
    assert (row.interests, row.city) == (("ete", "rivers-lakes"), "saint-etienne")
    assert len(many.interests) == 10


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_delimiter_is_found_in_the_header(delimiter: str) -> None:
    """French and Spanish spreadsheets write semicolons, and a mark before the first name."""
    text = f"\ufeffphone{delimiter}prénom\n+12125550123{delimiter}Ada\n"
    assert one(text).first_name == "Ada"


def test_what_the_list_says_goes_before_what_the_number_says() -> None:
    """A country or zone column wins over the area code."""
    rows = read("phone,country,tz\n+12125550123,France,\n+12125550123,,America/Denver\n")
    assert [(r.country, r.zone, r.zone_given) for r in rows if isinstance(r, Row)] == [
        ("FR", "Europe/Paris", False),
        ("US", "America/Denver", True),
    ]


@pytest.mark.parametrize(
    ("column", "said", "out"),
    [
        ("opted_out", "true", True),
        ("opted_out", "Yes", True),
        ("opted_out", "2024-05-01", True),
        ("opted_out", "false", False),
        ("opted_out", "", False),
        ("sms_status", "unsubscribed", True),
        ("sms_status", "opted-out", True),
        ("sms_status", "bouncing", True),
        ("sms_status", "Subscribed", False),
        ("sms_status", "opted in", False),
    ],
)
def test_doubt_about_an_opt_out_is_an_opt_out(column: str, said: str, out: bool) -> None:
    """Only words that leave no doubt let a person be texted."""
    assert one(f"phone,{column}\n+12125550123,{said}\n").opted_out is out


def test_a_date_of_consent_is_an_iso_date_or_the_record_is_invalid() -> None:
    """Consent cannot be proved by a date that nobody can read; an opt-out needs no date."""
    dated = "phone,consent_at,opted_out\n+12125550123,{},{}\n"
    assert one(dated.format("2024-05-01T10:00:00+02:00", "")).consent_at == datetime(
        2024, 5, 1, 8, tzinfo=UTC
    )
    assert one(dated.format("2024-05-01 10:00:00 UTC", "")).consent_at is not None
    assert isinstance(read(dated.format("5/1/24", ""))[0], Invalid)
    assert one(dated.format("5/1/24", "yes")).opted_out


def test_rows_are_numbered_as_a_spreadsheet_numbers_them() -> None:
    """The header is row 1; blank rows count, cells over two lines do not."""
    rows = read('phone,name\n+12125550123,"two\nlines"\n,\n\nnonsense,\n')
    assert [(type(row).__name__, row.row) for row in rows] == [("Row", 2), ("Invalid", 5)]


def test_the_first_number_that_can_be_texted_is_taken() -> None:
    """Of several columns and several numbers in a cell, the mobile one."""
    assert one("phone,mobile\n+442079460123,+12125550123\n").number == "+12125550123"
    assert one('phone\n"+442079460123; +12125550123"\n').number == "+12125550123"


def test_a_postcode_is_kept_only_as_its_area() -> None:
    """Data that nobody needs is not kept."""
    areas = [("GB", "SW1A 1AA"), ("GB", "m1 1ae"), ("CA", "M5V 2T6"), ("FR", "75011"), ("US", "")]
    assert [coarse_region(*area) for area in areas] == ["SW", "M", "M", "75", ""]


def test_promise_8_a_rows_repr_shows_no_number_name_or_address() -> None:
    """A row that ends up in a log by accident tells nothing."""
    row = one("phone,name,email\n+12125550123,Ada,ada@example.org\n")
    assert not [x for x in ("2125550123", "Ada", "example.org") if x in repr(row)]


cells = st.text(alphabet=st.characters(blacklist_categories=("Cs",)), max_size=12)
numbers = st.sampled_from(["+12125550123", "2125550123", "", "+442079460123", "x", "0"])


@given(st.text())
def test_no_text_whatever_breaks_the_reader(text: str) -> None:
    """Any text is a list, or is refused as one; nothing else is raised."""
    try:
        read(text)
    except PeopleFileError:
        return


@given(st.lists(st.tuples(numbers, cells, cells, cells), max_size=20))
def test_each_record_that_is_not_blank_gives_one_value(
    records: list[tuple[str, str, str, str]],
) -> None:
    """No record is lost and none is counted twice, whatever its cells hold."""
    table = io.StringIO(newline="")
    writer = csv.writer(table)
    writer.writerow(["phone", "country", "language", "consent_at"])
    writer.writerows(records)
    full = [record for record in records if any(text.strip() for text in record)]
    assert len(read(table.getvalue(), region="US")) == len(full)
