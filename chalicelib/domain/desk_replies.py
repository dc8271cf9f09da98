"""A text that a human at the desk writes to one person: whether it may go, and what it says."""

from dataclasses import replace
from datetime import datetime, timedelta

from chalicelib.domain.cases import Case
from chalicelib.domain.claims import Claim, Refusal, claim_notice
from chalicelib.domain.days import Day
from chalicelib.domain.messages import DESK_REPLY, Message
from chalicelib.domain.people import Person
from chalicelib.domain.plan import Plan

ANSWERS_WITHIN = timedelta(hours=24)
"""After a text of theirs, ours is an answer: it needs no open window."""
WAIVED = ("held", "paused", "shut")
"""Refusals that do not hold for an answer."""
LONGEST = 612
"""Letters: four segments of GSM-7. Whoever has more to say calls."""


def answers(wrote_at: datetime | None, now: datetime) -> bool:
    """Whether a text now answers the one they last sent."""
    return wrote_at is not None and now - wrote_at < ANSWERS_WITHIN


def claim_desk_reply(
    person: Person,
    day: Day,
    plan: Plan,
    case: Case,
    n: int,
    wrote_at: datetime | None,
    now: datetime,
) -> Claim | Refusal:
    """An opt-out and a pause of the day hold for humans too. An answer may go at any hour, and
    to someone who is held for what may have been an opt-out: it is how to ask them."""
    claim = claim_notice(person, day, plan, DESK_REPLY, now)
    if claim in WAIVED and person.address and wrote_at and answers(wrote_at, now):
        message, shuts = _message(person, plan, now), wrote_at + ANSWERS_WITHIN
        claim = Claim(person=person, message=message, shuts=shuts)
    if isinstance(claim, str):
        return claim
    return replace(claim, message=replace(claim.message, n=n, case=case.id))


def desk_text(plan: Plan, words: str, answering: bool) -> str:
    """With who writes before it and, where it answers nothing, how to stop after it."""
    said = " ".join(words.split())
    if not said.startswith(plan.organisation):
        said = f"{plan.organisation}: {said}"
    return said if answering or "STOP" in said else f"{said} STOP"


def _message(person: Person, plan: Plan, now: datetime) -> Message:
    return Message(person=person.id, day=plan.day, ask=DESK_REPLY, n=0, claimed_at=now)
