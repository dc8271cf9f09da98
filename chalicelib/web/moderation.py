"""Signatures that are held: their groups, and a moderator's word on each. Nobody is named here."""

from typing import TYPE_CHECKING

from chalice.app import Blueprint, Response

from chalicelib import wiring
from chalicelib.domain.days import Day
from chalicelib.domain.facts import FactState
from chalicelib.domain.plan import Plan
from chalicelib.errors import NotFoundError
from chalicelib.web import answers
from chalicelib.web.forms import ID, Form, takes

if TYPE_CHECKING:
    from chalicelib.web.desk_pages import Desk

MOST_SHOWN = 5_000
MOST_MOVED = 490
"""Ten transactions: a press is answered within seconds, and the rest is pressed again."""
MOVES: dict[str, FactState] = {"release": "counted", "invalidate": "invalid"}

routes = Blueprint(__name__)


@routes.route("/desk/days/{day}/held", methods=["GET"])
def held(day: str) -> Response:
    """The groups of one reason and one source, the largest first."""
    from chalicelib.domain.held import groups
    from chalicelib.web.desk_door import opened

    def show(desk: "Desk", at: Day, plan: Plan) -> Response:
        facts = wiring.store().held_facts(at.id, MOST_SHOWN)
        return desk.page(
            "desk_held.html",
            day=at,
            plan=plan,
            now=wiring.clock().now(),
            groups=groups(facts),
            shown=len(facts),
            more=len(facts) == MOST_SHOWN,
            members=desk.members,
        )

    return opened(routes.current_request, day, "moderate", show)


@routes.route("/desk/days/{day}/review", methods=["POST"], content_types=[answers.FORM])
@takes(Form({"why": ID, "source": 320, "move": ID}))
def review(day: str) -> Response:
    """Lets a group in, or takes it out for good; what is left of a large one stays listed."""
    from chalicelib.domain.held import of_group
    from chalicelib.steps.review_criteria import review_id
    from chalicelib.steps.review_facts import Review, move_some
    from chalicelib.web.desk_door import posted

    def do(desk: "Desk", at: Day, plan: Plan) -> Response:
        why, source, move = (desk.form.get(name, "") for name in ("why", "source", "move"))
        if move not in MOVES:
            raise NotFoundError("no such move")
        facts = of_group(wiring.store().held_facts(at.id, MOST_SHOWN), why, source)[:MOST_MOVED]
        name = review_id(at.id, (f"why={why}", f"source={source}", move))
        act = "release" if move == "release" else "invalidate"
        who = Review(day=at.id, id=name, who=desk.login, act=act)  # type: ignore[arg-type]
        wiring.call(move_some, who, facts, MOVES[move])
        return answers.see(desk.link(f"/days/{at.id}/held"))

    return posted(routes.current_request, day, "moderate", do)
