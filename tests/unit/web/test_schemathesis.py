"""What schemathesis makes of the app's own OpenAPI document: what it allows, and what it does not.

`test_hostile.py` goes below the form: broken encodings, fields twice, foreign content types. This
is what a tool makes of the document that we publish, so that the document itself is tried.
"""

from typing import Any

import pytest
import requests
from hypothesis import HealthCheck, given, settings

from chalicelib import wiring
from chalicelib.adapters.secrets import Secrets
from cli.openapi import document
from tests.unit.web.test_hostile import clear, fresh

schemathesis: Any = pytest.importorskip("schemathesis")

DOCUMENT = document()
OPERATIONS = [found.ok() for found in schemathesis.openapi.from_dict(DOCUMENT).get_all_operations()]
AS_TOLD, OTHERWISE = schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE
FEW = settings(
    max_examples=3,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(scope="module", autouse=True)
def carriers_token() -> Any:
    """What the carrier signs with: the one secret that a route asks for itself."""
    secrets = Secrets(peppers={"1": b"p"}, session_key=b"s", twilio_tokens=("token",))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(wiring, "secrets", lambda: secrets)
        yield


def _may_differ(operation: Any) -> bool:
    """Whether something is told of it that may be sent otherwise."""
    told = DOCUMENT["paths"][operation.path][operation.method.lower()]
    return "{" in operation.path or "requestBody" in told


CASES = [
    pytest.param(operation, mode, id=f"{operation.label} {mode.value}")
    for operation in OPERATIONS
    for mode in (AS_TOLD, OTHERWISE)
    if mode is AS_TOLD or _may_differ(operation)
]


@pytest.mark.parametrize(("operation", "mode"), CASES)
def test_no_operation_of_the_document_fails(operation: Any, mode: Any) -> None:
    """Never a 500; a refusal says why, stores nothing and moves no count."""

    @FEW
    @given(operation.as_strategy(generation_mode=mode))
    def asked(case: Any) -> None:
        walk, before = fresh()
        request = _prepared(case)
        body = request.body or b""
        answer = walk.website.request(
            str(request.method),
            request.path_url,
            headers={name.lower(): str(value) for name, value in request.headers.items()},
            body=body.encode() if isinstance(body, str) else body,
        )
        clear(answer, walk, before)

    asked()


def _prepared(case: Any) -> requests.PreparedRequest:
    """As it would go over the wire."""
    told = case.as_transport_kwargs(base_url="http://api.example")
    known = ("method", "url", "headers", "data", "json", "params", "files", "cookies")
    return requests.Request(**{name: told[name] for name in known if name in told}).prepare()
