"""What lies beside a person: the history of their consent and the token of their page."""

from dataclasses import replace
from typing import Any

import pytest

from chalicelib.ports import AlreadyAnswered, Exists, Stale, Store, Written
from tests.contract.store.samples import NOW, consent, decision, message, minutes, person, reply

GIVEN = replace(consent("in", minutes(-9)), source="import:list", wording=b"sealed", terms="v3")
TAKEN = consent("out", minutes(1))


def changed(version: int = 1) -> Any:
    """Someone whose decision takes their consent back."""
    return replace(person(consent=GIVEN, version=version)).consenting(TAKEN)


def test_a_replaced_consent_goes_into_the_history_with_all_its_proof(store: Store) -> None:
    """And the person that is read has the new one, with nothing left over."""
    store.add_person(person(consent=GIVEN))
    assert store.consent_history("p1") == []
    assert store.update_person(changed()) == Written()
    assert store.person("p1") == person(consent=TAKEN, version=2)
    assert store.consent_history("p1") == [GIVEN]


def test_a_reply_files_the_consent_it_replaced_once(store: Store) -> None:
    """The same request twice, and the history in the order of the instants."""
    store.add_person(person(consent=GIVEN))
    store.record(decision(changed()), reply())
    assert isinstance(store.record(decision(changed()), reply()), AlreadyAnswered)
    back = person(consent=TAKEN, version=2).consenting(consent("in", minutes(2)))
    store.record(decision(back), reply(sid="SM2"))
    assert store.consent_history("p1") == [GIVEN, TAKEN]


def test_a_stale_write_files_nothing(store: Store) -> None:
    """All or nothing: a history has only what was replaced."""
    store.add_person(person(consent=GIVEN))
    assert store.update_person(changed(version=7)) == Stale()
    assert store.record(decision(changed(version=7)), reply()) == Stale()
    assert store.consent_history("p1") == []


def test_someone_nobody_knew_has_no_history() -> None:
    """A stranger's first word replaces nothing."""
    assert person().consenting(TAKEN).superseded is None


def test_older_words_change_nothing() -> None:
    """Neither the consent nor the history (promise 10)."""
    out = person(consent=TAKEN, version=1)
    assert out.consenting(GIVEN) == out


@pytest.mark.parametrize("how", ["claim", "update"])
def test_a_token_leads_to_its_person_from_the_write_that_drew_it(store: Store, how: str) -> None:
    """One transaction: no token without its person, none in a person without its way back."""
    store.add_person(person())
    assert store.owner_of("abc") is None
    drawn = person(version=1, token="abc", new_token=True)
    written = store.claim(drawn, message(), NOW) if how == "claim" else store.update_person(drawn)
    assert written == Written()
    assert store.owner_of("abc") == "p1"
    assert store.person("p1") == person(version=2, token="abc")


def test_a_token_that_someone_has_is_drawn_again(store: Store) -> None:
    """The write is stale: the worker reads the person again and draws another."""
    store.add_person(person())
    store.add_person(person(id="p2"))
    store.update_person(person(version=1, token="abc", new_token=True))
    other = person(id="p2", version=1, token="abc", new_token=True)
    assert store.claim(other, message(person="p2"), NOW) == Stale()
    assert store.update_person(other) == Stale()
    assert store.owner_of("abc") == "p1"
    assert store.message(message(person="p2").id) is None


def test_a_text_claimed_before_draws_no_token(store: Store) -> None:
    """The message is what tells: the same text twice is one text."""
    store.add_person(person())
    store.claim(person(version=1), message(), NOW)
    again = person(version=2, token="abc", new_token=True)
    assert store.claim(again, message(), NOW) == Exists()
    assert store.owner_of("abc") is None


def test_both_are_forgotten(store: Store) -> None:
    """An erasure leaves neither history nor a way to the page."""
    store.add_person(person(consent=GIVEN))
    store.update_person(replace(changed(), token="abc", new_token=True))
    forgotten = store.forget("p1", lambda: "erased.0")
    assert (forgotten.consents, forgotten.tokens) == (1, 1)
    assert store.consent_history("p1") == []
    assert store.owner_of("abc") is None
