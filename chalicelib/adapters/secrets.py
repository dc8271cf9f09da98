"""The stage's secrets, from Secrets Manager, kept for five minutes."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from chalicelib.adapters.clients import client
from chalicelib.errors import SettingsError

MAX_AGE_SECONDS = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Secrets:
    """What only the stage knows; nothing of it is ever shown."""

    peppers: dict[str, bytes] = field(repr=False)
    """Version (a whole number) to key of the person ids."""
    session_key: bytes = field(repr=False)
    twilio_tokens: tuple[str, ...] = field(repr=False)
    """One, or during a rotation two, the first being the one we sign in with."""
    current: str = field(default="1", repr=False)
    """The version of the pepper that a stranger's id is made with."""

    @property
    def pepper(self) -> tuple[str, bytes]:
        """The pepper of strangers' ids, and its version."""
        return self.current, self.peppers[self.current]

    @property
    def pepper_is_unknown(self) -> bool:
        return self.current not in self.peppers

    @property
    def oldest(self) -> bytes:
        """The pepper that the stage began with: the same for ever, in every process."""
        return self.peppers[min(self.peppers, key=int)]


def read_secrets(name: str, aws_url: str = "") -> Secrets:
    """The secret of that name. Raises SettingsError when it is not of our form."""
    return parse_secrets(_provider(aws_url).get(name, max_age=MAX_AGE_SECONDS, transform="json"))


def parse_secrets(stored: Mapping[str, Any]) -> Secrets:
    """The secrets in the stored JSON. Raises SettingsError, without a value."""
    try:
        secrets = Secrets(
            peppers={str(int(v)): _key(text) for v, text in stored["peppers"].items()},
            session_key=str(stored["session_key"]).encode(),
            twilio_tokens=tuple(stored["twilio_tokens"]),
            current=_current(stored),
        )
    except (KeyError, ValueError, TypeError, AttributeError):
        raise SettingsError("the secret must hold peppers, session_key, twilio_tokens") from None
    if not (secrets.peppers and secrets.session_key and secrets.twilio_tokens):
        raise SettingsError("the secret must hold a pepper, a session key and a token")
    if secrets.pepper_is_unknown:
        raise SettingsError(
            "the secret must hold the pepper that `pepper` names as current: only `tocsin keys"
            " pepper` changes peppers (docs/operators/privacy.md)"
        )
    return secrets


def _current(stored: Mapping[str, Any]) -> str:
    """Where there are several, the secret has to say: a guess would make two of one person."""
    named = stored.get("pepper", "")
    if not named and len(stored["peppers"]) == 1:
        return str(int(next(iter(stored["peppers"]))))
    return str(named)


def _key(text: str) -> bytes:
    return base64.b64decode(text, validate=True)


@cache
def _provider(aws_url: str) -> Any:
    from aws_lambda_powertools.utilities.parameters import SecretsProvider

    return SecretsProvider(boto3_client=client("secretsmanager", aws_url))
