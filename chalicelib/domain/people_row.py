"""One record of a people list: a Row, or what is wrong with it."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from chalicelib.domain import people_words as words
from chalicelib.domain.mail import canonical_mail
from chalicelib.domain.numbers import Fault, Number, read_number
from chalicelib.domain.people_columns import Record
from chalicelib.domain.places import country_code, is_zone
from chalicelib.domain.slugs import slug
from chalicelib.domain.whereabouts import zones_by_address, zones_by_number


class Row(NamedTuple):
    """One person of the list. Empty fields were not given; `row` counts from the header's 1."""

    row: int
    number: str
    first_name: str = ""
    mail: str = ""
    language: str = ""
    country: str = ""
    region: str = ""
    zone: str = ""
    """One, or several joined by `+` (`domain.hours`)."""
    zone_given: bool = False
    """The list itself says where they live; otherwise it follows from the number or country."""
    city: str = ""
    standing: tuple[str, ...] = ()
    interests: tuple[str, ...] = ()
    opted_out: bool = False
    consent_at: datetime | None = None
    consent_words: str = ""
    """How and to what they agreed, as the list has it: the proof of it."""
    consent_terms: str = ""
    """The version of the policy they agreed to."""

    def __repr__(self) -> str:
        """Nothing of the person: it may end up in a log."""
        return f"Row(row={self.row})"


@dataclass(frozen=True, slots=True)
class Invalid:
    """A record that cannot be used, and why, without quoting it."""

    row: int
    reason: str


MOST_INTERESTS = 10
"""A person stays under a kilobyte."""

_BETWEEN = re.compile(r"[;|,\n]")


def read_row(at: int, record: Record, region: str, fiction: bool) -> Row | Invalid:
    """The person of a record; `region` and `fiction` as in `read_people`."""
    cell = record.cell
    named = country_code(cell["country"])
    number = _number(record.phones, named or region, fiction)
    if isinstance(number, Fault):
        return Invalid(at, number)
    dated = cell["consent_at"]
    row = _person(at, cell, number, named, words.instant(dated) if dated else None)
    if dated and not row.consent_at and not row.opted_out:
        return Invalid(at, "the date of consent is not an ISO date")
    return row


def _number(texts: list[str], region: str, fiction: bool) -> Number | Fault:
    """The first number that can be texted, else what is wrong with the first one given."""
    first: Fault | None = None
    for part in _BETWEEN.split(";".join(texts)):
        if not part.strip():
            continue
        read = read_number(part, region, fiction=fiction)
        if isinstance(read, Number):
            return read
        first = first or read
    return first or Fault.EMPTY


def _person(
    at: int, cell: dict[str, str], number: Number, named: str, since: datetime | None
) -> Row:
    country = named or number.country
    region = words.region_of(country, cell["region"], cell["zip"])
    given = _zone_given(cell, country, region)
    return Row(
        row=at,
        number=number.e164,
        first_name=cell["first_name"].partition(" ")[0][:40],
        mail=canonical_mail(cell["mail"]) if cell["mail"] else "",
        language=words.language(cell["language"]),
        country=country,
        region=region,
        zone=given or _likely_zone(number, country),
        zone_given=bool(given),
        city=slug(cell["city"]),
        standing=words.standing(cell["standing"]),
        interests=words.slugs(cell["interests"])[:MOST_INTERESTS],
        opted_out=words.refuses(cell["consent"])
        or words.says_out(cell["opted_out"], cell["sms_status"]),
        consent_at=since,
        consent_words=words.consent_words(cell["consent_how"], cell["consent"]),
        consent_terms=cell["consent_terms"][:40],
    )


def _zone_given(cell: dict[str, str], country: str, region: str) -> str:
    """The zone they gave, else what their state or postcode says of it."""
    zone = cell["zone"]
    return zone if is_zone(zone) else zones_by_address(country, region, cell["zip"])


def _likely_zone(number: Number, country: str) -> str:
    return zones_by_number(number.zones if number.country == country else (), country)
