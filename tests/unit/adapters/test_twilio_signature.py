"""Twilio's signature on a webhook."""

import pytest
from twilio.request_validator import RequestValidator

from chalicelib.adapters.twilio_signature import signature_is_right

URL = "https://api.example/api/twilio/inbound"
PARAMS = {"From": "+12125550123", "Body": "", "MessageSid": "SM1"}


def signed(token: str) -> str:
    return str(RequestValidator(token).compute_signature(URL, PARAMS))


@pytest.mark.parametrize("token", ["new", "old"])
def test_either_token_of_a_rotation_is_right(token: str) -> None:
    """An empty Body is part of what is signed."""
    assert signature_is_right(URL, PARAMS, signed(token), ("new", "old"))


@pytest.mark.parametrize("signature", [None, "", "nonsense", signed("other")])
def test_no_signature_or_a_wrong_one_is_wrong(signature: str | None) -> None:
    """A request without the header is refused like one with a bad one."""
    assert not signature_is_right(URL, PARAMS, signature, ("new", "old"))


@pytest.mark.parametrize(
    ("url", "params"),
    [
        (URL + "/", PARAMS),
        (URL.replace("/api/", "/"), PARAMS),
        (URL, PARAMS | {"Body": "STOP"}),
        (URL, {"From": "+12125550123", "MessageSid": "SM1"}),
    ],
)
def test_another_address_or_other_parameters_are_wrong(url: str, params: dict[str, str]) -> None:
    """The signature covers the whole of the request."""
    assert not signature_is_right(url, params, signed("new"), ("new",))
