"""A text that failed and may be tried once more later: the same message, the next try.

Its key is the same, so nobody can claim it twice; the number of the try stands in the address of
its status callback, so that a late report of the first is not taken for the second's.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from chalicelib.domain.acts import proof_of
from chalicelib.domain.carrier_outcomes import handling
from chalicelib.domain.claims import Claim, Refusal, unreachable
from chalicelib.domain.clocks import over_at
from chalicelib.domain.days import Day
from chalicelib.domain.hours import place_of, window_closes
from chalicelib.domain.messages import Message, advanced
from chalicelib.domain.people import Person
from chalicelib.domain.plan import Plan

FAILED = ("failed", "undelivered")
LOOK_AGAIN = timedelta(minutes=10)
"""How long a text that may not go just now waits before it is looked at again."""
LATER = ("not_sending", "shut", "paused", "busy", "stale", "out_of_time")
"""Outcomes after which it is."""


def reported(
    message: Message, status: str, now: datetime, *, sid: str = "", code: int = 0
) -> Message:
    """The message after a report, as `advanced`; a failure that may pass waits for its retry."""
    after = advanced(message, status, sid=sid, code=code)
    if after == message or status not in FAILED:
        return after
    if message.status == "retry":
        return message
    known = handling(code)
    if message.tries >= known.tries:
        return after
    return replace(after, status="retry", retry_at=now + known.after)


def claim_again(
    person: Person, day: Day, plan: Plan, message: Message, now: datetime
) -> Claim | Refusal:
    """The claim of a text that waits for another try; the person's live ask stays as it is."""
    ask, place = plan.asks.get(message.ask), place_of(person.country, person.zone)
    if message.ask in day.ended or (ask and now >= over_at(plan, ask, place)):
        return "over"
    if not (day.sends_wave if ask else day.sends_notice)(message.ask):
        return "not_sending"
    if refusal := unreachable(person, plan, now):
        return refusal
    live = person.live
    if ask and (live is None or (live.day, live.ask) != (plan.day, ask.name) or live.over(now)):
        return "answered"
    proof = proof_of(plan, ask, person.id) if ask else ""
    shuts = window_closes(place, now, plan.hours)
    return Claim(person=person, message=again(message), before=message, shuts=shuts, proof=proof)


def again(message: Message) -> Message:
    """The same text, claimed for its next try."""
    return replace(
        message, status="claimed", tries=message.tries + 1, sid="", code=0, retry_at=None
    )


def postponed(message: Message, now: datetime) -> Message:
    return replace(message, retry_at=now + LOOK_AGAIN)


def given_up(message: Message) -> Message:
    """It is no longer useful, or no longer wanted: the failure stands."""
    return replace(message, status="failed", retry_at=None)
