"""The decision-maker's page: the demand, the count, the packets, and the answer.

The link that came with the packet shows what is public; a code by mail to the office's own
address, which the link does not hold, opens the answer.
"""

from typing import TYPE_CHECKING

from chalice.app import Blueprint, Response

from chalicelib import wiring
from chalicelib.errors import ConflictError, NotFoundError
from chalicelib.web import answers
from chalicelib.web.forms import CODE, ID, TOKEN, Form, takes

if TYPE_CHECKING:
    from chalicelib.web.target_door import TargetDoor

ASK_CODE = Form(open_because="no session is open yet; the code goes to the office's own address")
ENTER = Form(
    {"code": CODE, "ticket": TOKEN},
    open_because="no session is open yet; it needs the mailed code and the ticket we signed",
)
ANSWER = Form({"stance": ID, "demand": ID}, {"text": 4_000}, largest=65_536)

routes = Blueprint(__name__)


@routes.route("/t/{link}", methods=["GET"])
def target_page(link: str) -> Response:
    """The page, as far as its visitor may see it."""
    door = _door(link)
    return door.shown() if door else _nothing()


@routes.route("/t/{link}/code", methods=["POST"], content_types=[answers.FORM])
@takes(ASK_CODE)
def ask_for_code(link: str) -> Response:
    """Mails a code to the target's own office."""
    door = _door(link)
    return door.coded() if door else _nothing()


@routes.route("/t/{link}/enter", methods=["POST"], content_types=[answers.FORM])
@takes(ENTER)
def enter_code(link: str) -> Response:
    """Opens the session, or says that this was not the code."""
    door = _door(link)
    return door.entered() if door else _nothing()


@routes.route("/t/{link}/answer", methods=["POST"], content_types=[answers.FORM])
@takes(ANSWER)
def answer(link: str) -> Response:
    """Records the answer; the same form sent twice is one answer (promise 9)."""
    door = _door(link)
    if door is None:
        return _nothing()
    if not door.posted_by_session:
        return door.shown(403)
    try:
        return door.answered()
    except ConflictError:
        return door.shown(409, fault="moved")
    except NotFoundError:
        return door.shown(400, fault="stance")


@routes.route("/t/{link}/packets/{trigger}", methods=["GET"])
def packet(link: str, trigger: str) -> Response:
    """The PDF that was delivered, for whoever has signed in."""
    door = _door(link)
    if door is None or door.session is None:
        return _nothing()
    try:
        return door.packet(trigger)
    except NotFoundError:
        return _nothing()


@routes.route("/t/{link}/packets/{trigger}/{name}", methods=["GET"])
def paper(link: str, trigger: str, name: str) -> Response:
    """What went with the letter, for whoever has signed in: a list, the testimonies."""
    door = _door(link)
    if door is None or door.session is None:
        return _nothing()
    try:
        return door.paper(trigger, name)
    except NotFoundError:
        return _nothing()


def _door(link: str) -> "TargetDoor | None":
    from chalicelib.web.target_door import door_of

    return door_of(routes.current_request, link)


def _nothing() -> Response:
    """The same for a link that is wrong and for one whose day is gone."""
    from chalicelib.pages.render import policy, render
    from chalicelib.pages.words import Words, preferred

    settings = wiring.settings()
    header = routes.current_request.headers.get("accept-language") or ""
    language = preferred("", header, ("en", "fr", "es", "pt"))
    words = Words(wiring.catalogues().say, language)
    page = render("nothing.html", words, title=settings.organisation)
    return answers.html(page, policy(["petition.css"], frame=settings.frame_ancestors), 404)
