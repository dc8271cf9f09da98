"""Changed copies: what `dataclasses.replace` gives, of every class that a decision copies."""

from dataclasses import FrozenInstanceError, fields, replace
from typing import Any

import pytest
from hypothesis import given

from chalicelib.domain.copies import changed
from chalicelib.domain.people import Person
from tests.support.plans import HOST, asked, day, fact, leader, live
from tests.unit.domain.anyone import people


@given(people())
def test_it_is_what_replace_gives(who: Person) -> None:
    """And the one before stays as it was."""
    before = replace(who)
    assert changed(who, language="pt", live=None) == replace(who, language="pt", live=None)
    assert who == before


@pytest.mark.parametrize("value", [HOST, asked(HOST), day(), fact(), leader(), live(HOST)])
def test_a_copy_is_equal_and_frozen(value: Any) -> None:
    """Of any of the classes."""
    copy = changed(value)
    assert copy == value and copy is not value
    with pytest.raises(FrozenInstanceError):
        setattr(copy, fields(copy)[0].name, "other")


def test_an_unknown_field_is_refused() -> None:
    """As by `replace`."""
    with pytest.raises(KeyError):
        changed(HOST, colour="red")
