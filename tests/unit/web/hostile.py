"""Strategies of what nobody should send, over the app's own OpenAPI document."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode

from hypothesis import strategies as st

from cli.openapi import document
from tests.unit.web.website import FORM, MOBILE

NASTY = (
    "",
    " ",
    "\x00",
    "a\x00b",
    "x\r\nSet-Cookie: desk=1",
    '=HYPERLINK("http://x.example")',
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(1)",
    "\t=1",
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7*7 }}",
    "{0.__class__}",
    "%(count)s",
    "../../etc/passwd",
    "' OR 1=1 --",
    "\u202egnp.exe",
    "\ufeff\u200b\u2060",
    "Z\u0351\u036f\u0309" * 40,
    "\U0001f469\u200d\U0001f467" * 30,
    "\uffff\ufffe",
    "İıſß",
    "٣٤٥",
    "²½",
    "9" * 5_000,
    "x" * 70_000,
    "é" * 400,
    "null",
    "-1",
    "1e309",
    "a|b|c",
    "desk=1; target=2",
    MOBILE,
    "ana@example.org",
    "ana@" + "x" * 300 + ".example",
    "+33 6 39 98 00 01",
    "fr",
    "close",
    "erase",
    "committed",
)
texts = st.sampled_from(NASTY) | st.text(max_size=60)
KINDS = (FORM, FORM, FORM, f"{FORM}; charset=utf-16", "application/json", "multipart/form-data", "")
WAYS = ("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "TRACE")


@dataclass(frozen=True)
class Sent:
    """One request: `parts` replace parts of the address, `signed_in` goes with a session."""

    route: str
    method: str
    parts: dict[str, str]
    fields: list[tuple[str, str]]
    body: bytes
    headers: dict[str, str]
    signed_in: bool = field(default=False)


def operations() -> list[tuple[str, str]]:
    """Every address and method of the document."""
    return [
        (path, method.upper())
        for path, of in document()["paths"].items()
        for method in of
        if method != "parameters"
    ]


def sent(route: str, method: str) -> st.SearchStrategy[Sent]:
    """Requests to one operation: its own shape, with anything in it and anything around it."""
    known = document()["paths"][route]
    properties = _properties(known[method.lower()])
    parts = {part["name"]: texts for part in known.get("parameters", [])}
    fields = st.lists(st.tuples(st.sampled_from([*properties, "other"]), texts), max_size=8)
    return fields.flatmap(
        lambda given: st.builds(
            Sent,
            route=st.just(route),
            method=st.just(method) | st.sampled_from(WAYS),
            parts=st.just({}) | st.fixed_dictionaries({}, optional=parts),
            fields=st.just(given),
            body=bodies(given),
            headers=st.fixed_dictionaries(
                {"content-type": st.sampled_from(KINDS)}, optional=_AROUND
            ),
            signed_in=st.booleans(),
        )
    )


def bodies(fields: list[tuple[str, str]]) -> st.SearchStrategy[bytes]:
    """The form as a browser writes it, and as none does."""
    plain = urlencode(fields, errors="replace").encode()
    return st.one_of(
        st.just(plain),
        st.just(plain),
        st.just(plain + b"&" + plain),
        st.just(plain[: len(plain) // 2]),
        st.just(plain + b"%zz=%"),
        st.just(plain + b"&x=%ff%fe&y=%00&z=%ed%a0%80"),
        st.just(b"&".join([plain] + [b"f=1"] * 200)),
        st.just(b'{"phone": ["+12125550123"]}'),
        st.binary(max_size=200),
    )


def path_parts(parts: dict[str, str]) -> dict[str, str]:
    """As an address carries them; an empty part would be another route."""
    return {
        name: quote(part[:3_000], safe="", errors="replace") or "%20"
        for name, part in parts.items()
    }


def _properties(operation: dict[str, Any]) -> list[str]:
    content = operation.get("requestBody", {}).get("content", {})
    return list(content[FORM]["schema"]["properties"]) if content else []


_AROUND = {
    "cookie": texts,
    "accept-language": texts,
    "user-agent": texts,
    "accept": st.sampled_from(("application/pdf", "*/*", "text/html", "x" * 9_000)),
    "sec-fetch-site": st.sampled_from(("same-origin", "cross-site", "\x00")),
    "x-twilio-signature": texts,
    "x-forwarded-for": texts,
}
