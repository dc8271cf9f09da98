"""The scanner finds a person however they are wrapped, and nobody where nobody is."""

import base64
import gzip
import json
import zlib
from urllib.parse import quote

import pytest

from tests.privacy.scanner import Find, Scan, Sought

NUMBER, MAIL, NAME = "+33639987301", "zoé.b@mailbox.example", "Théodrade"
TEXT = "it’s about my grandmother"
SOUGHT = Sought(
    numbers=(NUMBER,), mails=(MAIL,), names=(NAME,), texts=(TEXT, "1"), codes=("123456",)
)


def kinds(raw: bytes) -> set[str]:
    return {find.kind for find in Scan(SOUGHT).look([("log: here", raw)]).finds}


@pytest.mark.parametrize(
    "spelling",
    [
        NUMBER,
        NUMBER[1:],
        "0639987301",
        "06 39 98 73 01",
        "06.39.98.73.01",
        "(0)639 987-301",
        "…9987301",
        "%2B33639987301",
        "006" + "39987301",
        "tel:+33-639-987-301",
    ],
)
def test_a_number_is_found_in_any_spelling(spelling: str) -> None:
    """International, national, with signs between the digits, or its last seven alone."""
    assert kinds(f"sent to {spelling} now".encode()) == {"number"}


@pytest.mark.parametrize(
    ("clear", "kind"), [(NUMBER, "number"), (MAIL, "mail"), (NAME, "name"), (TEXT, "text")]
)
def test_a_person_is_found_through_wrappings(clear: str, kind: str) -> None:
    """Base64 of either alphabet, hexadecimal, escapes of JSON and URLs, gzip, a PDF, two in one."""
    raw = f"x {clear} x".encode()
    stream = b"stream\n" + zlib.compress(raw) + b"\nendstream"
    wrapped = [
        base64.b64encode(raw),
        base64.urlsafe_b64encode(raw).rstrip(b"="),
        json.dumps(raw.decode()).encode(),
        quote(raw).encode(),
        f"of {raw.hex()}.".encode(),
        gzip.compress(raw),
        b"%PDF-1.7 " + stream + b" %%EOF",
        json.dumps({"B": base64.b64encode(gzip.compress(raw)).decode()}).encode(),
        raw.upper() if kind != "name" else raw,
    ]
    assert [kinds(each) for each in wrapped] == [{kind}] * len(wrapped)


@pytest.mark.parametrize(
    "harmless",
    ["p1.abcdefghijklmnop", "2026-11-21T12:00:00.123456Z", "1", "Théodrades", "a9987301b", "12:01"],
)
def test_what_is_nobody_is_not_found(harmless: str) -> None:
    """Ids, instants, short answers, a longer word."""
    assert kinds(f"said {harmless} then".encode()) == set()


def test_a_find_names_the_place_and_never_the_find() -> None:
    """A report of a leak is not a second one."""
    (found,) = Scan(SOUGHT).look([("log: here", NUMBER.encode())]).finds
    assert found == Find("log: here", "number")
    assert NUMBER[-7:] not in repr(found)


def test_a_scan_tells_what_it_looked_at() -> None:
    """An empty source would pass every scan: the counts show it."""
    scan = Scan(SOUGHT).look([("log: a", b"12345"), ("log: b", b"1"), ("item: DAY", b"")])
    assert (scan.places, scan.bytes["log"]) == ({"log": 2, "item": 1}, 6)
    assert "2 log" in scan.told
