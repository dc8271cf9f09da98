"""Facts taken back and given again, with their tallies: the same on both stores."""

from dataclasses import replace
from typing import Any

import pytest

from chalicelib.domain.facts import Fact
from chalicelib.ports import Stale, Store, Written
from tests.contract.store.samples import DAY, NOW, decision, fact, person, reply

SIGNATURE = fact(region="BRE")
KEY = SIGNATURE.key


@pytest.fixture
def signed(store: Store) -> Store:
    """p1 has signed by text."""
    store.add_person(person())
    store.record(decision(person(version=1), facts=(SIGNATURE,)), reply())
    return store


def say(store: Store, sid: str, version: int, **differs: Any) -> object:
    return store.record(decision(person(version=version), **differs), reply(sid=sid))


def only(store: Store) -> Fact:
    (one,) = store.facts(DAY)
    return one


def test_promise_3_a_withdrawn_fact_leaves_the_tally_with_every_breakdown(signed: Store) -> None:
    """The fact stays, in its new state; the totals name it no more."""
    assert say(signed, "SM2", 2, withdraws=(KEY,)) == Written()
    assert only(signed) == replace(SIGNATURE, state="withdrawn")
    assert signed.totals(DAY, NOW).by_country == {}


def test_promise_3_given_again_it_counts_again(signed: Store) -> None:
    """As before, to the last name."""
    before = signed.totals(DAY, NOW)
    say(signed, "SM2", 2, withdraws=(KEY,))
    assert say(signed, "SM3", 3, restores=(KEY,)) == Written()
    assert only(signed) == SIGNATURE
    assert signed.totals(DAY, NOW) == before


def test_promise_9_withdrawn_twice_or_restored_untaken_moves_nothing(signed: Store) -> None:
    """What is in that state already stays; the person is written all the same."""
    before = signed.totals(DAY, NOW)
    assert say(signed, "SM2", 2, restores=(KEY,)) == Written()
    assert signed.totals(DAY, NOW) == before
    say(signed, "SM3", 3, withdraws=(KEY,))
    assert say(signed, "SM4", 4, withdraws=(KEY,)) == Written()
    assert signed.totals(DAY, NOW).by_country == {}
    assert say(signed, "SM5", 5, withdraws=("sign#signed#nobody#",)) == Written()


def test_one_act_replaces_another_in_one_write(signed: Store) -> None:
    """The tally item of both is touched once: a transaction may not touch it twice."""
    coming = fact(ask="attend", kind="pledged", region="BRE")
    assert say(signed, "SM2", 2, withdraws=(KEY,), facts=(coming,)) == Written()
    assert signed.totals(DAY, NOW).by_country["FR"] == {
        "attend.pledged": 1,
        "attend.pledged@sms": 1,
        "attend.pledged/BRE": 1,
    }


def test_a_held_fact_is_withdrawn_without_leaving_a_count(store: Store) -> None:
    """It was not in the tally; a text that gives it again proves it, and it counts."""
    store.add_person(person())
    store.sign(fact(channel="web", proved=False, state="held"))
    assert say(store, "SM1", 1, withdraws=(KEY,)) == Written()
    assert store.totals(DAY, NOW).by_country == {}
    assert say(store, "SM2", 2, restores=(KEY,)) == Written()
    assert only(store) == fact(channel="web", proved=True)
    assert store.totals(DAY, NOW).of("sign.signed") == 1


def test_an_invalid_fact_is_nobody_s_to_restore(store: Store) -> None:
    """A human took it out."""
    store.add_person(person())
    store.sign(fact(state="invalid"))
    for sid, move in (("SM1", "withdraws"), ("SM2", "restores")):
        assert say(store, sid, int(sid[-1]), **{move: (KEY,)}) == Written()
    assert only(store).state == "invalid"
    assert store.totals(DAY, NOW).by_country == {}


def test_a_withdrawal_decided_on_an_older_person_is_stale(signed: Store) -> None:
    """All or nothing."""
    assert say(signed, "SM2", 1, withdraws=(KEY,)) == Stale()
    assert only(signed) == SIGNATURE
