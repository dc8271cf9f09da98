"""Signing on the web: an unproved fact of its own, which touches nobody's consent or asks.

Whoever signed before gets the same answer as whoever signs now (promise 9).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from chalicelib.domain.days import Day
from chalicelib.domain.facts import Fact
from chalicelib.domain.mail import canonical_mail
from chalicelib.domain.numbers import Fault, Number, read_number
from chalicelib.domain.places import country_code
from chalicelib.domain.plan import Plan
from chalicelib.domain.totals import petition_of
from chalicelib.ports import Clock, Store, Vault
from chalicelib.settings import Settings
from chalicelib.steps.open_days import OpenDays

TRAP = "website"
"""A field that people do not see. What fills it in is a robot."""

Why = Literal["unknown_day", "closed", "missing", "mail", "number", "no_country", "not_mobile"]


@dataclass(frozen=True, slots=True)
class Signed:
    """The form was taken, now or before."""


@dataclass(frozen=True, slots=True)
class Problem:
    """The form was not taken, and nothing was written."""

    why: Why


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs: the keyed hash of their number or address, and their country if known."""

    person: str
    country: str


def sign_on_web(
    day_id: str,
    form: Mapping[str, str],
    *,
    open_days: OpenDays,
    store: Store,
    vault: Vault,
    clock: Clock,
    settings: Settings,
) -> Signed | Problem:
    """Records the signature of `phone` or `email`; `country` reads national numbers."""
    found = petition_day(day_id, open_days=open_days, store=store)
    if found is None:
        return Problem("unknown_day")
    day, plan = found
    if not day.counts:
        return Problem("closed")
    if form.get(TRAP):
        return Signed()
    signer = _signer(form, store, vault, settings)
    if isinstance(signer, Problem):
        return signer
    store.sign(_fact(plan, signer, clock))
    return Signed()


def petition_day(day_id: str, *, open_days: OpenDays, store: Store) -> tuple[Day, Plan] | None:
    """The day and its plan, perhaps some seconds old, if it has a petition."""
    pair = next((pair for pair in open_days.all() if pair[0].id == day_id), None)
    if pair is None and (day := store.day(day_id)):
        pair = day, store.plan(day.id, day.plan_version)
    return pair if pair and petition_of(pair[1]) else None


def _signer(
    form: Mapping[str, str], store: Store, vault: Vault, settings: Settings
) -> Signer | Problem:
    country = country_code(form.get("country", ""))
    phone, mail = form.get("phone", "").strip(), form.get("email", "").strip()
    if phone:
        number = read_number(phone, country, fiction=settings.fiction)
        return _by_number(number, country, vault)
    if not mail:
        return Problem("missing")
    address = canonical_mail(mail)
    if not address:
        return Problem("mail")
    hashed = vault.person_id(address)
    return Signer(store.alias(hashed) or hashed, country)


def _by_number(number: Number | Fault, country: str, vault: Vault) -> Signer | Problem:
    if isinstance(number, Number):
        return Signer(vault.person_id(number.e164), country or number.country)
    if number is Fault.NO_COUNTRY:
        return Problem("no_country")
    if number in (Fault.LANDLINE, Fault.NOT_PERSONAL):
        return Problem("not_mobile")
    return Problem("number")


def _fact(plan: Plan, signer: Signer, clock: Clock) -> Fact:
    ask = plan.asks[petition_of(plan)]
    return Fact(
        day=plan.day,
        ask=ask.name,
        kind="signed",
        person=signer.person,
        at=clock.now(),
        country=signer.country,
        channel="web",
        level=int(ask.level),
        proved=False,
    )
