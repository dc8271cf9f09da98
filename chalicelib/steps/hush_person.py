"""Somebody told a human at the desk that they want no more texts: an opt-out like any other."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from chalicelib.domain.audits import Audit
from chalicelib.domain.people import Consent, Person
from chalicelib.errors import ConflictError
from chalicelib.ports import Clock, Store, Written
from chalicelib.steps.whose import owner_behind

TRIES = 8
SOURCE = "desk"


def hush_person(ids: Sequence[str], entry: Audit, *, store: Store, clock: Clock) -> None:
    """No claim commits afterwards (promise 1). Who is not known becomes a suppression, the keyed
    hash alone, before any later import. `ids`: all that their number may have, or their own.

    Raises ConflictError."""
    for _ in range(TRIES):
        whose = owner_behind(ids, store)
        person = store.person(whose.owner)
        if person and person.opted_out:
            return
        hushed = _hushed(person or _nobody(whose.owner, clock.now()), clock.now())
        if isinstance(store.hush(hushed, entry, () if person else whose.others), Written):
            return
    raise ConflictError("the person moved under every try")


def _hushed(person: Person, now: datetime) -> Person:
    consent = Consent(state="out", at=max(now, person.consent.at), source=SOURCE)
    return replace(person.consenting(consent), live=None, suspended=None, held=False)


def _nobody(person_id: str, now: datetime) -> Person:
    never = Consent(state="in", at=now, source="none")
    return Person(id=person_id, consent=never, language="en")
