"""The desk's cases: whom to call, and that somebody did."""

from typing import TYPE_CHECKING

from chalice.app import Blueprint, Response

from chalicelib import wiring
from chalicelib.domain.days import Day
from chalicelib.domain.plan import Plan
from chalicelib.web import answers

if TYPE_CHECKING:
    from chalicelib.web.desk_pages import Desk

routes = Blueprint(__name__)


@routes.route("/desk/days/{day}/reveal", methods=["POST"], content_types=[answers.FORM])
def reveal_case(day: str) -> Response:
    """Whom to call about a case: the only page that shows a number."""
    from chalicelib.web.case_page import reveal
    from chalicelib.web.desk_door import posted

    def do(desk: "Desk", at: Day, plan: Plan) -> Response:
        call = wiring.call(reveal, at, desk.form.get("case", ""))
        return desk.page("desk_case.html", call=call, day=at, plan=plan)

    return posted(routes.current_request, day, "cases", do)


@routes.route("/desk/days/{day}/settle", methods=["POST"], content_types=[answers.FORM])
def settle_case(day: str) -> Response:
    """A human has taken care of the case."""
    from chalicelib.web.case_page import settle
    from chalicelib.web.desk_door import posted

    def do(desk: "Desk", at: Day, plan: Plan) -> Response:
        wiring.call(settle, at, desk.form.get("case", ""))
        return answers.see(desk.link(f"/days/{at.id}"))

    return posted(routes.current_request, day, "cases", do)
