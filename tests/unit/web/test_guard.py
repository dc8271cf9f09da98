"""Every page, every answer and every form of the app, walked: headers, policies, other sites."""

from collections.abc import Mapping

import pytest

from chalicelib.steps.publish import publish_day
from chalicelib.web.forms import CarrierForm, Form
from tests.unit.web.policies import hold_within, strict
from tests.unit.web.walk import SAM, Walk, forms, routes
from tests.unit.web.website import FORM, LEA, MOBILE, Website

EVERYWHERE = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Strict-Transport-Security": "max-age=31536000",
}
IN_SESSION = [path for path, form in forms().items() if form and not form.open_because]


def hold(headers: Mapping[str, str]) -> None:
    """Asserts what every answer must bear."""
    assert {name: headers.get(name) for name in EVERYWHERE} == EVERYWHERE
    assert headers["Referrer-Policy"] in ("same-origin", "no-referrer")
    policy = headers["Content-Security-Policy"]
    assert strict(policy) and "frame-ancestors " in policy
    if cookie := headers.get("Set-Cookie"):
        assert {"Secure", "HttpOnly", "SameSite=Lax"} <= set(cookie.split("; "))


@pytest.mark.parametrize("route", routes("GET"))
def test_every_page_bears_the_headers(route: str) -> None:
    """With a session and without, and where nothing is."""
    walk = Walk()
    nowhere = dict.fromkeys(walk.parts, "nowhere")
    for visitor in (walk.visitor(route), walk.visitor(route, walk.session(route))):
        for path in (walk.path(route), walk.path(route, **nowhere), walk.path(route) + "?lang=*"):
            answer = visitor.get(path)
            assert answer.status_code < 500
            hold(answer.headers)


@pytest.mark.parametrize("route", routes("POST"))
def test_every_answer_to_a_form_bears_the_headers(route: str) -> None:
    """Taken or refused, of the wrong type or by the wrong method."""
    walk = Walk()
    visitor = walk.visitor(route, walk.session(route))
    for kind in (FORM, "application/json"):
        hold(visitor.post(walk.path(route), {}, content_type=kind).headers)
    hold(walk.website.request("PUT", walk.path(route)).headers)


def test_cookies_are_for_tls_for_no_script_and_for_no_other_site() -> None:
    """The one cookie of the desk and the one of a target's page, set and ended."""
    walk = Walk()
    visitor = walk.visitor("/desk")
    page = visitor.submit(visitor.get("/desk?lang=en"), "/desk/login", address=LEA)
    entered = visitor.submit(page, "/desk/code", code=visitor.mailed_code())
    ended = visitor.submit(visitor.follow(entered), "/desk/logout")
    cabinet = walk.visitor("/t/{link}")
    asked = cabinet.submit(cabinet.get(walk.path("/t/{link}")), "/code")
    opened = cabinet.submit(asked, "/enter", code=cabinet.mailed_code())
    for answer in (entered, ended, opened):
        assert answer.headers["Set-Cookie"]
        hold(answer.headers)


def test_on_plain_http_nothing_is_said_of_tls() -> None:
    """The local stage has none, and a browser would remember."""
    answer = Website(base_url="http://127.0.0.1:4566/api").request("GET", "/desk")
    assert "Strict-Transport-Security" not in answer.headers


def test_every_static_page_has_its_policy_within() -> None:
    """The publisher's pages carry in themselves what no header of a bucket says."""
    stage = Walk().website.stage
    stage.call(publish_day, "rivieres")
    pages = [stage.public.get(key) for key in stage.public.keys("") if key.endswith(".html")]
    assert len(pages) >= 3
    for page in pages:
        hold_within(page.decode())


def test_every_form_is_declared_and_says_why_if_it_is_open() -> None:
    """A route that takes a POST has a declaration; one without a session gives its reason."""
    assert [path for path, form in forms().items() if form is None] == []
    open_to_all = [form for form in forms().values() if form and form.open_because]
    assert all(len(form.open_because.split()) > 5 for form in open_to_all)
    assert sum(isinstance(form, CarrierForm) for form in open_to_all) == 3


@pytest.mark.parametrize("route", IN_SESSION)
def test_a_form_of_a_session_needs_the_token_of_that_very_session(route: str) -> None:
    """Without one, with a colleague's and with their own of another session: refused, nothing
    done; with the right one it is not refused for that."""
    walk = Walk()
    mine = walk.session(route)
    visitor = walk.visitor(route, mine)
    others = (walk.session(route, SAM), walk.session(route, minutes=30))
    before = walk.stored()
    for token in ("", "x", *map(walk.token, others)):
        form = {"token": token, "move": "close", "number": MOBILE, "person": "p0.x"}
        assert visitor.post(walk.path(route), form).status_code == 403
    assert walk.stored() == before
    assert visitor.post(walk.path(route), {"token": walk.token(mine)}).status_code != 403


@pytest.mark.parametrize("route", [p for p, form in forms().items() if isinstance(form, Form)])
def test_another_site_posts_no_form_but_a_signature(route: str) -> None:
    """The browser says where a form comes from, also where there is no session yet."""
    walk = Walk()
    visitor = walk.visitor(route, walk.session(route))
    form = {"token": walk.token(walk.session(route))}
    answer = visitor.post(walk.path(route), form, sec_fetch_site="cross-site")
    assert (answer.status_code == 403) == (route != "/d/{day}/sign")
