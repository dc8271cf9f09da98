"""A person's own page, under a token that only their phone was sent. Only a POST acts."""

from typing import Any

from chalice.app import Blueprint, Response

from chalicelib import wiring
from chalicelib.errors import ConflictError
from chalicelib.web import answers
from chalicelib.web.forms import CODE, ID, Form, takes

LANGUAGES = ("en", "fr", "es", "pt")
UNSEEN = {"Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex, nofollow, noarchive"}
MOST_TURNS = 9
"""Digits of a version that a page may show."""
PRESS = Form(
    {"press": ID, "turn": CODE, "number": CODE, "asked": ID},
    {"words": 2_000},
    open_because="the address holds a secret that only this person's phone was sent; no cookie",
    largest=32_768,
)

routes = Blueprint(__name__)


@routes.route("/p/{token}", methods=["GET"])
def look(token: str) -> Response:
    """Shows the page, and counts the visit unless a program says that it is one."""
    from chalicelib.steps.own_page import count_visit

    page = _found(token)
    if page is None:
        return _nothing_here()
    agent = routes.current_request.headers.get("user-agent") or ""
    wiring.call(count_visit, page, agent)
    return _shown(page)


@routes.route("/p/{token}", methods=["POST"], content_types=[answers.FORM])
@takes(PRESS)
def press(token: str) -> Response:
    """Takes a button. The same button of the same page has one effect and one answer."""
    page = _found(token)
    if page is None:
        return _nothing_here()
    form = answers.form_of(routes.current_request) or {}
    if form.get("press") == "erase":
        return _sure(page)
    pressed = _pressed(page, form)
    if pressed is None:
        return _shown(page, "own.fault", 400)
    return _taken(token, page, pressed)


def _taken(token: str, page: Any, pressed: Any) -> Response:
    from chalicelib.steps.own_page import take_press

    try:
        answered = wiring.call(take_press, page, pressed)
    except ConflictError:
        return _shown(page, "own.busy", 503)
    now = _found(token) or page
    if answered.intent == "moved":
        return _shown(now, "own.moved", 409)
    return _shown(now, said=answered.text)


def _pressed(page: Any, form: dict[str, str]) -> Any:
    """The press of a form; None for what no page of ours posts."""
    from chalicelib.domain.own_page import pressed
    from chalicelib.steps.own_page import Press

    name = {"erase-yes": "erase"}.get(form.get("press", ""), form.get("press", ""))
    turn = form.get("turn", "")
    known = page.plan.languages if page.plan else LANGUAGES
    intent = pressed(name, form.get("number", ""), known)
    if intent is None or not (turn.isascii() and turn.isdecimal() and len(turn) <= MOST_TURNS):
        return None
    words = form.get("words", "").strip() if name == "abuse" else ""
    asked = form.get("asked", "")
    return Press(press=name, intent=intent, turn=int(turn), asked=asked, words=words)


def _found(token: str) -> Any:
    from chalicelib.steps.own_page import find_page

    return wiring.call(find_page, token)


def _shown(page: Any, fault: str = "", status: int = 200, said: str = "") -> Response:
    from chalicelib.pages.person_page import person_page
    from chalicelib.steps.wording import own_link, page_link

    words, settings, plan = _words(page), wiring.settings(), page.plan
    html = person_page(
        page.person,
        page.day,
        plan,
        words,
        wiring.clock().now(),
        action=own_link(settings, page.person),
        organisation=_organisation(page),
        public=page_link(settings.public_url, plan, words.language) if plan else "",
        result=page_link(settings.public_url, page.acted, words.language) if page.acted else "",
        said=words(fault) if fault else said,
        fault=bool(fault),
    )
    return _answer(html, status)


def _sure(page: Any) -> Response:
    from chalicelib.pages.person_page import erase_page
    from chalicelib.steps.wording import own_link

    action = own_link(wiring.settings(), page.person)
    html = erase_page(
        _words(page), action=action, organisation=_organisation(page), turn=page.person.version
    )
    return _answer(html, 200)


def _nothing_here() -> Response:
    """The same for every token that nobody has, and for those of the erased."""
    from chalicelib.pages.render import render
    from chalicelib.pages.words import Words, preferred

    header = routes.current_request.headers.get("accept-language") or ""
    words = Words(wiring.catalogues().say, preferred("", header, LANGUAGES))
    return _answer(render("nothing.html", words, title=wiring.settings().organisation), 404)


def _answer(html: str, status: int) -> Response:
    from chalicelib.pages.render import origin, policy

    settings = wiring.settings()
    rules = policy(
        ["petition.css", "person.css"],
        form=origin(settings.base_url),
        frame=settings.frame_ancestors,
    )
    answer = answers.html(html, rules, status)
    answer.headers.update(UNSEEN)
    return answer


def _organisation(page: Any) -> str:
    return page.plan.organisation if page.plan else wiring.settings().organisation


def _words(page: Any) -> Any:
    from chalicelib.pages.words import Words

    return Words(wiring.catalogues().say, page.person.language)
