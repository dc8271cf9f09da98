"""The desk's cases: their list, one of them, and what a human does about it.

What a case shows is asked for by a form, so that no id of it stands in an address.
"""

from typing import TYPE_CHECKING, get_args

from chalice.app import Blueprint, Response

from chalicelib import wiring
from chalicelib.domain.days import Day
from chalicelib.domain.plan import Plan
from chalicelib.errors import NotFoundError
from chalicelib.web import answers
from chalicelib.web.forms import CODE, ID, Form, takes

if TYPE_CHECKING:
    from chalicelib.web.desk_pages import Desk

REPLY = Form({"case": ID, "n": CODE, "sure": CODE}, {"words": 1_600}, largest=32_768)

routes = Blueprint(__name__)


@routes.route("/desk/days/{day}/cases", methods=["GET"])
def case_list(day: str) -> Response:
    """Oldest first, with how long people wait. `show`: mine, closed, a kind; else all open."""
    from chalicelib.web.desk_case_list import listing
    from chalicelib.web.desk_door import opened

    def show(desk: "Desk", at: Day, plan: Plan) -> Response:
        return desk.page(
            "desk_cases.html",
            day=at,
            plan=plan,
            listed=wiring.call(listing, at, plan, desk.login, desk.query("show"), desk.role),
            members=desk.members,
            done=desk.query("done"),
        )

    return opened(routes.current_request, day, "cases", show)


@routes.route("/desk/days/{day}/reveal", methods=["POST"], content_types=[answers.FORM])
@takes(Form({"case": ID}))
def reveal_case(day: str) -> Response:
    """A case with whom to call, what they wrote and their recent story."""
    from chalicelib.web.desk_case_work import reveal
    from chalicelib.web.desk_door import posted

    return posted(routes.current_request, day, "cases", reveal)


@routes.route("/desk/days/{day}/reply", methods=["POST"], content_types=[answers.FORM])
@takes(REPLY)
def reply_to_case(day: str) -> Response:
    """The text as it would leave, with its segments; posted again with `sure`, sends it."""
    from chalicelib.web.desk_case_work import reply
    from chalicelib.web.desk_door import posted

    return posted(routes.current_request, day, "cases", reply)


@routes.route("/desk/days/{day}/assign", methods=["POST"], content_types=[answers.FORM])
@takes(Form({"case": ID, "to": ID}))
def assign_case(day: str) -> Response:
    """Gives the case to one of the day's people, or to nobody."""
    from chalicelib.domain.desk_roles import may
    from chalicelib.web.case_page import assign, found_case
    from chalicelib.web.desk_door import posted

    def do(desk: "Desk", at: Day, plan: Plan) -> Response:
        case = wiring.call(found_case, at, desk.form.get("case", ""), desk.role)
        to = desk.form.get("to", "")
        if to and (to not in desk.members or not may(desk.members[to].role, "cases")):
            raise NotFoundError("nobody of this desk")
        wiring.call(assign, case, to, desk.entry("assign", subject=case.person, case=case.id))
        return answers.see(f"{desk.link(f'/days/{at.id}/cases')}&done=assigned")

    return posted(routes.current_request, day, "cases", do)


@routes.route("/desk/days/{day}/called", methods=["POST"], content_types=[answers.FORM])
@takes(Form({"case": ID, "outcome": ID}, {"note": 1_000}, largest=32_768))
def record_call_of_case(day: str) -> Response:
    """What came of a call to a target."""
    from chalicelib.web.desk_door import posted
    from chalicelib.web.desk_errands import record

    return posted(routes.current_request, day, "cases", record)


@routes.route("/desk/days/{day}/settle", methods=["POST"], content_types=[answers.FORM])
@takes(Form({"case": ID, "outcome": ID}))
def settle_case(day: str) -> Response:
    """A human has taken care of the case."""
    from chalicelib.domain.cases import Outcome
    from chalicelib.web.case_page import found_case, settle
    from chalicelib.web.desk_door import posted

    def do(desk: "Desk", at: Day, plan: Plan) -> Response:
        case = wiring.call(found_case, at, desk.form.get("case", ""), desk.role)
        outcome = desk.form.get("outcome") or "settled"
        if outcome not in get_args(Outcome):
            raise NotFoundError("no such outcome")
        told = {"subject": case.person, "case": case.id, "detail": outcome}
        wiring.call(settle, case, outcome, desk.entry("close_case", **told))
        return answers.see(f"{desk.link(f'/days/{at.id}/cases')}&done=closed")

    return posted(routes.current_request, day, "cases", do)
