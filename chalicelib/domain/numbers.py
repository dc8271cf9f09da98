"""Telephone numbers: from what people write to E.164, or to a coded fault.

Validity and type come from `phonenumbers` (or `phonenumberslite`, which lacks the zones).
"""

import re
from dataclasses import dataclass
from enum import StrEnum

import phonenumbers
from phonenumbers import PhoneNumber, PhoneNumberType, ValidationResult

from chalicelib.domain.places import main_zone


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
    plain = text.strip().lstrip("'").strip()
    if not plain:
        return Fault.EMPTY
    if re.fullmatch(r"\d+(?:[.,]\d*)?[eE]\+?\d+", plain):
        return Fault.MANGLED
    return _judged(_parsed(plain, region), fiction)


def zone_of(number: Number) -> str:
    """The number's zone where it has exactly one, else the main zone of its country."""
    zones = _zones(number.e164)
    return zones[0] if len(zones) == 1 else main_zone(number.country)


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
    digits = re.sub(r"\D", "", plain)
    if plain.startswith("00"):
        return "+" + digits[2:]
    if re.match(r"[1-9]", plain) and 11 <= len(digits) <= 15:
        return "+" + digits
    return plain


def _judged(number: PhoneNumber | Fault, fiction: bool) -> Number | Fault:
    if isinstance(number, Fault):
        return number
    e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    invented = next((c for pattern, c in _FICTION if pattern.fullmatch(e164)), "")
    if fiction and invented:
        return Number(e164, invented)
    if not phonenumbers.is_valid_number(number):
        length = phonenumbers.is_possible_number_with_reason(number)
        return _LENGTHS.get(length, Fault.NOT_IN_USE)
    return _of_type(number, e164)


def _of_type(number: PhoneNumber, e164: str) -> Number | Fault:
    kind = phonenumbers.number_type(number)
    if kind == PhoneNumberType.FIXED_LINE:
        return Fault.LANDLINE
    if kind not in _PERSONAL:
        return Fault.NOT_PERSONAL
    return Number(e164, phonenumbers.region_code_for_number(number) or "")


def _zones(e164: str) -> tuple[str, ...]:
    try:
        from phonenumbers.timezone import time_zones_for_number
    except ImportError:  # phonenumberslite has no zones
        return ()
    zones = tuple(time_zones_for_number(phonenumbers.parse(e164)))
    return () if zones == ("Etc/Unknown",) else zones
