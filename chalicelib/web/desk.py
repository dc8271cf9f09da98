"""The desk: sign in, watch a day, steer it.

What a page needs is imported by the page: Twilio's webhook runs in the same Lambda.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import quote

from chalice.app import Blueprint, Response

from chalicelib import wiring
from chalicelib.domain.audits import DeskAct
from chalicelib.domain.days import Day
from chalicelib.domain.plan import Plan
from chalicelib.errors import NotFoundError
from chalicelib.web import answers
from chalicelib.web.forms import CODE, ID, LANGUAGE, TOKEN, Form, takes

if TYPE_CHECKING:
    from chalicelib.web.desk_pages import Desk

ASK_CODE = Form(
    {"address": 320, "day": ID, "lang": LANGUAGE},
    open_because="no session is open yet; the code goes only to who is listed",
)
ENTER = Form(
    {"code": CODE, "ticket": TOKEN, "day": ID, "lang": LANGUAGE},
    open_because="no session is open yet; it needs the sent code and the ticket we signed",
)

routes = Blueprint(__name__)


@routes.route("/desk", methods=["GET"])
def home() -> Response:
    """Their days, or the form to sign in."""
    desk = _desk()
    if desk.session is None:
        return desk.sign_in()
    days = desk.days()
    return desk.page("desk_days.html", days=days, homeless=desk.cases_of_no_day(days))


@routes.route("/desk/login", methods=["POST"], content_types=[answers.FORM])
@takes(ASK_CODE)
def ask_for_code() -> Response:
    """Sends a code to who is listed; the page that answers is the same for anyone."""
    from chalicelib.web.login import send_code

    desk = _desk()
    wanted = desk.form.get("day", "")
    ticket = wiring.call(send_code, desk.form.get("address", ""), wanted, desk.language)
    return desk.page("desk_code.html", ticket=ticket, wanted=wanted, wrong=False)


@routes.route("/desk/code", methods=["POST"], content_types=[answers.FORM])
@takes(ENTER)
def enter_code() -> Response:
    """Opens the session, or says that this was not the code."""
    from chalicelib.web.desk_staff import note_sign_in
    from chalicelib.web.login import session_cookie
    from chalicelib.web.sessions import enter

    desk = _desk()
    ticket, wanted = desk.form.get("ticket", ""), desk.form.get("day", "")
    session = wiring.call(enter, ticket, desk.form.get("code", ""))
    if session is None:
        return desk.page("desk_code.html", 403, ticket=ticket, wanted=wanted, wrong=True)
    wiring.call(note_sign_in, session.login, wanted)
    to = desk.link(f"/days/{quote(wanted, safe='')}" if wanted else "")
    return answers.see(to, wiring.call(session_cookie, session))


@routes.route("/desk/logout", methods=["POST"], content_types=[answers.FORM])
@takes(Form())
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
    from chalicelib.web.desk_door import opened

    def show(desk: "Desk", at: Day, plan: Plan) -> Response:
        return desk.page("desk_day.html", **desk.sight(at, plan))

    return opened(routes.current_request, day, "watch", show)


@routes.route("/desk/days/{day}/board", methods=["GET"])
def board(day: str) -> Response:
    """The part of the page that changes."""
    from chalicelib.web.desk_door import opened

    def show(desk: "Desk", at: Day, plan: Plan) -> Response:
        return desk.page("_board.html", **desk.sight(at, plan))

    return opened(routes.current_request, day, "watch", show)


@routes.route("/desk/days/{day}/state.json", methods=["GET"])
def state(day: str) -> Response:
    """The same as JSON, for other programs."""
    from chalicelib.web.desk_door import opened

    def show(desk: "Desk", at: Day, plan: Plan) -> Response:
        return answers.json(desk.state(at, plan))

    return opened(routes.current_request, day, "watch", show)


@routes.route("/desk/days/{day}/steer", methods=["POST"], content_types=[answers.FORM])
@takes(Form({"move": ID}))
def steer(day: str) -> Response:
    """Pauses, resumes, closes or reopens the day."""
    from chalicelib.steps.launch_day import close_day, pause_day, reopen_for_a_week, resume_day
    from chalicelib.web.desk_door import posted

    moves: dict[str, tuple[DeskAct, Callable[..., Day]]] = {
        "pause": ("pause", pause_day),
        "resume": ("resume", resume_day),
        "close": ("close", close_day),
        "reopen": ("reopen", reopen_for_a_week),
    }

    def do(desk: "Desk", at: Day, plan: Plan) -> Response:
        act, move = moves.get(desk.form.get("move", ""), (None, None))
        if act is None or move is None:
            raise NotFoundError("no such move")
        wiring.call(move, at.id, desk.entry(act))
        return answers.see(desk.link(f"/days/{at.id}"))

    return posted(routes.current_request, day, "steer", do)


@routes.route("/desk/days/{day}/wave", methods=["POST"], content_types=[answers.FORM])
@takes(Form({"ask": ID, "move": ID}))
def wave(day: str) -> Response:
    """Pauses, resumes or stops one wave; the others go on."""
    from chalicelib.steps.steer_wave import Move, steer_wave
    from chalicelib.web.desk_door import posted

    moves: dict[str, tuple[DeskAct, Move]] = {
        "pause": ("pause_wave", "pause"),
        "resume": ("resume_wave", "resume"),
        "stop": ("stop_wave", "stop"),
    }

    def do(desk: "Desk", at: Day, plan: Plan) -> Response:
        ask = desk.form.get("ask", "")
        act, move = moves.get(desk.form.get("move", ""), (None, None))
        if act is None or move is None:
            raise NotFoundError("no such move")
        wiring.call(steer_wave, at.id, ask, move, desk.entry(act, detail=ask))
        return answers.see(desk.link(f"/days/{at.id}"))

    return posted(routes.current_request, day, "steer", do)


def _desk() -> "Desk":
    from chalicelib.web.desk_pages import Desk

    return Desk(routes.current_request)
