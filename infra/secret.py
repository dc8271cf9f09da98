"""A stage's secret: made once, with random values, and never replaced from here."""

import base64
import json
import secrets
from collections.abc import Sequence
from typing import Any

from botocore.exceptions import ClientError


def secret_name(stage: str) -> str:
    """As in the template."""
    return f"tocsin/{stage}"


def ensure_secret(client: Any, stage: str, twilio_tokens: Sequence[str]) -> bool:
    """Creates the secret unless it is there; says whether it did.

    Losing the peppers is losing every person: an existing secret is left as it is.
    """
    value = {
        "peppers": {"1": base64.b64encode(secrets.token_bytes(32)).decode()},
        "session_key": secrets.token_urlsafe(48),
        "twilio_tokens": list(twilio_tokens),
    }
    try:
        client.create_secret(Name=secret_name(stage), SecretString=json.dumps(value))
    except ClientError as error:
        if error.response["Error"]["Code"] != "ResourceExistsException":
            raise
        return False
    return True
