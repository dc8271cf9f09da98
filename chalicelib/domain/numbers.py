"""Telephone numbers: from what people write to E.164, or to a coded fault.

Validity and type come from `phonenumbers` (or `phonenumberslite`, which lacks the zones).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache

import phonenumbers
from phonenumbers import PhoneMetadata, PhoneNumber, PhoneNumberType, ValidationResult
from phonenumbers.phonenumberutil import _number_type_helper

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
    zones: tuple[str, ...] | None = field(default=None, compare=False)
    """Those its digits name; None where nobody has looked."""


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
    plain = text.strip().lstrip("'").strip()
    if not plain:
        return Fault.EMPTY
    if _SHORTENED.fullmatch(plain):
        return Fault.MANGLED
    return _judged(_parsed(plain, region), fiction)


def zone_of(number: Number) -> str:
    """The number's zone where it has exactly one, else the main zone of its country."""
    zones = _zones(phonenumbers.parse(number.e164)) if number.zones is None else number.zones
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
    if plain.startswith("+"):
        return plain
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
    if fiction and (invented := _invented(e164)):
        return Number(e164, invented)
    return _of_type(number, e164)


def _invented(e164: str) -> str:
    return next((country for pattern, country in _FICTION if pattern.fullmatch(e164)), "")


def _of_type(number: PhoneNumber, e164: str) -> Number | Fault:
    """A number is valid exactly when it has a type: asking for both takes twice the time."""
    country, kind = _country_and_kind(number)
    if kind == PhoneNumberType.UNKNOWN:
        length = phonenumbers.is_possible_number_with_reason(number)
        return _LENGTHS.get(length, Fault.NOT_IN_USE)
    if kind == PhoneNumberType.FIXED_LINE:
        return Fault.LANDLINE
    if kind not in _PERSONAL:
        return Fault.NOT_PERSONAL
    return Number(e164, country, _zones(number, kind))


def _country_and_kind(number: PhoneNumber) -> tuple[str, int]:
    """What `region_code_for_number` and `number_type` say, each of which would try the countries.

    Where it has no type, the country is empty.
    """
    code = number.country_code or 0
    national = phonenumbers.national_significant_number(number)
    for country in phonenumbers.region_codes_for_country_code(code):
        metadata = PhoneMetadata.metadata_for_region_or_calling_code(code, country)
        if metadata and re.match(metadata.leading_digits or "", national):
            kind = _number_type_helper(national, metadata)
            if kind != PhoneNumberType.UNKNOWN:
                return country, kind
            if metadata.leading_digits:
                break
    return "", PhoneNumberType.UNKNOWN


_Lookup = Callable[[PhoneNumber], tuple[str, ...]]
_zones_of_code: dict[int, tuple[str, ...]] = {}


def _zones(number: PhoneNumber, kind: int = PhoneNumberType.UNKNOWN) -> tuple[str, ...]:
    """What `time_zones_for_number` says, which would ask for the type, if known, again."""
    if (lookups := _zone_lookups()) is None:
        return ()
    of_place, of_any = lookups
    code = number.country_code or 0
    if kind == PhoneNumberType.UNKNOWN:
        zones = of_any(number)
    elif phonenumbers.is_number_type_geographical(kind, code):
        zones = of_place(number)
    else:
        zones = _zones_of_code.get(code) or _zones_of_code.setdefault(code, of_any(number))
    return () if zones == ("Etc/Unknown",) else zones


@cache
def _zone_lookups() -> tuple[_Lookup, _Lookup] | None:
    """For numbers whose digits name a place, and for any; None: phonenumberslite has no zones."""
    try:
        from phonenumbers import timezone
    except ImportError:
        return None
    return timezone.time_zones_for_geographical_number, timezone.time_zones_for_number
