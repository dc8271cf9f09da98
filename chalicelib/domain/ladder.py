"""The ladder: which ask comes next for a person, and who may be put which ask."""

from dataclasses import replace
from datetime import datetime

from chalicelib.domain.audience import fits
from chalicelib.domain.messages import Message
from chalicelib.domain.people import LiveAsk, Person, ask_key
from chalicelib.domain.plan import Ask, Plan


def next_ask(plan: Plan, person: Person, after: Ask, at: datetime) -> Ask | None:
    """The next step down after a "no": open now, fit for them, and never put to them before."""
    lower = (ask for ask in _by_level(plan) if ask.level > after.level)
    return next((ask for ask in lower if _may_offer(plan, person, ask, at)), None)


def first_ask(plan: Plan, person: Person, at: datetime) -> Ask | None:
    """The most urgent ask that is open for them now."""
    return next((ask for ask in _by_level(plan) if _may_offer(plan, person, ask, at)), None)


def offer(plan: Plan, person: Person, ask: Ask, at: datetime) -> tuple[Person, Message]:
    """The person with that ask live, and the record of an ask that travels in an answer."""
    live = LiveAsk(day=plan.day, ask=ask.name, level=ask.level, asked_at=at, until=ask.until)
    asks = {**person.asks, ask_key(plan.day, ask.name): "asked"}
    message = Message(
        person=person.id,
        day=plan.day,
        ask=ask.name,
        n=0,
        claimed_at=at,
        status="sent",
        in_answer=True,
    )
    return replace(person, live=live, asks=asks), message


def _by_level(plan: Plan) -> list[Ask]:
    return sorted(plan.asks.values(), key=lambda ask: ask.level)


def _may_offer(plan: Plan, person: Person, ask: Ask, at: datetime) -> bool:
    return (
        ask.does != "report"
        and ask_key(plan.day, ask.name) not in person.asks
        and (ask.send is None or ask.send <= at)
        and at < ask.until
        and fits(ask.who, person)
    )
