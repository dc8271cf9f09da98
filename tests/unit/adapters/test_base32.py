"""Base 32 as the standard library writes it."""

import base64

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.adapters.base32 import base32


@given(st.binary(min_size=20, max_size=20))
def test_the_letters_are_the_standard_ones(digest: bytes) -> None:
    """Ids made before stay the ids of their people."""
    assert base32(digest) == base64.b32encode(digest).decode().lower()
