"""Telephone numbers: what is read, and why others are not."""

from collections.abc import Iterator

import phonenumbers
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from phonenumbers import PhoneNumber, PhoneNumberType
from phonenumbers.timezone import UNKNOWN_TIMEZONE, time_zones_for_number

from chalicelib.domain.mail import canonical_mail
from chalicelib.domain.number_kinds import country_and_kind
from chalicelib.domain.numbers import Fault, Number, read_number
from chalicelib.domain.places import country_code, main_language, main_zone
from chalicelib.domain.plain_numbers import plain_parts
from cli import number_zones


@pytest.mark.parametrize(
    ("text", "region", "number"),
    [
        ("+1 (212) 555-0123", "", Number("+12125550123", "US")),
        ("212-555-0123", "US", Number("+12125550123", "US")),
        ("12125550123", "", Number("+12125550123", "US")),
        ("0061491570006", "", Number("+61491570006", "AU")),
        ("'+61 491 570 006", "GB", Number("+61491570006", "AU")),
        ("0491 570 006", "AU", Number("+61491570006", "AU")),
    ],
)
def test_a_number_is_read_as_people_write_it(text: str, region: str, number: Number) -> None:
    """Spaces, brackets, 00 for +, a lost plus and a spreadsheet's apostrophe are no hindrance."""
    assert read_number(text, region) == number


@pytest.mark.parametrize(
    ("text", "region", "fault"),
    [
        ("", "", Fault.EMPTY),
        ("call me", "", Fault.NOT_A_NUMBER),
        ("call me", "GB", Fault.NOT_A_NUMBER),
        ("4.47701E+11", "GB", Fault.MANGLED),
        ("0491 570 006", "", Fault.NO_COUNTRY),
        ("+1212555", "", Fault.TOO_SHORT),
        ("+121255501234567", "", Fault.TOO_LONG),
        ("+12121550123", "", Fault.NOT_IN_USE),
        ("020 7946 0123", "GB", Fault.LANDLINE),
        ("+33199001234", "", Fault.LANDLINE),
        ("+18005550123", "", Fault.NOT_PERSONAL),
    ],
)
def test_what_cannot_be_texted_has_a_coded_fault(text: str, region: str, fault: Fault) -> None:
    """Each kind of mistake is told apart, so that a coordinator can mend it."""
    assert read_number(text, region) is fault


def test_country_and_type_are_what_the_library_says_of_its_own_examples() -> None:
    """Of every country, type and code without a country, and of every area of North America."""
    numbers = [*_examples(), *_areas()]
    texts = [phonenumbers.format_number(n, phonenumbers.PhoneNumberFormat.E164) for n in numbers]
    read = {text: read_number(text) for text in texts}
    assert len(read) > 1_500
    assert read == {text: _by_the_library(text) for text in texts}


def _examples() -> Iterator[PhoneNumber]:
    for kind in PhoneNumberType.values():
        for country in phonenumbers.SUPPORTED_REGIONS:
            if example := phonenumbers.example_number_for_type(country, kind):
                yield example
    for code in phonenumbers.COUNTRY_CODES_FOR_NON_GEO_REGIONS:
        if example := phonenumbers.example_number_for_non_geo_entity(code):
            yield example


def _areas() -> Iterator[PhoneNumber]:
    return (phonenumbers.parse(f"+1{area}5550123") for area in range(200, 1_000))


def test_country_and_type_are_the_librarys_for_numbers_beside_its_examples() -> None:
    """Of every country and type, with each digit changed in turn, and one added or taken."""
    asked = [_parts(number) for number in _examples()]
    beside = {(code, near) for code, national in asked for near in _beside(national)}
    assert len(beside) > 20_000
    for code, national in sorted(beside)[::3]:
        number = phonenumbers.parse(f"+{code}{national}")
        code, national = _parts(number)
        kind = phonenumbers.number_type(number)
        country = phonenumbers.region_code_for_number(number) or ""
        said = ("", kind) if kind == PhoneNumberType.UNKNOWN else (country, kind)
        assert country_and_kind(code, national) == said, (code, national)


def test_plain_digits_are_taken_apart_as_by_the_library() -> None:
    """Of the same numbers, abroad and at home, bare and with spaces; and most are not left to it.

    Some of Brazil and Argentina, among others, begin as with what is dialled inside.
    """
    asked = {_parts(number) for number in _examples()}
    beside = [(code, near) for code, national in sorted(asked) for near in _beside(national)]
    bare = [(f"+{code}{national}", "") for code, national in [*sorted(asked), *beside[::3]]]
    spaced = [(_written(number, INTERNATIONAL), "") for number in _examples()]
    home = [(_written(n, NATIONAL), at) for n in _examples() if (at := _region(n)) != "001"]
    read = {text: parts for text in [*bare, *spaced, *home] if (parts := plain_parts(*text))}
    assert read == {text: _parts(phonenumbers.parse(*text)) for text in read}
    for written, most in ((spaced, 0.9), (home, 0.9)):
        assert sum(text in read for text in written) > most * len(written)


