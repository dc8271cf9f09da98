"""Photographs as proof, without what a camera writes into them: where, when, with which telephone.

Only what shows the picture is kept: by the segments of ITU T.81 (JPEG) and the chunks of the PNG
specification. What follows the picture's end is cut, because films and places hide there.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

JPEG, PNG = b"\xff\xd8", b"\x89PNG\r\n\x1a\n"
EOI, SOS, COMMENT = 0xD9, 0xDA, 0xFE
APPLICATION = range(0xE0, 0xF0)
JFIF, ADOBE = 0xE0, 0xEE
"""The two application segments by which colours are read."""
SHOWN_CHUNKS = frozenset((b"IHDR", b"PLTE", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"IDAT", b"IEND"))


@dataclass(frozen=True, slots=True)
class Photograph:
    """`body` shows the picture and tells nothing else."""

    kind: Literal["jpg", "png"]
    body: bytes


def photograph(body: bytes) -> Photograph | None:
    """The picture alone; None for what is no whole JPEG or PNG, whatever its name says."""
    if body.startswith(JPEG):
        kept = b"".join(_segments(body))
        return Photograph("jpg", JPEG + kept) if kept.endswith(b"\xff\xd9") else None
    if body.startswith(PNG):
        kept = b"".join(_chunks(body))
        return Photograph("png", PNG + kept) if kept[-8:-4] == b"IEND" else None
    return None


def _segments(body: bytes) -> Iterator[bytes]:
    at = len(JPEG)
    while at + 4 <= len(body) and body[at] == 0xFF and body[at + 1] != EOI:
        marker, end = body[at + 1], at + 2 + int.from_bytes(body[at + 2 : at + 4])
        if marker == SOS:
            end = _scan_end(body, end)
        dropped = marker == COMMENT or (marker in APPLICATION and marker not in (JFIF, ADOBE))
        if not dropped:
            yield body[at:end]
        at = end
    if body[at : at + 2] == bytes((0xFF, EOI)):
        yield body[at : at + 2]


def _scan_end(body: bytes, at: int) -> int:
    """Where the next marker is that is neither a stuffed byte nor a restart."""
    while (at := body.find(b"\xff", at)) >= 0 and at + 1 < len(body):
        following = body[at + 1]
        if following != 0 and following != 0xFF and not 0xD0 <= following <= 0xD7:
            return at
        at += 1 if following == 0xFF else 2
    return len(body)


def _chunks(body: bytes) -> Iterator[bytes]:
    at = len(PNG)
    while at + 12 <= len(body):
        end, name = at + 12 + int.from_bytes(body[at : at + 4]), body[at + 4 : at + 8]
        if name in SHOWN_CHUNKS and end <= len(body):
            yield body[at:end]
        if name == b"IEND":
            return
        at = end
