"""Looks for people in what a stage keeps: numbers, addresses, names and texts, in any wrapping.

A trace is (place, bytes). Each is searched as it is, and so is what is found inside it: base64,
hexadecimal, URL and JSON escapes, zlib streams (PDF), gzip. Finds name the place and the
kind, never the find.
"""

import base64
import binascii
import re
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote_to_bytes

Trace = tuple[str, bytes]
DEEPEST = 3
"""Wrappings inside wrappings that are opened."""
BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{16,}={0,2}")
HEX = re.compile(rb"(?:[0-9a-fA-F]{2}){6,}")
ESCAPED = re.compile(rb"\\u[0-9a-fA-F]{4}")
BETWEEN_DIGITS = re.compile(rb"(?<=\d)[ ().\-/]{1,2}(?=\d)")
STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.S)


@dataclass(frozen=True, slots=True)
class Find:
    """Something personal where none may be."""

    place: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """What people are known by. Texts shorter than 8 characters say nothing and are left out."""

    numbers: tuple[str, ...] = ()
    mails: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()

    def patterns(self) -> dict[str, re.Pattern[bytes]]:
        """One pattern for each kind."""
        digits = [number.lstrip("+") for number in self.numbers]
        whole = [re.escape(number) for number in digits]
        ends = [
            rf"(?<![0-9A-Za-z]){number[-n:]}(?![0-9A-Za-z])"
            for number in digits
            for n in range(7, len(number))
        ]
        nationals = [f"0{number[n:]}" for number in digits for n in (1, 2, 3)]
        words = [rf"(?<![^\W_]){re.escape(name)}(?![^\W_])" for name in self.names]
        texts = [re.escape(text) for text in self.texts if len(text) >= 8]
        codes = [rf"(?<![0-9A-Za-z.]){code}(?![0-9A-Za-z])" for code in self.codes]
        kinds = {
            "number": [*whole, *nationals, *ends],
            "mail": [re.escape(mail) for mail in self.mails],
            "name": words,
            "text": texts,
            "code": codes,
        }
        return {
            kind: re.compile("|".join(found).encode(), 0 if kind == "name" else re.I)
            for kind, found in kinds.items()
            if found
        }


@dataclass
class Scan:
    """`places` counts the traces by the word before the first colon of their place."""

    sought: Sought
    places: Counter[str] = field(default_factory=Counter)
    bytes: Counter[str] = field(default_factory=Counter)
    finds: set[Find] = field(default_factory=set)

    def look(self, traces: Iterable[Trace]) -> "Scan":
        patterns = self.sought.patterns()
        for place, raw in traces:
            source = place.partition(":")[0]
            self.places[source] += 1
            self.bytes[source] += len(raw)
            for view in views(raw):
                self.finds |= {Find(place, kind) for kind, p in patterns.items() if p.search(view)}
        return self

    @property
    def told(self) -> str:
        """The counts, a line for each source."""
        rows = (
            f"{n:6,} {source:<28} {self.bytes[source]:12,} bytes"
            for source, n in sorted(self.places.items())
        )
        return "\n".join(rows)


def views(raw: bytes, depth: int = 0) -> Iterator[bytes]:
    """The bytes as they are, with digits drawn together, and whatever they wrap."""
    yield raw
    squeezed = BETWEEN_DIGITS.sub(b"", raw)
    if squeezed != raw:
        yield squeezed
    if depth < DEEPEST:
        for inner in _unwrapped(raw):
            yield from views(inner, depth + 1)


def _unwrapped(raw: bytes) -> Iterator[bytes]:
    if raw[:2] == b"\x1f\x8b":
        yield from _inflated(raw, 31)
    for stream in STREAM.findall(raw):
        yield from _inflated(stream, 15)
    if b"%" in raw and (plain := unquote_to_bytes(raw)) != raw:
        yield plain
    if ESCAPED.search(raw):
        yield ESCAPED.sub(lambda m: chr(int(m[0][2:], 16)).encode("utf-8", "replace"), raw)
    if found := HEX.findall(raw):
        yield b"\n".join(bytes.fromhex(each.decode()) for each in found)
    decoded = b"\n".join(_decoded(found) for found in BASE64.findall(raw))
    if decoded.strip():
        yield decoded


def _inflated(raw: bytes, bits: int) -> Iterator[bytes]:
    try:
        yield zlib.decompress(raw, bits)
    except zlib.error:
        return


def _decoded(text: bytes) -> bytes:
    standard = text.translate(bytes.maketrans(b"-_", b"+/")).rstrip(b"=")
    try:
        return base64.b64decode(standard + b"=" * (-len(standard) % 4))
    except binascii.Error:
        return b""
