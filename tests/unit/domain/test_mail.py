"""One spelling for one mailbox."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.mail import canonical_mail


@pytest.mark.parametrize(
    ("typed", "canonical"),
    [
        (" Ana@Example.ORG ", "ana@example.org"),
        ("a.n.a+petition@gmail.com", "ana@gmail.com"),
        ("ana@googlemail.com", "ana@gmail.com"),
        ("ana+1@outlook.com", "ana@outlook.com"),
        ("an.a+1@example.org", "an.a+1@example.org"),
        ("+@gmail.com", "+@gmail.com"),
        ("ana@example", ""),
        ("ana", ""),
        ("a b@example.org", ""),
        (f"{'a' * 250}@example.org", ""),
    ],
)
def test_what_a_provider_ignores_makes_no_other_mailbox(typed: str, canonical: str) -> None:
    """A thousand tags are one person where the provider drops them; elsewhere they may be many."""
    assert canonical_mail(typed) == canonical


@given(st.emails())
def test_a_canonical_address_is_its_own(address: str) -> None:
    """Whatever is hashed twice is hashed alike."""
    once = canonical_mail(address)
    assert canonical_mail(once) == once
