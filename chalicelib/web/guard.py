"""Before every view and after it: no malformed form goes in, no answer leaves without its headers.

What a person can mend is answered by the view's own page; what only a program sends, from here.
"""

from collections.abc import Callable
from http import HTTPStatus

from chalice.app import Chalice, Request, Response

from chalicelib import wiring
from chalicelib.web.forms import Form, fault_in, form_of

LONGEST_PART = 400
"""Bytes of a part of an address: two of them stay below a sort key's 1,024."""
ELSEWHERE = ("cross-site", "same-site")
YEAR = 365 * 24 * 3600
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
"""Of every answer that does not say otherwise; pages have a policy of their own."""


def guard(app: Chalice) -> None:
    """Every HTTP answer of the app, the framework's own refusals too."""

    def guarded(request: Request, respond: Callable[[Request], Response]) -> Response:
        answer = _refusal(app, request) or respond(request)
        for name, value in _headers().items():
            answer.headers.setdefault(name, value)
        return answer

    app.register_middleware(guarded, "http")


def _headers() -> dict[str, str]:
    if not wiring.settings().base_url.startswith("https:"):
        return HEADERS
    return {**HEADERS, "Strict-Transport-Security": f"max-age={YEAR}"}


def _refusal(app: Chalice, request: Request) -> Response | None:
    """What is refused before any view."""
    parts = (request.uri_params or {}).values()
    if any(len(part.encode("utf-8", "replace")) > LONGEST_PART for part in parts):
        return _refused(HTTPStatus.NOT_FOUND, "nothing has so long an address")
    route = app.routes[request.context["resourcePath"]].get(request.method)
    form = form_of(route.view_function) if route else None
    return _refused_form(form, request) if isinstance(form, Form) else None


def _refused_form(form: Form, request: Request) -> Response | None:
    if not form.from_elsewhere and request.headers.get("sec-fetch-site") in ELSEWHERE:
        return _refused(HTTPStatus.FORBIDDEN, "another site sent this form")
    body = bytes(request.raw_body)  # type: ignore[arg-type]  # API Gateway's own bytes
    if len(body) > form.largest:
        return _refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "the form is too large")
    fault = fault_in(form, body)
    return _refused(HTTPStatus.BAD_REQUEST, fault) if fault else None


def _refused(status: HTTPStatus, message: str) -> Response:
    """In the shape of the framework's own refusals."""
    return Response({"Code": status.phrase.replace(" ", ""), "Message": message}, {}, status)
