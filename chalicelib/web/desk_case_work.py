"""One case on the desk: its page, and the text a human answers with."""

import hashlib
from typing import get_args

from chalice.app import Response

from chalicelib import wiring
from chalicelib.domain.cases import Case, Outcome
from chalicelib.domain.days import Day
from chalicelib.domain.desk_roles import may
from chalicelib.domain.plan import Plan
from chalicelib.errors import NotFoundError
from chalicelib.steps.answer_case import GONE, CaseAnswer, answer_case, preview_answer
from chalicelib.web import answers
from chalicelib.web.case_page import RECENT, found_case, open_case
from chalicelib.web.desk_errands import OUTCOMES as CALL_OUTCOMES
from chalicelib.web.desk_errands import errand_view
from chalicelib.web.desk_pages import Desk

OUTCOMES = tuple(outcome for outcome in get_args(Outcome) if outcome)


def reveal(desk: Desk, at: Day, plan: Plan) -> Response:
    """The case's page."""
    return _page(desk, at, plan, wiring.call(found_case, at, desk.form.get("case", ""), desk.role))


def reply(desk: Desk, at: Day, plan: Plan) -> Response:
    """First the text as it would leave, then, when they are sure, what became of it."""
    case = wiring.call(found_case, at, desk.form.get("case", ""), desk.role)
    answer = CaseAnswer(case=case, words=desk.form.get("words", ""), n=_drawn(desk))
    if not desk.form.get("sure"):
        preview = wiring.call(preview_answer, answer, at, plan)
        return _page(desk, at, plan, case, answer=answer, preview=preview)
    entry = desk.entry("reply", subject=case.person, case=case.id)
    outcome = wiring.call(answer_case, answer, at, plan, entry)
    done = outcome if outcome in GONE else "unsent"
    return answers.see(f"{desk.link(f'/days/{at.id}/cases')}&done={done}")


def _page(
    desk: Desk,
    at: Day,
    plan: Plan,
    case: Case,
    answer: CaseAnswer | None = None,
    preview: object = None,
) -> Response:
    entry = desk.entry("open_case", subject=case.person, case=case.id)
    found = wiring.call(open_case, case, plan, entry)
    takers = [member for member in desk.members.values() if may(member.role, "cases")]
    return desk.page(
        "desk_case.html",
        day=at,
        plan=plan,
        opened=found,
        story=found.story,
        most=RECENT,
        now=wiring.clock().now(),
        members=desk.members,
        takers=takers,
        outcomes=OUTCOMES,
        errand=wiring.call(errand_view, case, plan),
        call_outcomes=CALL_OUTCOMES,
        answer=answer or CaseAnswer(case=case, words="", n=_draw()),
        preview=preview,
    )


def _draw() -> int:
    """The number of a text that is about to be written: 48 random bits."""
    return int.from_bytes(hashlib.sha256(wiring.vault().token().encode()).digest()[:6])


def _drawn(desk: Desk) -> int:
    """The form's number. Raises NotFoundError for what is none of ours."""
    text = desk.form.get("n", "")
    if not text.isascii() or not text.isdecimal() or len(text) > 15:
        raise NotFoundError("no such form")
    return int(text)
