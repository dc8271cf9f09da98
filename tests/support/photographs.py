"""A small photograph, and what a camera writes beside the picture."""

from chalicelib.domain.photographs import JPEG

SECRET = b"GPS 48.85 2.35 telephone of Ana"
SCAN = b"\xff\xda\x00\x04\x01\x00" + b"\x12\xff\x00\x34\xff\xd0\x56"
END = b"\xff\xd9"


def segment(marker: int, body: bytes) -> bytes:
    """A part of a JPEG."""
    return bytes((0xFF, marker)) + (len(body) + 2).to_bytes(2) + body


JFIF = segment(0xE0, b"JFIF\0")
PHOTO = JPEG + SCAN + END
