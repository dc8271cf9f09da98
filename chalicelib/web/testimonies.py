"""Testimonies at the desk: a human reads each before a target does. Nobody is named here."""

from datetime import datetime
from typing import TYPE_CHECKING

from chalice.app import Blueprint, Response

from chalicelib import wiring
from chalicelib.domain.days import Day
from chalicelib.domain.plan import Plan
from chalicelib.errors import NotFoundError
from chalicelib.web import answers
from chalicelib.web.forms import ID, Form, takes

if TYPE_CHECKING:
    from chalicelib.web.desk_pages import Desk

MOST_SHOWN = 20
"""Waiting ones, and as many that were passed on last: a page that a human reads to its end."""

routes = Blueprint(__name__)


@routes.route("/desk/days/{day}/testimonies", methods=["GET"])
def testimonies(day: str) -> Response:
    """Those that wait, and those that go with the next packet."""
    from chalicelib.web.desk_door import opened

    def show(desk: "Desk", at: Day, plan: Plan) -> Response:
        store, vault = wiring.store(), wiring.vault()
        listed = {
            state: [
                (voice, vault.open(voice.words, voice.person))
                for voice in store.stories(at.id, state, MOST_SHOWN)
            ]
            for state in ("waiting", "passed")
        }
        now = wiring.clock().now()
        return desk.page("desk_stories.html", day=at, plan=plan, now=now, listed=listed)

    return opened(routes.current_request, day, "moderate", show)


@routes.route("/desk/days/{day}/testimony", methods=["POST"], content_types=[answers.FORM])
@takes(Form({"person": ID, "at": ID, "move": ID}))
def decide_testimony(day: str) -> Response:
    """Passes one on, leaves it out, or takes it back for who asked for that."""
    from chalicelib.steps.pass_story import MOVES, pass_story
    from chalicelib.web.desk_door import posted

    def do(desk: "Desk", at: Day, plan: Plan) -> Response:
        person, move = desk.form.get("person", ""), desk.form.get("move", "")
        if move not in MOVES:
            raise NotFoundError("no such move")
        entry = desk.entry(move, subject=person)
        wiring.call(pass_story, at.id, person, _instant(desk.form.get("at", "")), move, entry)
        return answers.see(desk.link(f"/days/{at.id}/testimonies"))

    return posted(routes.current_request, day, "moderate", do)


def _instant(text: str) -> datetime:
    """Raises NotFoundError for what no page of ours posts."""
    try:
        return datetime.fromisoformat(text)
    except ValueError as error:
        raise NotFoundError("no such testimony") from error
