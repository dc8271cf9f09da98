"""One person on the desk: their whole story, found by their number or from a case.

The number is posted, so that it stands in no address and no log.
"""

from typing import TYPE_CHECKING

from chalice.app import Blueprint, Response

from chalicelib.domain.days import Day
from chalicelib.domain.plan import Plan
from chalicelib.web import answers
from chalicelib.web.forms import ID, SOUGHT, Form, takes

if TYPE_CHECKING:
    from chalicelib.web.desk_pages import Desk

routes = Blueprint(__name__)


@routes.route("/desk/days/{day}/person", methods=["GET"])
def find_person(day: str) -> Response:
    """The form that asks for a number."""
    from chalicelib.web.desk_door import opened

    def show(desk: "Desk", at: Day, plan: Plan) -> Response:
        return desk.page("desk_find.html", day=at, plan=plan, fault="", given="")

    return opened(routes.current_request, day, "person", show)


@routes.route("/desk/days/{day}/person", methods=["POST"], content_types=[answers.FORM])
@takes(Form({"case": ID, "number": 320}))
def person_story(day: str) -> Response:
    """The whole story of the person with that number, or that a case is about."""
    from chalicelib.web.desk_door import posted
    from chalicelib.web.desk_person_work import show_person

    return posted(routes.current_request, day, "person", show_person)


@routes.route("/desk/days/{day}/hush", methods=["POST"], content_types=[answers.FORM])
@takes(Form({"person": ID, "sought": SOUGHT}))
def hush(day: str) -> Response:
    """Stops the texts to somebody who asked for it."""
    from chalicelib.web.desk_door import posted
    from chalicelib.web.desk_person_work import hush_them

    return posted(routes.current_request, day, "person", hush_them)