@given(
    text=st.text("0123456789 ().-", max_size=24),
    plus=st.sampled_from(["+", "00", "0", ""]),
    region=st.sampled_from([*sorted(phonenumbers.SUPPORTED_REGIONS), "GB", "US", "RU", "", "XX"]),
)
@settings(max_examples=1_000)
def test_no_other_text_of_digits_is_read_otherwise(text: str, plus: str, region: str) -> None:
    """Whatever stands before them and between them, in whatever country."""
    if parts := plain_parts(plus + text, region):
        assert parts == _parts(phonenumbers.parse(plus + text, region or None))


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("12125550123", ""),
        ("++12125550123", ""),
        ("+1 212 555 0123 x5", ""),
        ("+999 123456789", ""),
        ("0044 7911 123456", "FR"),
        ("44 7911 123456", "GB"),
        ("(11) 15 2345-6789", "AR"),
        ("020 7946 0123", "XX"),
    ],
)
def test_what_may_be_read_in_two_ways_is_left_to_the_library(text: str, region: str) -> None:
    """No plus or two, an extension, no country's code, one's own code, more than dialled inside."""
    assert plain_parts(text, region) is None


INTERNATIONAL = phonenumbers.PhoneNumberFormat.INTERNATIONAL
NATIONAL = phonenumbers.PhoneNumberFormat.NATIONAL


def _written(number: PhoneNumber, how: int) -> str:
    return phonenumbers.format_number(number, how)


def _region(number: PhoneNumber) -> str:
    return phonenumbers.region_code_for_number(number) or "001"


def _parts(number: PhoneNumber) -> tuple[int, str]:
    return number.country_code or 0, phonenumbers.national_significant_number(number)


def _beside(national: str) -> Iterator[str]:
    yield from (national[:-1], national + "0")
    for at, digit in enumerate(national):
        yield from (national[:at] + new + national[at + 1 :] for new in "0579" if new != digit)


def _by_the_library(text: str) -> Number | Fault:
    number = phonenumbers.parse(text)
    match phonenumbers.number_type(number):
        case PhoneNumberType.UNKNOWN:
            return Fault.NOT_IN_USE
        case PhoneNumberType.FIXED_LINE:
            return Fault.LANDLINE
        case (
            PhoneNumberType.MOBILE
            | PhoneNumberType.FIXED_LINE_OR_MOBILE
            | PhoneNumberType.VOIP
            | PhoneNumberType.PERSONAL_NUMBER
        ):
            return Number(text, phonenumbers.region_code_for_number(number) or "")
    return Fault.NOT_PERSONAL


@pytest.mark.parametrize("number", ["+447700900123", "+33639981234"])
def test_fiction_is_admitted_only_where_it_is_asked_for(number: str) -> None:
    """The reserved mobile ranges are invalid, except on the local stage."""
    assert read_number(number) is Fault.NOT_IN_USE
    assert isinstance(read_number(number, fiction=True), Number)
    assert read_number("+442079460123", fiction=True) is Fault.LANDLINE


def test_the_lambdas_table_of_zones_is_the_librarys() -> None:
    """They have the light edition: `python -m cli.number_zones` writes the table anew."""
    assert number_zones.TABLE.read_text("utf-8") == number_zones.written()


def test_the_zones_are_what_the_library_says_of_its_own_examples() -> None:
    """Of every country, type and code without a country, and of every area of North America."""
    checked = 0
    for number in (*_examples(), *_areas()):
        text = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
        read = read_number(text)
        if isinstance(read, Number):
            said = time_zones_for_number(phonenumbers.parse(text))
            assert read.zones == (() if said == (UNKNOWN_TIMEZONE,) else said), text
            checked += 1
    assert checked > 500


def test_countries_are_known_by_code_and_by_name() -> None:
    """What lists hold in a country column."""
    written = ("gb", " United  Kingdom ", "UK", "France", "usa", "Uganda", "Freedonia", "")
    assert [country_code(text) for text in written] == ["GB", "GB", "GB", "FR", "US", "UG", "", ""]


def test_every_country_has_a_zone_and_one_of_our_languages() -> None:
    """The defaults cover what a list leaves out."""
    assert (main_zone("BR"), main_zone("UG"), main_zone("??")) == (
        "America/Sao_Paulo",
        "Africa/Kampala",
        "UTC",
    )
    assert [main_language(c) for c in ("CI", "AR", "MZ", "UG")] == ["fr", "es", "pt", "en"]


def test_one_mailbox_has_one_spelling() -> None:
    """Case and blanks do not make a second person; what is no address is empty."""
    assert canonical_mail("  Ada@Example.ORG ") == "ada@example.org"
    assert [canonical_mail(x) for x in ("ada", "a@b", "a b@c.org", "a@b.org, c@d.org")] == [""] * 4
