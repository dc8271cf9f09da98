"""Of which country and type a number is, by the tables of `phonenumbers`.

The library has two questions for this, each of which tries the countries of a code in turn and
looks its patterns up anew; an import asks them for every row. The tests hold both to one answer.
"""

import re
from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple

from phonenumbers import PhoneMetadata, PhoneNumberType, region_codes_for_country_code

_SPECIAL = (
    (PhoneNumberType.PREMIUM_RATE, "premium_rate"),
    (PhoneNumberType.TOLL_FREE, "toll_free"),
    (PhoneNumberType.SHARED_COST, "shared_cost"),
    (PhoneNumberType.VOIP, "voip"),
    (PhoneNumberType.PERSONAL_NUMBER, "personal_number"),
    (PhoneNumberType.PAGER, "pager"),
    (PhoneNumberType.UAN, "uan"),
    (PhoneNumberType.VOICEMAIL, "voicemail"),
)
"""In the library's order: the first that fits is the type."""

_Fits = Callable[[str], bool]


class _Country(NamedTuple):
    """What decides whether a national number is a country's, and of which type."""

    leading: _Fits | None
    general: _Fits
    special: tuple[tuple[int, _Fits], ...]
    rare: _Fits
    """Whether it may be a special one: most are not, and one pattern says so."""
    fixed: _Fits
    mobile: _Fits
    fixed_is_mobile: bool


def country_and_kind(code: int, national: str) -> tuple[str, int]:
    """What `region_code_for_number` and `number_type` say; empty where it has no type."""
    for name in region_codes_for_country_code(code):
        country = _country(code, name)
        if country and (country.leading is None or country.leading(national)):
            kind = _kind(country, national)
            if kind != PhoneNumberType.UNKNOWN:
                return name, kind
            if country.leading:
                break
    return "", PhoneNumberType.UNKNOWN


def _kind(country: _Country, national: str) -> int:
    if not country.general(national):
        return PhoneNumberType.UNKNOWN
    if country.rare(national):
        for kind, fits in country.special:
            if fits(national):
                return kind
    fixed = country.fixed(national)
    mobile = fixed if country.fixed_is_mobile else country.mobile(national)
    if fixed:
        return PhoneNumberType.FIXED_LINE_OR_MOBILE if mobile else PhoneNumberType.FIXED_LINE
    return PhoneNumberType.MOBILE if mobile else PhoneNumberType.UNKNOWN


@cache
def _country(code: int, name: str) -> _Country | None:
    known: Any = PhoneMetadata.metadata_for_region_or_calling_code(code, name)
    if known is None:
        return None
    named = ((kind, getattr(known, name)) for kind, name in _SPECIAL)
    special = [(kind, desc) for kind, desc in named if _has_pattern(desc)]
    return _Country(
        leading=_beginning(known.leading_digits) if known.leading_digits else None,
        general=_fits(known.general_desc),
        special=tuple((kind, _fits(desc)) for kind, desc in special),
        rare=_beginning("|".join(desc.national_number_pattern for _, desc in special) or "(?!)"),
        fixed=_fits(known.fixed_line),
        mobile=_fits(known.mobile),
        fixed_is_mobile=known.same_mobile_and_fixed_line_pattern,
    )


def _beginning(digits: str) -> _Fits:
    match = re.compile(digits).match
    return lambda national: match(national) is not None


def _fits(desc: Any) -> _Fits:
    """Whether a number has a length and the pattern of a description; no pattern fits none."""
    if not _has_pattern(desc):
        return lambda national: False
    lengths = frozenset(desc.possible_length)
    fullmatch = re.compile(desc.national_number_pattern).fullmatch
    if not lengths:
        return lambda national: fullmatch(national) is not None
    return lambda national: len(national) in lengths and fullmatch(national) is not None


def _has_pattern(desc: Any) -> bool:
    return desc is not None and bool(desc.national_number_pattern)
