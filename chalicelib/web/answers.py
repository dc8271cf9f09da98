"""HTTP answers; the guard adds the headers that every answer of ours has."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

from chalice.app import Request, Response

FORM = "application/x-www-form-urlencoded"
MAX_BODY = 65_536
"""Our longest form stays below this; each form's own limit is declared beside it."""

Headers = dict[str, str | list[str]]


def html(page: str, policy: str, status: int = 200) -> Response:
    """A page, never stored by anyone."""
    headers: Headers = {
        "Content-Type": "text/html; charset=utf-8",
        "Content-Security-Policy": policy,
    }
    return Response(body=page, status_code=status, headers=headers)


def json(body: str) -> Response:
    """JSON that is encoded already, never stored by anyone."""
    return Response(body=body, headers={"Content-Type": "application/json"})


def file(body: str | bytes, kind: str, name: str) -> Response:
    """A file to be saved under `name`."""
    headers: Headers = {
        "Content-Type": kind,
        "Content-Disposition": f'attachment; filename="{name}"',
    }
    return Response(body=body, headers=headers)


def see(url: str, cookie: str = "") -> Response:
    """303: go and get that page. A second click on the way back posts nothing again."""
    headers: Headers = {"Location": url}
    if cookie:
        headers["Set-Cookie"] = cookie
    return Response(body="", status_code=303, headers=headers)


def form_of(request: Request) -> dict[str, str] | None:
    """The form's fields; None when the body is too large to be one of ours."""
    body = bytes(request.raw_body)  # type: ignore[arg-type]
    if len(body) > MAX_BODY:
        return None
    return dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))


def query(request: Request, name: str) -> str:
    """A parameter of the address; empty when it is not there."""
    parameters: Mapping[str, Any] = request.query_params or {}
    return str(parameters.get(name) or "")
