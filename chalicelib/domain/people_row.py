"""One record of a people list: a Row, or what is wrong with it.

Doubt about an opt-out counts as an opt-out; doubt about anything optional leaves it empty.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import NamedTuple

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


MOST_WORDS = 160
"""Letters kept of how someone agreed."""
MOST_INTERESTS = 10
"""A person stays under a kilobyte."""
FEW = 1_000
"""What a column of few different words says is worked out once for each."""

_BETWEEN = re.compile(r"[;|,\n]")
_NO_NAME, _NO_CODE = re.compile(r"[^\w -]"), re.compile(r"[^A-Z0-9]")
_IN = {"", "in", "subscribed", "optedin", "optin", "active", "yes", "true", "ok"}
"""The words of a subscription status that leave no doubt."""
_SEGMENTS = {"ally": "allies", "willing-to-host": "host-willing"}
"""Tags that mean a segment of a plan's `who`, and are not written like it."""
_FALSE = {"", "0", "false", "f", "no", "n", "non", "nao", "não", "in", "subscribed"}
_NOT_GIVEN = {"0", "false", "f", "no", "n", "non", "nao", "não", "none", "never"}
"""What a column of consent says of someone who gave none: doubt is an opt-out."""
_GIVEN = {"1", "true", "t", "yes", "y", "oui", "si", "sí", "sim", "x", "ok"}
_LANGUAGES = {
    "english": "en",
    "anglais": "en",
    "french": "fr",
    "français": "fr",
    "francais": "fr",
    "spanish": "es",
    "español": "es",
    "espanol": "es",
    "castellano": "es",
    "portuguese": "pt",
    "português": "pt",
    "portugues": "pt",
}


def read_row(at: int, record: Record, region: str, fiction: bool) -> Row | Invalid:
    """The person of a record; `region` and `fiction` as in `read_people`."""
    named = country_code(record.cell("country"))
    number = _number(record.cells("phone"), named or region, fiction)
    if isinstance(number, Fault):
        return Invalid(at, number)
    dated = record.cell("consent_at")
    row = _person(at, record, number, named, _instant(dated) if dated else None)
    if dated and not row.consent_at and not row.opted_out:
        return Invalid(at, "the date of consent is not an ISO date")
    return row


def _person(at: int, record: Record, number: Number, named: str, since: datetime | None) -> Row:
    country = named or number.country
    region = _region(record, country)
    given = _zone_given(record, country, region)
    return Row(
        row=at,
        number=number.e164,
        first_name=record.cell("first_name").partition(" ")[0][:40],
        mail=canonical_mail(record.cell("mail")),
        language=_language(record.cell("language")),
        country=country,
        region=region,
        zone=given or _likely_zone(number, country),
        zone_given=bool(given),
        city=slug(record.cell("city")),
        standing=_standing(record.cell("standing")),
        interests=_slugs(record.cell("interests"))[:MOST_INTERESTS],
        opted_out=_opted_out(record),
        consent_at=since,
        consent_words=_consent_words(record),
        consent_terms=record.cell("consent_terms")[:40],
    )


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


def _opted_out(record: Record) -> bool:
    if record.cell("consent").casefold() in _NOT_GIVEN:
        return True
    return _says_out(record.cell("opted_out"), record.cell("sms_status"))


def _consent_words(record: Record) -> str:
    """Without a bare yes, which proves nothing."""
    said = record.cell("consent")
    words = "" if said.casefold() in _GIVEN else said
    return ": ".join(part for part in (record.cell("consent_how"), words) if part)[:MOST_WORDS]


@lru_cache(FEW)
def _says_out(said: str, status: str) -> bool:
    plain = re.sub(r"[\W_]", "", status.casefold())
    return said.casefold() not in _FALSE or plain not in _IN


def _zone_given(record: Record, country: str, region: str) -> str:
    """The zone they gave, else what their state or postcode says of it."""
    zone = record.cell("zone")
    return zone if is_zone(zone) else zones_by_address(country, region, record.cell("zip"))


def _likely_zone(number: Number, country: str) -> str:
    return zones_by_number(number.zones if number.country == country else (), country)


@lru_cache(FEW)
def _language(text: str) -> str:
    plain = re.split(r"[;|,\s]", text.casefold())[0]
    code = re.fullmatch(r"([a-z]{2})(?:[-_].*)?", plain)
    return _LANGUAGES.get(plain, code[1] if code else "")


def _region(record: Record, country: str) -> str:
    """The region column, else the coarse head of the postcode; the postcode is not kept."""
    said = record.cell("region")
    if said and (named := _NO_NAME.sub("", said)[:32]):
        return named.upper() if len(named) <= 3 else named
    return coarse_region(country, record.cell("zip"))


def coarse_region(country: str, postcode: str) -> str:
    """A postcode's area: `SW` of SW1A 1AA, `M` of M5V, the first two characters elsewhere."""
    plain = _NO_CODE.sub("", postcode.upper())
    if country in ("GB", "CA"):
        return re.sub(r"\d.*", "", plain)[:2]
    return plain[:2]


@lru_cache(FEW)
def _standing(text: str) -> tuple[str, ...]:
    return tuple(sorted({_SEGMENTS.get(word, word) for word in _slugs(text)}))


@lru_cache(FEW)
def _slugs(text: str) -> tuple[str, ...]:
    words = (slug(part) for part in re.split(r"[;|,]", text))
    return tuple(sorted({word for word in words if word}))


def _instant(text: str) -> datetime | None:
    """The instant of an ISO date, taken as UTC where it gives no offset."""
    try:
        at = datetime.fromisoformat(text.removesuffix(" UTC"))
        return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None
