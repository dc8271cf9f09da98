"""Signing on the web: an unproved fact of its own, which touches nobody's consent or asks.

Whoever signed before gets the same answer as whoever signs now (promise 9), and so does a
suspect: their signature is held, and a moderator sees it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial

from chalicelib.domain.confirmations import Confirmation
from chalicelib.domain.days import Day
from chalicelib.domain.facts import Fact
from chalicelib.domain.plan import Plan
from chalicelib.domain.suspects import Arrival, Reason, suspicion
from chalicelib.domain.totals import petition_of
from chalicelib.domain.voices import Voice
from chalicelib.errors import ConflictError
from chalicelib.ports import Clock, Crowded, Exists, Stale, Store, Vault, Written
from chalicelib.settings import Settings
from chalicelib.steps.arrivals import arrivals
from chalicelib.steps.open_days import OpenDays
from chalicelib.steps.review_criteria import domain_mark
from chalicelib.web.given import given, voices_of
from chalicelib.web.signers import Problem, Signer, signer_of

ROUNDS = 4
TRAP = "website"
"""A field that people do not see. What fills it in is a robot."""


@dataclass(frozen=True, slots=True)
class Signed:
    """The form was taken, now or before. `letter`: to be sent to its mailbox, now."""

    letter: Confirmation | None = None


def sign_on_web(
    day_id: str,
    form: Mapping[str, str],
    address: str = "",
    *,
    open_days: OpenDays,
    store: Store,
    vault: Vault,
    clock: Clock,
    settings: Settings,
) -> Signed | Problem:
    """Records the signature of `phone` or `email`; `country` reads national numbers. `address` is
    the visitor's IP address: it is hashed with the date, and never kept. Raises ConflictError."""
    found = petition_day(day_id, open_days=open_days, store=store)
    if found is None:
        return Problem("unknown_day")
    day, plan = found
    if not day.counts:
        return Problem("closed")
    told = given(form, plan)
    if isinstance(told, Problem):
        return told
    came = arrivals(address, clock.now(), settings, vault)
    for _ in range(ROUNDS):
        signer = signer_of(form, confirms_by_mail(plan), store, vault, settings)
        if isinstance(signer, Problem):
            return signer
        fact = _fact(plan, signer, came, clock, vault)
        voices = voices_of(told, fact, form.get("lang", ""), plan, vault)
        letter = _letter(fact, signer, form, plan, vault, clock) if confirms_by_mail(plan) else None
        reason = suspicion(form, TRAP, signer.mail)
        written = _written(fact, signer, came, letter, voices, reason, store)
        if not isinstance(written, Stale):
            return Signed(letter if isinstance(written, Written) else None)
    raise ConflictError("who signs was found under another id at each try")


def petition_day(day_id: str, *, open_days: OpenDays, store: Store) -> tuple[Day, Plan] | None:
    """The day and its plan, perhaps some seconds old, if it has a petition."""
    pair = next((pair for pair in open_days.all() if pair[0].id == day_id), None)
    if pair is None and (day := store.day(day_id)):
        pair = day, store.plan(day.id, day.plan_version)
    return pair if pair and petition_of(pair[1]) else None


def confirms_by_mail(plan: Plan) -> bool:
    """Whether a signature on the web counts only once its mailbox has confirmed it."""
    return plan.asks[petition_of(plan)].confirm == "mail"


def held(fact: Fact, why: Reason) -> Fact:
    """Out of the count until somebody, or its own mailbox, says otherwise."""
    return replace(fact, state="held", why=why)


def _written(
    fact: Fact,
    signer: Signer,
    came: tuple[Arrival, ...],
    letter: Confirmation | None,
    voices: tuple[Voice, ...],
    suspect: Reason | None,
    store: Store,
) -> Written | Exists | Crowded | Stale:
    """What became of it; a suspect's is held, as a crowd's is, without a letter: mailboxes are not
    theirs to fill. A suspect's words are not kept. Who signed before may still tell: what they
    gave or took back before stays as it is."""
    sign = partial(store.sign, also=signer.also, led=signer.led, free=signer.free)
    if suspect:
        return _silent(sign(held(fact, suspect)))
    first = held(fact, "confirm") if letter else fact
    written = sign(first, arrivals=came, letter=letter, voices=voices)
    if isinstance(written, Exists):
        for voice in voices:
            store.add_voice(voice)
    if isinstance(written, Crowded):
        return _silent(sign(held(fact, written.source), voices=voices))
    return written


def _silent(written: Written | Exists | Crowded | Stale) -> Exists | Stale:
    """As if they had signed before: no letter goes."""
    return written if isinstance(written, Stale) else Exists()


def _letter(
    fact: Fact,
    signer: Signer,
    form: Mapping[str, str],
    plan: Plan,
    vault: Vault,
    clock: Clock,
) -> Confirmation:
    language = form.get("lang", "")
    return Confirmation(
        day=fact.day,
        person=fact.person,
        language=language if language in plan.languages else plan.languages[0],
        address=vault.seal(signer.typed, fact.person),
        at=clock.real_now(),
    )


def _fact(
    plan: Plan, signer: Signer, came: tuple[Arrival, ...], clock: Clock, vault: Vault
) -> Fact:
    ask = plan.asks[petition_of(plan)]
    domain = signer.mail.rpartition("@")[2]
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
        network=next((arrival.mark for arrival in came if arrival.source == "network"), ""),
        domain=domain_mark(vault, domain) if domain else "",
    )
