"""An unknown number that texts us, as a new person: only STOP and a day's keyword make it one."""

from datetime import UTC, datetime

from chalicelib.domain.people import Consent, Person
from chalicelib.domain.plan import Plan, terms_of
from chalicelib.domain.replies import Intent
from chalicelib.domain.whereabouts import whole_span, zones_by_number
from chalicelib.steps.talk import Talk

NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def stranger(talk: Talk, person_id: str, intent: Intent) -> Person | None:
    """A suppression is the keyed hash alone; who joins gives consent by joining."""
    if intent.kind == "stop":
        never = Consent(state="in", at=NEVER, source="none")
        return Person(id=person_id, consent=never, language="en")
    pair = talk.open_days.joined_by(intent.word) if intent.kind == "join" else None
    return _joining(talk, person_id, pair[1]) if pair else None


def _joining(talk: Talk, person_id: str, plan: Plan) -> Person:
    joined = f"keyword {plan.day}"
    country, zone = _home(talk)
    return Person(
        id=person_id,
        consent=Consent(state="in", at=talk.text.at, source=joined, terms=terms_of(plan)),
        language=plan.languages[0],
        country=country,
        zone=zone or plan.zone,
        address=talk.vault.seal(talk.text.number, person_id),
    )


def _home(talk: Talk) -> tuple[str, str]:
    """Their country, and every zone that their number leaves open; the carrier's word for the
    country goes before the number's."""
    from chalicelib.domain.numbers import Number, read_number  # few join: its tables are large

    read = read_number(talk.text.number, fiction=talk.settings.fiction)
    number = read if isinstance(read, Number) else None
    country = talk.text.country or (number.country if number else "")
    if number and number.country == country:
        return country, zones_by_number(number.zones, country)
    return country, whole_span(country) if country else ""
