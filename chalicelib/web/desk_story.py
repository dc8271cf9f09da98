"""One person's story for the desk: what they wrote, what we sent, what it counted for, and why."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from chalicelib.domain.facts import Fact, FactKind
from chalicelib.domain.messages import Message
from chalicelib.domain.people import Consent, Person
from chalicelib.domain.plan import Plan
from chalicelib.domain.replies import Reply
from chalicelib.domain.totals import petition_of
from chalicelib.errors import SealError
from chalicelib.ports import Clock, Store, Vault


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing that happened. `name`: an intent, a status, a kind of fact, or a consent's state;
    `why`: a reason, a channel, or where a consent was learnt, with its words as the text."""

    at: datetime
    what: Literal["reply", "message", "fact", "consent"]
    name: str
    ask: str = ""
    day: str = ""
    why: str = ""
    text: str = ""
    code: int = 0
    nudge: int = 0
    state: str = ""
    """Of a fact that does not count: `withdrawn`, `held`, `invalid`."""
    terms: str = ""
    """The version under which a consent was given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """`known` is None for somebody of whom there is nothing but what the events say."""

    person: str
    known: Person | None
    number: str
    name: str
    events: list[Event]


def story(person: str, plan: Plan, *, store: Store, vault: Vault, clock: Clock) -> Story:
    """Newest first. Facts are those of the plan's day."""
    known = store.person(person)
    facts = store.facts_of(person, plan.day, _fact_keys(person, plan, clock.now()))
    events = [
        *(_reply(reply, vault) for reply in store.replies_of(person)),
        *(_message(message, vault) for message in store.messages_of(person)),
        *(_fact(fact) for fact in facts),
        *(_consent(consent, person, vault) for consent in _consents(known, person, store)),
    ]
    return Story(
        person=person,
        known=known,
        number=opened(known.address, person, vault) if known else "",
        name=opened(known.name, person, vault) if known else "",
        events=sorted(events, key=lambda event: event.at, reverse=True),
    )


def _consents(known: Person | None, person: str, store: Store) -> list[Consent]:
    """Every word of theirs, or of a list's, about being texted: the proof of each."""
    return [*store.consent_history(person), *([known.consent] if known else [])]


def _consent(consent: Consent, person: str, vault: Vault) -> Event:
    return Event(
        at=consent.at,
        what="consent",
        name=consent.state,
        why=consent.source,
        text=opened(consent.wording, person, vault),
        terms=consent.terms,
    )


def opened(sealed: bytes, owner: str, vault: Vault) -> str:
    """The clear text; empty where there is none, or none that can be opened."""
    try:
        return vault.open(sealed, owner) if sealed else ""
    except SealError:
        return ""


def _reply(reply: Reply, vault: Vault) -> Event:
    return Event(
        at=reply.at,
        what="reply",
        name=reply.intent,
        ask=reply.ask,
        day=reply.day,
        why=reply.reason,
        text=opened(reply.answer, reply.person, vault),
    )


def _message(message: Message, vault: Vault) -> Event:
    return Event(
        at=message.claimed_at,
        what="message",
        name="in_answer" if message.in_answer else message.status,
        ask=message.ask,
        day=message.day,
        code=message.code,
        nudge=0 if message.case else message.n,
        text=opened(message.text, message.person, vault),
    )


def _fact(fact: Fact) -> Event:
    return Event(
        at=fact.at,
        what="fact",
        name=fact.kind,
        ask=fact.ask,
        day=fact.day,
        why=fact.channel if fact.proved else f"{fact.channel}_unproved",
        state="" if fact.state == "counted" else fact.state,
    )


def _fact_keys(person: str, plan: Plan, now: datetime) -> Iterator[str]:
    """Those of every kind that they may have, of every ask; repeated acts (gifts) are left out."""
    for ask in {*plan.asks, petition_of(plan) or "sign"}:
        for kind in get_args(FactKind):
            of = {"day": plan.day, "ask": ask, "kind": kind, "person": person}
            yield Fact(**of, at=now, country="", channel="sms").key
