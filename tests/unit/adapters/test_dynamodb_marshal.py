"""Domain values to items and back."""

from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.adapters.dynamodb.marshal import attribute, from_item, instant, plain, to_item
from chalicelib.adapters.dynamodb.people import person_item, person_of
from chalicelib.domain.cases import Case
from chalicelib.domain.facts import Fact
from chalicelib.domain.leaders import Leader
from chalicelib.domain.messages import Message
from chalicelib.domain.people import Answers, Consent, Hosting, LiveAsk, Person
from chalicelib.domain.runs import Run
from tests.contract.store.samples import NOW, fact, run

AWARE = st.datetimes(timezones=st.just(UTC))
FIELDS: dict[Any, st.SearchStrategy[Any]] = {
    datetime: AWARE,
    datetime | None: st.none() | AWARE,
    dict[str, Any]: st.dictionaries(st.text(), st.none() | st.booleans() | st.integers()),
    Consent: st.builds(Consent, at=AWARE),
    LiveAsk | None: st.none() | st.builds(LiveAsk, asked_at=AWARE, until=AWARE),
    Hosting | None: st.none() | st.builds(Hosting, at=AWARE),
    Answers | None: st.none() | st.builds(Answers, since=AWARE),
}


def any_of(type_: type[Any]) -> st.SearchStrategy[Any]:
    """Instances of a dataclass, every field drawn."""
    return st.builds(type_, **{field.name: FIELDS.get(field.type, ...) for field in fields(type_)})


def test_an_item_is_readable_and_leaves_out_what_is_empty() -> None:
    """Plain strings, numbers and flags; no region, amount 0 kept, no occurrence."""
    assert to_item(fact(level=1)) == {
        "day": {"S": "rivers"},
        "ask": {"S": "sign"},
        "kind": {"S": "signed"},
        "person": {"S": "p1"},
        "at": {"S": "2027-03-20T09:30:00.000000Z"},
        "country": {"S": "FR"},
        "channel": {"S": "sms"},
        "level": {"N": "1"},
        "state": {"S": "counted"},
        "proved": {"BOOL": True},
        "amount": {"N": "0"},
    }


def test_an_empty_value_without_a_default_is_kept() -> None:
    """A fact of no known country reads back."""
    item = to_item(fact(country=""))
    assert item["country"] == {"S": ""}
    assert from_item(item, Fact) == fact(country="")


@settings(deadline=None)
@given(st.one_of([any_of(type_) for type_ in (Case, Fact, Leader, LiveAsk, Message, Run)]))
def test_any_value_reads_back_equal(value: Any) -> None:
    """Whatever the fields hold, to the microsecond."""
    assert from_item(to_item(value), type(value)) == value


@settings(deadline=None)
@given(any_of(Person))
def test_any_person_reads_back_one_version_on(whole: Person) -> None:
    """Their consent, which stands apart for conditions, with them; what is filed beside, not."""
    alone = replace(whole, superseded=None)
    read = replace(alone, version=whole.version + 1, new_token=False)
    assert person_of(person_item(alone)) == read


def test_nested_values_keep_their_empties_and_types() -> None:
    """An outcome's zero, None, half and empty list come back as they went."""
    outcome = {"n": 0, "none": None, "half": 0.5, "minus": -3, "list": [], "deep": {"": b"\x00"}}
    assert from_item(to_item(run(outcome=outcome)), Run).outcome == outcome


@given(AWARE, AWARE)
def test_instants_sort_as_text(one: datetime, other: datetime) -> None:
    """In the order of time, at one width."""
    assert (instant(one) < instant(other)) is (one < other)
    assert len(instant(one)) == len("2014-06-03T15:00:00.000000Z")


def test_an_instant_of_another_zone_is_written_in_utc() -> None:
    """The same instant is the same text; a naive one is a mistake."""
    paris = timezone(timedelta(hours=1))
    assert instant(NOW.astimezone(paris)) == instant(NOW)
    with pytest.raises(ValueError, match="zone"):
        instant(NOW.replace(tzinfo=None))


def test_what_no_item_holds_is_refused() -> None:
    """A type without an attribute, and an attribute without a type."""
    with pytest.raises(KeyError):
        attribute({1, 2})
    with pytest.raises(ValueError, match="type"):
        plain({})
