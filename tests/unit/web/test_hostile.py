"""Anything at all at every address: refused with a clear message, or taken, never our fault."""

import base64
import hashlib
import hmac
import json
from collections.abc import Iterator
from itertools import product
from urllib.parse import quote, urlencode

import pytest
from chalice.test import HTTPResponse
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib import wiring
from chalicelib.adapters.secrets import Secrets
from tests.unit.web.hostile import NASTY, Sent, operations, path_parts, sent, texts
from tests.unit.web.walk import Walk, forms, routes
from tests.unit.web.website import FORM

EXAMPLES = settings(max_examples=15, deadline=None, derandomize=True, database=None)
TOKEN = "carriers-token"
OUR_FORMS = [path for path in routes("POST") if not path.startswith("/twilio")]


@pytest.fixture(scope="module", autouse=True)
def carriers_token() -> Iterator[None]:
    """What the carrier signs with: the one secret that a route asks for itself."""
    secrets = Secrets(peppers={"1": b"p"}, session_key=b"s", twilio_tokens=(TOKEN,))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(wiring, "secrets", lambda: secrets)
        yield


@pytest.mark.parametrize(("route", "method"), operations())
@EXAMPLES
@given(data=st.data())
def test_a_hostile_request_is_refused_clearly_or_taken(
    route: str, method: str, data: st.DataObject
) -> None:
    """Never a 500; what is refused stores nothing, sends nothing and says why."""
    walk = Walk()
    request = data.draw(sent(route, method))
    before = walk.stored()
    clear(_asked(walk, request), walk, before)


@pytest.mark.parametrize("route", OUR_FORMS)
def test_a_hostile_field_is_refused_clearly_or_taken(route: str) -> None:
    """Each bad text in each field of each form, by whoever may post it."""
    form = forms()[route]
    assert form
    walk, before = fresh()
    for name, text in product(set(form.fields) - {"token"}, NASTY):
        session = walk.session(route)
        filled = {"token": walk.token(session), name: text}
        answer = walk.visitor(route, session).post(walk.path(route), filled)
        clear(answer, walk, before)
        if answer.status_code < 400:
            walk, before = fresh()


def fresh() -> tuple[Walk, dict[str, str]]:
    """A walk that nobody has been on, and what is stored before anybody is."""
    walk = Walk()
    return walk, walk.stored()


def clear(answer: HTTPResponse, walk: Walk, before: dict[str, str]) -> None:
    """Asserts that this is an answer, and of a refusal that it has a reason and no effect."""
    assert answer.status_code < 500, answer.body[:300]
    if answer.status_code < 400:
        return
    assert walk.stored() == before
    assert walk.website.count == 0
    kind = answer.headers.get("Content-Type", "application/json")
    if kind == "application/json":
        assert len(json.loads(answer.body)["Message"]) > 8
    else:
        assert b"<h1" in answer.body or b'role="alert"' in answer.body
        assert b"<script>alert" not in answer.body and b"<img src=x" not in answer.body


@pytest.mark.parametrize("route", routes("POST"))
@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"phone=%2B12125550123&phone=%2B12125550124", 400),
        (b"token=1&token=2", 400),
        (b"phone=%2B12125550123%zz", 400),
        (b"phone=%2B12125550123&country=%ff", 400),
        (b"phone=%2B12125550123&country=\xff", 400),
        (b"&".join([b"phone=%2B12125550123", *[b"f=1"] * 60]), 400),
        (b"phone=%2B12125550123&f=" + b"x" * 70_000, 413),
    ],
)
def test_no_malformed_form_reaches_a_view(route: str, body: bytes, status: int) -> None:
    """The carrier's are refused for their signature first."""
    walk = Walk()
    before = walk.stored()
    visitor = walk.visitor(route, walk.session(route))
    headers = {"content-type": FORM, "cookie": visitor.cookie}
    answer = walk.website.request("POST", walk.path(route), headers=headers, body=body)
    declared = b"phone=%2B12125550123&phone" not in body or route == "/d/{day}/sign"
    if route.startswith("/twilio"):
        assert answer.status_code in (403, 413)
    elif declared and b"token" not in body:
        assert answer.status_code == status
    clear(answer, walk, before)


@pytest.mark.parametrize("path", ["/twilio/inbound", "/twilio/fallback", "/twilio/status/a.b.1"])
@settings(EXAMPLES, max_examples=60)
@given(
    fields=st.dictionaries(
        st.sampled_from(
            [
                "MessageSid",
                "From",
                "Body",
                "FromCountry",
                "OptOutType",
                "MessageStatus",
                "ErrorCode",
                "X",
            ]
        ),
        texts,
        max_size=8,
    )
)
def test_whatever_people_text_the_carrier_gets_an_answer(path: str, fields: dict[str, str]) -> None:
    """A text of any letters, rightly signed, is answered, or refused because it is no text."""
    walk = Walk()
    told = {name: value.replace("\ufffd", "?") for name, value in fields.items()}
    assert _texted(walk, path, told).status_code in (200, 204, 400, 413)


def _texted(walk: Walk, path: str, fields: dict[str, str]) -> HTTPResponse:
    clear_text = walk.website.base_url + path + "".join(k + fields[k] for k in sorted(fields))
    mac = hmac.digest(TOKEN.encode(), clear_text.encode(), hashlib.sha1)
    headers = {"content-type": FORM, "x-twilio-signature": base64.b64encode(mac).decode()}
    return walk.website.request("POST", path, headers=headers, body=urlencode(fields).encode())


def _asked(walk: Walk, request: Sent) -> HTTPResponse:
    session = walk.session(request.route) if request.signed_in else None
    headers = dict(request.headers)
    if session:
        headers["cookie"] = walk.visitor(request.route, session).cookie
    path = walk.path(request.route, **path_parts(request.parts))
    body = request.body
    if session and b"token=" not in body:
        body += f"&token={quote(walk.token(session))}".encode()
    return walk.website.request(request.method, path, headers=headers, body=body)
