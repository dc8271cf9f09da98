"""What a row of a people list makes of a person: a newcomer, a suppression, or an update."""

from dataclasses import replace
from datetime import datetime
from functools import lru_cache

from chalicelib.domain.people import Consent, ConsentState, Person
from chalicelib.domain.people_row import MOST_INTERESTS, Row
from chalicelib.domain.places import main_language

IMPORTED = "import:"
"""How the source of a consent that a list gave begins."""


def newcomer(
    row: Row,
    person: str,
    now: datetime,
    source: str,
    address: bytes,
    name: bytes,
    wording: bytes = b"",
) -> Person:
    """Someone we did not know. Who opted out is kept as a suppression, without their number.

    `wording` is the row's `consent_words`, sealed.
    """
    at = min(row.consent_at or now, now)
    return Person(
        id=person,
        consent=_given(row, at, source, wording),
        language=row.language or main_language(row.country),
        country=row.country,
        region="" if row.opted_out else row.region,
        zone=row.zone or "UTC",
        address=b"" if row.opted_out else address,
        name=b"" if row.opted_out else name,
        city="" if row.opted_out else row.city,
        standing=() if row.opted_out else row.standing,
        interests=() if row.opted_out else row.interests,
    )


def _given(row: Row, at: datetime, source: str, wording: bytes) -> Consent:
    state: ConsentState = "out" if row.opted_out else "in"
    consent = _first_consent(state, at, IMPORTED + source)
    if not wording and not row.consent_terms:
        return consent
    return replace(consent, wording=wording, terms=row.consent_terms)


@lru_cache(100)
def _first_consent(state: ConsentState, at: datetime, source: str) -> Consent:
    """One for all rows of a batch that say the same."""
    return Consent(state=state, at=at, source=source)


def updated(known: Person, row: Row, now: datetime, source: str, address: bytes) -> Person:
    """Someone we know, with what the list says outright; tags are only ever added to."""
    consent = listed_consent(known.consent, row, now, source)
    if consent.state == "out":
        return replace(known.consenting(consent), live=None, suspended=None)
    return replace(
        known,
        address=known.address or address,
        language=row.language or known.language,
        country=known.country or row.country,
        region=row.region or known.region,
        zone=row.zone if row.zone_given else known.zone,
        city=row.city or known.city,
        standing=_with(known.standing, row.standing),
        interests=_with(known.interests, row.interests)[:MOST_INTERESTS],
    )


def _with(known: tuple[str, ...], listed: tuple[str, ...]) -> tuple[str, ...]:
    return known + tuple(word for word in listed if word not in known)


def listed_consent(known: Consent, row: Row, now: datetime, source: str) -> Consent:
    """A list never opts anyone in again. It opts out whom a list brought; a person's own word
    it only outdoes by a dated, newer opt-out (promise 10).
    """
    if known.state == "out" or not row.opted_out:
        return known
    if known.source.startswith(IMPORTED):
        return Consent(state="out", at=max(now, known.at), source=IMPORTED + source)
    if row.consent_at is None:
        return known
    return known.moved(Consent(state="out", at=min(row.consent_at, now), source=IMPORTED + source))
