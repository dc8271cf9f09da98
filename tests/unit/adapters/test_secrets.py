"""The stage's secrets: their form, and their silence."""

import base64
import json
from typing import Any

import boto3
import pytest
from moto import mock_aws

from chalicelib.adapters.secrets import parse_secrets, read_secrets
from chalicelib.errors import SettingsError

STORED = {
    "peppers": {"10": base64.b64encode(b"pepper").decode()},
    "session_key": "session",
    "twilio_tokens": ["first", "second"],
}


def test_a_secret_is_read_with_its_pepper_s_version() -> None:
    """Ids bear it."""
    secrets = parse_secrets(STORED)
    assert secrets.pepper == ("10", b"pepper")
    assert secrets.twilio_tokens == ("first", "second")


@pytest.mark.parametrize(
    "wrong",
    [
        {"peppers": {}},
        {"peppers": {"one": "eA=="}},
        {"peppers": {"1": "no base64!"}},
        {"peppers": None},
        {"twilio_tokens": []},
        {"session_key": ""},
        {"pepper": "1"},
    ],
)
def test_a_secret_of_another_form_is_refused(wrong: dict[str, Any]) -> None:
    """At the first use, without quoting it."""
    with pytest.raises(SettingsError, match="the secret must hold") as raised:
        parse_secrets(STORED | wrong)
    assert raised.value.__cause__ is None


def test_promise_10_of_two_peppers_the_secret_says_which_makes_new_ids() -> None:
    """One that was only put there by hand is refused: a guess would make two of one person."""
    two = STORED | {"peppers": {"1": "eA==", "2": "eQ=="}}
    with pytest.raises(SettingsError, match="only `tocsin keys pepper` changes peppers"):
        parse_secrets(two)
    known = parse_secrets(two | {"pepper": "1"})
    assert known.pepper == ("1", b"x") and set(known.peppers) == {"1", "2"}
    assert parse_secrets(two | {"pepper": "2"}).pepper == ("2", b"y")


def test_promise_8_secrets_are_not_shown() -> None:
    """Not even by a log of the whole object."""
    assert repr(parse_secrets(STORED)) == "Secrets()"


def test_the_stored_secret_is_read_and_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """One call of the service in five minutes, however often it is asked for."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "test")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    with mock_aws():
        service = boto3.client("secretsmanager")
        made = service.create_secret(Name="tocsin/test", SecretString=json.dumps(STORED))
        assert read_secrets("tocsin/test") == parse_secrets(STORED)
        service.delete_secret(SecretId=made["ARN"], ForceDeleteWithoutRecovery=True)
        assert read_secrets("tocsin/test").session_key == b"session"
