"""The coordinators' desk: sign in, watch a day, steer it, take care of its cases.

What a page needs is imported by the page: Twilio's webhook runs in the same Lambda.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from chalice.app import Blueprint, Response

from chalicelib import wiring
from chalicelib.domain.days import Day
from chalicelib.domain.plan import Plan
from chalicelib.errors import ConflictError, NotFoundError
from chalicelib.web import answers

if TYPE_CHECKING:
    from chalicelib.web.desk_pages import Desk

routes = Blueprint(__name__)
Show = Callable[["Desk", Day, Plan], Response]


@routes.route("/desk", methods=["GET"])
def home() -> Response:
    """The coordinator's days, or the form to sign in."""
    desk = _desk()
    if desk.session is None:
        return desk.sign_in()
    return desk.page("desk_days.html", days=desk.days())


@routes.route("/desk/login", methods=["POST"], content_types=[answers.FORM])
def ask_for_code() -> Response:
    """Mails a code to a coordinator; the page that answers is the same for anyone."""
    from chalicelib.web.login import send_code

    desk = _desk()
    if not desk.ours:
        return desk.page("desk_stale.html", 403)
    wanted = desk.form.get("day", "")
    ticket = wiring.call(send_code, desk.form.get("address", ""), wanted, desk.language)
    return desk.page("desk_code.html", ticket=ticket, wanted=wanted, wrong=False)


@routes.route("/desk/code", methods=["POST"], content_types=[answers.FORM])
def enter_code() -> Response:
    """Opens the session, or says that this was not the code."""
    from chalicelib.web.login import enter, session_cookie

    desk = _desk()
    if not desk.ours:
        return desk.page("desk_stale.html", 403)
    ticket, wanted = desk.form.get("ticket", ""), desk.form.get("day", "")
    session = wiring.call(enter, ticket, desk.form.get("code", ""))
    if session is None:
        return desk.page("desk_code.html", 403, ticket=ticket, wanted=wanted, wrong=True)
    to = desk.link(f"/days/{wanted}" if wanted else "")
    return answers.see(to, wiring.call(session_cookie, session))


@routes.route("/desk/logout", methods=["POST"], content_types=[answers.FORM])
def sign_out() -> Response:
    """Ends the session in this browser."""
    from chalicelib.web.login import session_cookie

    desk = _desk()
    if not desk.posted_by_session:
        return desk.page("desk_stale.html", 403)
    return answers.see(desk.link(), wiring.call(session_cookie, None))


@routes.route("/desk/days/{day}", methods=["GET"])
def day_page(day: str) -> Response:
    """The day; its script asks for `board` every two seconds."""
    return _of_day(day, lambda desk, at, plan: desk.page("desk_day.html", **desk.sight(at, plan)))


@routes.route("/desk/days/{day}/board", methods=["GET"])
def board(day: str) -> Response:
    """The part of the page that changes."""
    return _of_day(day, lambda desk, at, plan: desk.page("_board.html", **desk.sight(at, plan)))


@routes.route("/desk/days/{day}/state.json", methods=["GET"])
def state(day: str) -> Response:
    """The same as JSON, for other programs."""
    return _of_day(day, lambda desk, at, plan: answers.json(desk.state(at, plan)))


@routes.route("/desk/days/{day}/packets/{trigger}/{target}", methods=["GET"])
def packet(day: str, trigger: str, target: str) -> Response:
    """The PDF that was delivered. API Gateway wants `Accept: application/pdf` first."""

    def show(desk: "Desk", at: Day, plan: Plan) -> Response:
        pdf = wiring.files().get(_delivery(at, trigger, target)[0])
        return answers.file(pdf, "application/pdf", f"{at.id}-{trigger}-{target}.pdf")

    return _of_day(day, show)


@routes.route("/desk/days/{day}/rosters/{trigger}/{target}", methods=["GET"])
def roster(day: str, trigger: str, target: str) -> Response:
    """The bearers' roster to print."""

    def show(desk: "Desk", at: Day, plan: Plan) -> Response:
        table = wiring.files().get(_delivery(at, trigger, target)[1]).decode()
        return answers.file(table, "text/csv; charset=utf-8", f"{at.id}-{trigger}-{target}.csv")

    return _of_day(day, show)


@routes.route("/desk/days/{day}/report/{name}", methods=["GET"])
def report(day: str, name: str) -> Response:
    """A file of the report, once the day is closed."""
    from chalicelib.steps.publish_report import REPORTS, report_key

    def show(desk: "Desk", at: Day, plan: Plan) -> Response:
        if name not in REPORTS:
            raise NotFoundError("no such report")
        text = wiring.files().get(report_key(at.id, name)).decode()
        return answers.file(text, REPORTS[name], f"{at.id}-{name}")

    return _of_day(day, show)


@routes.route("/desk/days/{day}/steer", methods=["POST"], content_types=[answers.FORM])
def steer(day: str) -> Response:
    """Pauses, resumes or closes the day."""
    from chalicelib.steps.launch_day import close_day, pause_day, resume_day

    moves: dict[str, Callable[..., Day]] = {
        "pause": pause_day,
        "resume": resume_day,
        "close": close_day,
    }

    def do(desk: "Desk", at: Day, plan: Plan) -> Response:
        move = moves.get(desk.form.get("move", ""))
        if move is None:
            raise NotFoundError("no such move")
        wiring.call(move, at.id)
        return answers.see(desk.link(f"/days/{at.id}"))

    return _posted(day, do)


@routes.route("/desk/days/{day}/reveal", methods=["POST"], content_types=[answers.FORM])
def reveal_case(day: str) -> Response:
    """Whom to call about a case: the only page that shows a number."""
    from chalicelib.web.case_page import reveal

    def do(desk: "Desk", at: Day, plan: Plan) -> Response:
        call = wiring.call(reveal, at, desk.form.get("case", ""))
        return desk.page("desk_case.html", call=call, day=at, plan=plan)

    return _posted(day, do)


@routes.route("/desk/days/{day}/settle", methods=["POST"], content_types=[answers.FORM])
def settle_case(day: str) -> Response:
    """A human has taken care of the case."""
    from chalicelib.web.case_page import settle

    def do(desk: "Desk", at: Day, plan: Plan) -> Response:
        wiring.call(settle, at, desk.form.get("case", ""))
        return answers.see(desk.link(f"/days/{at.id}"))

    return _posted(day, do)


def _desk() -> "Desk":
    from chalicelib.web.desk_pages import Desk

    return Desk(routes.current_request)


def _posted(day_id: str, do: Show) -> Response:
    desk = _desk()
    if desk.session and not desk.posted_by_session:
        return desk.page("desk_stale.html", 403)
    return _of_day(day_id, do)


def _of_day(day_id: str, show: Show) -> Response:
    desk = _desk()
    if desk.session is None:
        return desk.sign_in(day_id, 401)
    try:
        return show(desk, *desk.day(day_id))
    except NotFoundError:
        return desk.page("desk_nothing.html", 404)
    except ConflictError:
        return desk.page("desk_stale.html", 409)


def _delivery(day: Day, trigger: str, target: str) -> tuple[str, str]:
    """The object keys of its packet and of its roster. Raises NotFoundError."""
    found = wiring.store().delivery(day.id, trigger, target)
    if found is None:
        raise NotFoundError("no such delivery")
    return found.packet, found.roster
