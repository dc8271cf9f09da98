"""Whether a text may be claimed for a person now, and their state once it is.

The store writes the result only if the person has not moved since (their version), so that an
opt-out recorded in between makes the claim void (promise 1).
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from chalicelib.domain.acts import done, proof_of
from chalicelib.domain.audience import fits
from chalicelib.domain.clocks import ask_at, over_at, too_early
from chalicelib.domain.days import Day
from chalicelib.domain.hours import place_of, window_closes, window_open
from chalicelib.domain.messages import Message
from chalicelib.domain.people import LiveAsk, Person, ask_key
from chalicelib.domain.plan import Ask, Level, Plan

Refusal = Literal[
    "opted_out",
    "held",
    "paused",
    "not_sending",
    "over",
    "shut",
    "near_gathering",
    "not_for_them",
    "put_before",
    "busy",
    "answered",
    "too_soon",
    "no_number",
    "bad_number",
    "no_sender",
]

NUDGE_GAP = timedelta(hours=12)
"""Least time between an ask and its nudge, however late the ask went out."""
RENEW_AFTER = timedelta(seconds=2)
"""A claim older than this is renewed before the carrier is called (promise 1)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """`person` after the claim, the message to put, the fact that must not be proved.

    `shuts` is when their window does: the carrier may not deliver from then on.
    `before`: the message as it waits, where this is another try of it. `day`: as it was decided on.
    """

    person: Person
    message: Message
    shuts: datetime
    proof: str = ""
    before: Message | None = None
    day: Day | None = None


def claim_ask(
    person: Person, day: Day, plan: Plan, ask: Ask, n: int, now: datetime, run: str = ""
) -> Claim | Refusal:
    """The claim of text number `n` of an ask (0 the ask itself, then its nudges)."""
    person, place = person.resumed(now), place_of(person.country, person.zone)
    if refusal := why_not(person, day, plan, ask, n, now):
        return refusal
    # Who said "later" gets one nudge: it counts as their last.
    last = len(ask.nudges) if n and person.live and person.live.deferred else n
    live = LiveAsk(
        day=plan.day,
        ask=ask.name,
        level=ask.level,
        asked_at=now,
        until=over_at(plan, ask, place),
        n=last,
    )
    held = _waiting(person, day, now) if n == 0 else None
    after = replace(
        person,
        live=live,
        suspended=held or person.suspended,
        asks={**person.asks, ask_key(plan.day, ask.name): "asked"},
    )
    return Claim(
        person=after,
        message=_message(person, plan, ask.name, n, now, run),
        shuts=window_closes(place, now, plan.hours),
        proof=proof_of(plan, ask, person.id),
        day=day,
    )


def why_not(
    person: Person, day: Day, plan: Plan, ask: Ask, n: int, now: datetime
) -> Refusal | None:
    """Why text number `n` of the ask may not be claimed now for the person, once `resumed`."""
    place = place_of(person.country, person.zone)
    there = ask_at(plan, ask, place)
    if not day.sends:
        return "not_sending"
    refusal = unreachable(person, plan, now) or _ask_refused(person, day, plan, there, n, now)
    return refusal or ("shut" if too_early(plan, ask, n, place, now) else None)


def claim_notice(
    person: Person, day: Day, plan: Plan, notice: str, now: datetime, run: str = ""
) -> Claim | Refusal:
    """The claim of a text that asks nothing: it takes no live ask, but obeys consent and hours."""
    if notice in day.ended:
        return "over"
    if not day.sends_notice(notice):
        return "not_sending"
    if refusal := unreachable(person, plan, now):
        return refusal
    shuts = window_closes(place_of(person.country, person.zone), now, plan.hours)
    message = _message(person, plan, notice, 0, now, run)
    return Claim(person=person, message=message, shuts=shuts, day=day)


def unreachable(person: Person, plan: Plan, now: datetime) -> Refusal | None:
    """Why nothing at all may be sent to the person now."""
    if person.opted_out:
        return "opted_out"
    if person.held:
        return "held"
    if person.paused(now):
        return "paused"
    if not person.address:
        return "no_number"
    if person.bad_number:
        return "bad_number"
    if not plan.texts(person.country):
        return "no_sender"
    return None if window_open(place_of(person.country, person.zone), now, plan.hours) else "shut"


def _ask_refused(
    person: Person, day: Day, plan: Plan, ask: Ask, n: int, now: datetime
) -> Refusal | None:
    if not day.sends_wave(ask.name):
        return "not_sending"
    if ask.name in day.ended or now >= ask.until or n > len(ask.nudges):
        return "over"
    if not fits(ask.who, person):
        return "not_for_them"
    if person.near_gathering(now) and ask.does != "report":
        return "near_gathering"
    if n:
        return _nudge_refused(person, plan, ask, n, now)
    if ask_key(plan.day, ask.name) in person.asks:
        return "put_before"
    return "answered" if done(person, plan, ask) else _busy(person, day, ask, now)


def _busy(person: Person, day: Day, ask: Ask, now: datetime) -> Refusal | None:
    """One live ask a person, over all days; an urgent one may take a lesser one's place."""
    live = _waiting(person, day, now)
    return "busy" if live and not _supersedes(ask, live) else None


def _waiting(person: Person, day: Day, now: datetime) -> LiveAsk | None:
    """Their live ask, unless it is over: by its time, or because its target has conceded."""
    live = person.live
    if live is None or live.over(now) or (live.day == day.id and live.ask in day.ended):
        return None
    return live


def _nudge_refused(person: Person, plan: Plan, ask: Ask, n: int, now: datetime) -> Refusal | None:
    live = person.live
    if live is None or live.day != plan.day or live.ask != ask.name or live.over(now):
        return "answered"
    if live.n >= n:
        return "put_before"
    return "too_soon" if now - live.asked_at < NUDGE_GAP else None


def _supersedes(ask: Ask, live: LiveAsk) -> bool:
    return ask.level == Level.URGENT and live.level > Level.URGENT


def _message(person: Person, plan: Plan, name: str, n: int, now: datetime, run: str) -> Message:
    return Message(person=person.id, day=plan.day, ask=name, n=n, claimed_at=now, run=run)
