"""Notes every exchange with the local carrier, as it was on the wire."""

import io
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from tests.contract.shapes import answer_problems, description, request_problems


@dataclass(frozen=True)
class Exchange:
    """One request with its answer, as they were on the wire."""

    operation: str
    asked: dict[str, str]
    authorization: str
    status: int
    answer: Any

    def problems(self) -> list[str]:
        """Where either side leaves the description; a refusal may be of a wrong request."""
        answered = answer_problems(self.operation, self.status, self.answer)
        asked = request_problems(self.operation, self.asked) if self.status < 400 else []
        return asked + answered


@dataclass
class Witness:
    """The phones' application, with all that passes noted."""

    application: Any
    seen: list[Exchange] = field(default_factory=list)

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> list[bytes]:
        raw = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        environ["wsgi.input"] = io.BytesIO(raw)
        statuses: list[str] = []

        def noted(status: str, headers: Any, *more: Any) -> Any:
            statuses.append(status)
            return start(status, headers, *more)

        body = b"".join(self.application(environ, noted))
        self.seen.append(_exchange(environ, raw, int(statuses[0][:3]), body))
        return [body]

    def problems(self) -> list[str]:
        return [problem for exchange in self.seen for problem in exchange.problems()]


def _exchange(environ: dict[str, Any], raw: bytes, status: int, body: bytes) -> Exchange:
    asked = f"{environ['QUERY_STRING']}&{raw.decode()}"
    return Exchange(
        operation=_operation(environ["REQUEST_METHOD"], environ["PATH_INFO"]),
        asked=dict(parse_qsl(asked, keep_blank_values=True)),
        authorization=environ.get("HTTP_AUTHORIZATION", ""),
        status=status,
        answer=json.loads(body) if body else None,
    )


def _operation(method: str, path: str) -> str:
    """The operation of the description that has this method and path."""
    for name, operation in description()["operations"].items():
        pattern = re.escape(operation["path"]).replace(r"\{AccountSid\}", "AC[0-9a-f]{32}")
        pattern = pattern.replace(r"\{Sid\}", "(SM|MM)[0-9a-f]{32}")
        if operation["method"] == method.lower() and re.fullmatch(pattern, path):
            return str(name)
    raise AssertionError(f"{method} {path} is no operation of Twilio's")
