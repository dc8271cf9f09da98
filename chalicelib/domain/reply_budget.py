"""Two robots must not talk for ever: how often one person is answered within an hour.

Twilio itself cuts off after some fifteen answers in thirty seconds (14107). Beyond the budget what
they say still counts and is kept; it is only not answered, and a human is told once.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from chalicelib.domain.cases import Case
from chalicelib.domain.people import Answers
from chalicelib.domain.replies import Decision

MOST = 20
WITHIN = timedelta(hours=1)


def within_budget(decision: Decision, at: datetime) -> Decision:
    """The decision with its answer counted, or without it once the hour's answers are given.

    What changes consent is always confirmed, and an ask that travels in the answer always sent:
    neither can happen often.
    """
    if decision.answer is None or decision.offers or decision.person.superseded:
        return decision
    given = decision.person.answers
    if given is None or at - given.since >= WITHIN:
        given = Answers(since=at, given=0)
    counted = replace(given, given=given.given + 1)
    decision = decision._replace(person=replace(decision.person, answers=counted))
    if counted.given <= MOST:
        return decision
    return decision._replace(answer=None, cases=(*decision.cases, *_told(decision, counted)))


def _told(decision: Decision, counted: Answers) -> tuple[Case, ...]:
    """The first text too many is a case; no more within the same hour."""
    if counted.given > MOST + 1 or not decision.day:
        return ()
    case = Case(
        id=f"loop.{decision.person.id}.{counted.since:%Y%m%dT%H%M%S}",
        day=decision.day,
        kind="reply_loop",
        opened_at=counted.since,
        person=decision.person.id,
        detail=f"{MOST} answers within an hour: no more until it is over",
    )
    return (case,)
