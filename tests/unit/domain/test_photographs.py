"""A proof shows the picture alone: nothing that a camera, or anyone, wrote beside it."""

import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.photographs import JPEG, PNG, photograph
from tests.support.photographs import END, JFIF, SCAN, SECRET, segment


def chunk(name: bytes, body: bytes = b"") -> bytes:
    return len(body).to_bytes(4) + name + body + zlib.crc32(name + body).to_bytes(4)


TABLE = segment(0xDB, b"quantised")
HEAD, PIXELS, LAST = chunk(b"IHDR", b"size"), chunk(b"IDAT", b"pixels"), chunk(b"IEND")


@pytest.mark.parametrize("marker", [0xE1, 0xE2, 0xED, 0xEF, 0xFE])
def test_a_jpeg_keeps_what_shows_it(marker: int) -> None:
    """Exif, XMP, IPTC, comments and what follows the end are gone; all scans stay."""
    wanted = JPEG + JFIF + TABLE + SCAN + TABLE + SCAN + END
    written = JPEG + JFIF + segment(marker, SECRET) + TABLE + SCAN + TABLE + SCAN + END + SECRET
    found = photograph(written)
    assert found is not None and (found.kind, found.body) == ("jpg", wanted)


@pytest.mark.parametrize("name", [b"eXIf", b"tEXt", b"iTXt", b"zTXt", b"tIME"])
def test_a_png_keeps_what_shows_it(name: bytes) -> None:
    """Texts, times and what follows the end are gone."""
    written = PNG + HEAD + chunk(name, SECRET) + PIXELS + LAST + SECRET
    found = photograph(written)
    assert found is not None and (found.kind, found.body) == ("png", PNG + HEAD + PIXELS + LAST)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"%PDF-1.7",
        b"<svg onload=alert(1)>",
        JPEG + JFIF + SCAN,
        JPEG + segment(0xE1, SECRET)[:9],
        PNG + HEAD + PIXELS,
        PNG + b"\xff\xff\xff\xffIDAT",
    ],
)
def test_what_is_no_whole_photograph_is_refused(body: bytes) -> None:
    """Whatever its name says, and where it was cut."""
    assert photograph(body) is None


@given(st.sampled_from((JPEG, PNG)), st.binary(max_size=200))
def test_no_bytes_bring_it_down(start: bytes, body: bytes) -> None:
    """What it makes of its own work is the same again."""
    found = photograph(start + body)
    assert found is None or photograph(found.body) == found
