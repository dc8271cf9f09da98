"""What was done at the desk, for coordinators to read."""

from typing import TYPE_CHECKING

from chalice.app import Blueprint, Response

from chalicelib import wiring
from chalicelib.domain.days import Day
from chalicelib.domain.plan import Plan

if TYPE_CHECKING:
    from chalicelib.web.desk_pages import Desk

routes = Blueprint(__name__)
MOST = 300


@routes.route("/desk/days/{day}/audits", methods=["GET"])
def audits(day: str) -> Response:
    """The newest first; a person is the first letters of their keyed hash."""
    from chalicelib.web.desk_door import opened
    from chalicelib.web.desk_state import short

    def show(desk: "Desk", at: Day, plan: Plan) -> Response:
        entries = wiring.store().audits(at.id, MOST)
        return desk.page(
            "desk_audits.html",
            day=at,
            plan=plan,
            now=wiring.clock().now(),
            entries=entries,
            members=desk.members,
            short=short,
        )

    return opened(routes.current_request, day, "audit", show)
