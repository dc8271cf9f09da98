"""A number of digits alone, taken apart with less work than by the library.

`phonenumbers.parse` reads any text, and asks twenty patterns on the way; a list mostly holds the
plain form. What could be read otherwise is left to the library; the tests hold both to one answer.
"""

import re
from functools import cache
from typing import Any, NamedTuple

from phonenumbers import COUNTRY_CODE_TO_REGION_CODE, PhoneMetadata, region_code_for_country_code

_ABROAD = re.compile(r"\+[ ().-]*[1-9][0-9 ().-]{6,40}")
_AT_HOME = re.compile(r"[(]?[0-9][0-9 ().-]{5,40}")
_BETWEEN = str.maketrans("", "", "+ ().-")
_SHORTEST, _LONGEST = 7, 15
"""Digits of an international number (E.164)."""

Parts = tuple[int, str]
"""Country code and national number."""


class _Dialled(NamedTuple):
    """How a country's numbers are dialled."""

    code: int
    outside: re.Pattern[str]
    """What a number may begin with that is not the country's."""
    inside: re.Pattern[str] | None
    """What may stand before a number that is dialled inside the country."""
    dropped: bool
    """It is dropped whole, and nothing put in its place."""
    lengths: frozenset[int]
    number: re.Pattern[str]

    def national(self, digits: str) -> str | None:
        """Without what is dialled inside; None where it may be part of the number."""
        before = self.inside.match(digits) if self.inside else None
        if before is None:
            return digits
        bare = digits[before.end() :]
        sure = self.dropped and len(bare) in self.lengths and self.number.fullmatch(bare)
        return bare if sure else None


def plain_parts(text: str, region: str = "") -> Parts | None:
    """What `parse` gives; None where only that can say. `region` reads national formats."""
    digits = text.translate(_BETWEEN)
    if not _SHORTEST <= len(digits) <= _LONGEST:
        return None
    if _ABROAD.fullmatch(text):
        return _abroad(digits)
    return _at_home(digits, region) if region and _AT_HOME.fullmatch(text) else None


def _abroad(digits: str) -> Parts | None:
    for length in (1, 2, 3):
        if dialled := _dialled_by_code(digits[:length]):
            return _whole(dialled, digits[length:])
    return None


def _at_home(digits: str, region: str) -> Parts | None:
    dialled = _dialled(region)
    return None if dialled is None or dialled.outside.match(digits) else _whole(dialled, digits)


def _whole(dialled: _Dialled, digits: str) -> Parts | None:
    national = dialled.national(digits)
    return (dialled.code, national) if national else None


@cache
def _dialled_by_code(digits: str) -> _Dialled | None:
    """Of the code that these digits are, if they are one."""
    code = int(digits)
    known = code in COUNTRY_CODE_TO_REGION_CODE
    return _dialled(region_code_for_country_code(code), code) if known else None


@cache
def _dialled(region: str, code: int = 0) -> _Dialled | None:
    """Of an ISO code, or of a code without a country."""
    known: Any = PhoneMetadata.metadata_for_region_or_calling_code(code, region.upper())
    if known is None:
        return None
    prefix = known.national_prefix_for_parsing
    inside = re.compile(prefix) if prefix else None
    return _Dialled(
        code=known.country_code,
        outside=re.compile(f"(?:{known.international_prefix or '(?!)'})|{known.country_code}"),
        inside=inside,
        dropped=not (inside and inside.groups) and not known.national_prefix_transform_rule,
        lengths=frozenset(known.general_desc.possible_length),
        number=re.compile(known.general_desc.national_number_pattern),
    )
