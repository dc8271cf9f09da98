"""Telephone numbers: from what people write to E.164, or to a coded fault.

Validity and type come from `phonenumbers` (or `phonenumberslite`, which lacks the zones: they are
in a table of ours).
"""

import re
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from importlib.resources import files

import phonenumbers
from phonenumbers import PhoneNumber, PhoneNumberType, ValidationResult

from chalicelib.domain.number_kinds import country_and_kind
from chalicelib.domain.plain_numbers import plain_parts


class Fault(StrEnum):
    """Why a number cannot be texted."""

    EMPTY = "no number"
    NOT_A_NUMBER = "not a telephone number"
    MANGLED = "a spreadsheet shortened it (4.47E+11)"
    NO_COUNTRY = "national format and no country"
    TOO_SHORT = "too short"
    TOO_LONG = "too long"
    NOT_IN_USE = "not in the country's numbering plan"
    LANDLINE = "a landline"
    NOT_PERSONAL = "a service number"


@dataclass(frozen=True, slots=True)
class Number:
    """A number that can be texted: E.164, and the ISO code of the country it belongs to."""

    e164: str
    country: str
    zones: tuple[str, ...] = field(default=(), compare=False)
    """Those its digits name."""


_SHORTENED = re.compile(r"\d+(?:[.,]\d*)?[eE]\+?\d+")

_PERSONAL = {
    PhoneNumberType.MOBILE,
    PhoneNumberType.FIXED_LINE_OR_MOBILE,
    PhoneNumberType.VOIP,
    PhoneNumberType.PERSONAL_NUMBER,
}

_LENGTHS = {
    ValidationResult.TOO_SHORT: Fault.TOO_SHORT,
    ValidationResult.IS_POSSIBLE_LOCAL_ONLY: Fault.TOO_SHORT,
    ValidationResult.TOO_LONG: Fault.TOO_LONG,
}

_FICTION = (
    (re.compile(r"\+447700900\d{3}"), "GB"),
    (re.compile(r"\+3363998\d{4}"), "FR"),
)
"""Mobile ranges that Ofcom and Arcep keep for fiction, which the library calls invalid."""


def read_number(text: str, region: str = "", *, fiction: bool = False) -> Number | Fault:
    """The number in `text`; `region` (ISO code) reads national formats.

    `fiction` admits the mobile ranges reserved for fiction that are otherwise invalid.
    """
    parts = plain_parts(text, region)
    return (parts and _placed(*parts, fiction)) or _read(text, region, fiction)


def _read(text: str, region: str, fiction: bool) -> Number | Fault:
    """What the library reads."""
    plain = text.strip().lstrip("'").strip()
    if not plain:
        return Fault.EMPTY
    if _SHORTENED.fullmatch(plain):
        return Fault.MANGLED
    number = _parsed(plain, region)
    return number if isinstance(number, Fault) else _judged(number, fiction)


def _parsed(plain: str, region: str) -> PhoneNumber | Fault:
    if not region:
        plain = _with_plus(plain)
        if not plain.startswith(("+", "\uff0b")):
            return Fault.NO_COUNTRY if re.search(r"\d{3}", plain) else Fault.NOT_A_NUMBER
    try:
        return phonenumbers.parse(plain, region or None)
    except phonenumbers.NumberParseException:
        return Fault.NOT_A_NUMBER


def _with_plus(plain: str) -> str:
    """International digits without their plus, as spreadsheets leave them, with it again."""
    if plain.startswith("+"):
        return plain
    digits = re.sub(r"\D", "", plain)
    if plain.startswith("00"):
        return "+" + digits[2:]
    if re.match(r"[1-9]", plain) and 11 <= len(digits) <= 15:
        return "+" + digits
    return plain


def _judged(number: PhoneNumber, fiction: bool) -> Number | Fault:
    code, national = number.country_code or 0, phonenumbers.national_significant_number(number)
    placed = _placed(code, national, fiction)
    if placed is None:
        length = phonenumbers.is_possible_number_with_reason(number)
        return _LENGTHS.get(length, Fault.NOT_IN_USE)
    return placed


def _placed(code: int, national: str, fiction: bool) -> Number | Fault | None:
    """None for a number of no type: one is valid exactly when it has one.

    To ask the library for both takes twice the time.
    """
    e164 = f"+{code}{national}"
    if fiction and (invented := _invented(e164)):
        return Number(e164, invented)
    country, kind = country_and_kind(code, national)
    if kind in _PERSONAL:
        return Number(e164, country, _zones(code, e164, kind))
    if kind == PhoneNumberType.UNKNOWN:
        return None
    return Fault.LANDLINE if kind == PhoneNumberType.FIXED_LINE else Fault.NOT_PERSONAL


def _invented(e164: str) -> str:
    return next((country for pattern, country in _FICTION if pattern.fullmatch(e164)), "")


def _zones(code: int, e164: str, kind: int) -> tuple[str, ...]:
    """What `time_zones_for_number` says, which would ask for the type, known here, again."""
    geographical = phonenumbers.is_number_type_geographical(kind, code)
    return _zones_of_digits(e164[1:] if geographical else str(code))


def _zones_of_digits(digits: str) -> tuple[str, ...]:
    """Those of the longest beginning that the library's table has."""
    zones, longest = _zone_table()
    for length in range(longest, 0, -1):
        if found := zones.get(digits[:length]):
            return () if found == ("Etc/Unknown",) else found
    return ()


@cache
def _zone_table() -> tuple[dict[str, tuple[str, ...]], int]:
    """The zones of beginnings, and the longest's length, from `number_zones.txt`.

    That is the library's own table, written by `python -m cli.number_zones`: phonenumberslite,
    which the Lambdas have, lacks it.
    """
    table: dict[str, tuple[str, ...]] = {}
    for line in files("chalicelib.domain").joinpath("number_zones.txt").read_text().splitlines():
        zones, *beginnings = line.split(" ")
        table |= dict.fromkeys(beginnings, tuple(zones.split("+")))
    return table, max(map(len, table))
