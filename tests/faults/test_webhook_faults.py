"""A fault in the webhook, through the real app: a 5xx, then the carrier asks again."""

import base64
import hashlib
import hmac
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlencode

import pytest
from chalice.test import Client

import app as tocsin
from chalicelib import wiring
from chalicelib.adapters.secrets import Secrets
from tests.faults.calls import Fault, When
from tests.faults.harbour import BOB, DAY
from tests.faults.promises import broken
from tests.faults.scenes import opened, recover
from tests.faults.world import SCENE_SETTINGS, World

TOKEN = "token"
FORM = {"MessageSid": "SMone", "From": BOB, "To": "+12125550100", "Body": "1"}
LONGEST = 12
"""More calls than one reply makes."""


@contextmanager
def client_of(world: World) -> Iterator[Client]:
    with wiring.instead(**world.stage.ports), Client(tocsin.app) as client:
        yield client


def post(client: Client, path: str) -> int:
    """The status of the carrier's signed request."""
    clear = SCENE_SETTINGS.base_url + path + "".join(k + FORM[k] for k in sorted(FORM))
    digest = hmac.digest(TOKEN.encode(), clear.encode(), hashlib.sha1)
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "X-Twilio-Signature": base64.b64encode(digest).decode(),
    }
    return int(client.http.post(path, headers=headers, body=urlencode(FORM).encode()).status_code)


@pytest.fixture(autouse=True)
def secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    known = Secrets(peppers={"1": b"p"}, session_key=b"s", twilio_tokens=(TOKEN,))
    monkeypatch.setattr(wiring, "secrets", lambda: known)


@pytest.mark.parametrize("path", ["/twilio/inbound", "/twilio/fallback"])
@pytest.mark.parametrize("when", ["before", "after"])
def test_promise_9_a_webhook_that_failed_is_asked_again_and_counts_once(
    path: str, when: When
) -> None:
    """A fault at each call of the request in turn: 500, then 200 and one signature."""
    failed = 0
    for number in range(1, LONGEST):
        world = opened("reply")
        world.calls.faults = {number: Fault(number, when, "error")}
        with client_of(world) as client:
            first = post(client, path)
            world.calls.on = False
            again = post(client, path)
        recover(world)
        failed += first == 500
        assert (first, again) == (500 if world.calls.struck else 200, 200)
        assert f"sign#signed#{world.person(BOB)}#" in world.store._facts[DAY]
        assert broken(world) == []
    assert failed
