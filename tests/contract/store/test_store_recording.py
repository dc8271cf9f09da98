"""Recording a reply or a web form: all or nothing, the same on both stores."""

from dataclasses import replace
from typing import Any

import pytest

from chalicelib.domain.replies import Decision, Reply
from chalicelib.errors import NotFoundError
from chalicelib.ports import AlreadyAnswered, Exists, FactsExist, Stale, Store, Written
from tests.contract.store.samples import (
    DAY,
    NOW,
    case,
    consent,
    decision,
    fact,
    leader,
    message,
    minutes,
    person,
    reply,
)


def everything(store: Store) -> tuple[Any, ...]:
    """All that a reply of p1 could have moved."""
    return (
        store.person("p1"),
        sorted(store.facts(DAY), key=lambda fact: fact.key),
        store.totals(DAY, NOW),
        store.cases(DAY),
        store.leaders(DAY),
        store.message(message(ask="host").id),
        store.recent_replies(DAY, 10),
    )


def full(**differs: Any) -> Decision:
    """A decision that touches everything."""
    whole = {
        "facts": (fact(), fact(ask="host", kind="pledged", region="BRE")),
        "proves": ("share#pledged#p1#",),
        "offers": (message(ask="host", in_answer=True),),
        "cases": (case(person="p1", text=b"sealed", due_at=minutes(9)),),
        "leader": leader(),
    }
    return decision(person(language="en", version=1), **{**whole, **differs})


@pytest.fixture
def known(store: Store) -> Store:
    """p1 is known, and once filled in an unproved form."""
    store.add_person(person())
    store.sign(fact(ask="share", kind="pledged", channel="web", proved=False))
    return store


def test_a_reply_writes_all_that_was_decided(known: Store) -> None:
    """Person, facts, tallies, proof, offer, case, leader and the reply itself."""
    assert known.record(full(), reply()) == Written()
    assert known.person("p1") == person(language="en", version=2)
    assert {one.key: one.proved for one in known.facts(DAY)} == {
        "sign#signed#p1#": True,
        "host#pledged#p1#": True,
        "share#pledged#p1#": True,
    }
    assert known.message(message(ask="host").id) == message(ask="host", in_answer=True)
    assert known.cases(DAY) == list(full().cases)
    assert known.leaders(DAY) == [leader()]
    assert known.recent_replies(DAY, 10) == [reply()]


def test_promise_3_totals_name_country_region_and_channel(known: Store) -> None:
    """The facts of one reply share one tally; amounts are added, not counted."""
    gift = fact(ask="give", kind="gave", amount=25, occurrence="e1")
    known.record(full(facts=(fact(region="BRE"), gift)), reply())
    known.sign(fact(person="p2", channel="web", proved=False))
    known.sign(fact(person="p3", country=""))
    known.sign(fact(person="p4", country="GB", state="held"))
    totals = known.totals(DAY, minutes(1))
    assert (totals.day, totals.as_of) == (DAY, minutes(1))
    assert totals.by_country == {
        "FR": {
            "share.pledged": 1,
            "share.pledged@web": 1,
            "sign.signed": 2,
            "sign.signed@sms": 1,
            "sign.signed@web": 1,
            "sign.signed/BRE": 1,
            "give.gave": 1,
            "give.gave@sms": 1,
            "give.gave+": 25,
        },
        "": {"sign.signed": 1, "sign.signed@sms": 1},
    }


def test_promise_9_the_same_reply_twice_has_one_effect_and_one_answer(known: Store) -> None:
    """Even decided anew, on the person as they are now, nothing else moves."""
    known.record(full(), reply())
    before = everything(known)
    again = reply(answer=b"another", at=minutes(1))
    assert known.record(full(), again) == AlreadyAnswered(reply())
    on_new_version = full(person=person(version=2), facts=(fact(occurrence="new"),))
    assert known.record(on_new_version, again) == AlreadyAnswered(reply())
    assert everything(known) == before


@pytest.mark.parametrize(
    ("decided", "answer", "expected"),
    [
        (full(), reply(sid="SM0"), AlreadyAnswered(reply(sid="SM0", day=""))),
        (full(), reply(), Stale()),
        (
            full(person=person(version=2), facts=(fact(), fact(ask="new"))),
            reply(),
            FactsExist({"sign#signed#p1#": fact()}),
        ),
        (full(person=person(version=2), facts=()), reply(), Stale()),
        (full(person=person(version=2), facts=(), offers=(), proves=("x",)), reply(), Stale()),
    ],
    ids=["reply before person", "person before facts", "facts before offers", "offers", "proofs"],
)
def test_a_refused_reply_says_why_in_order_and_writes_nothing(
    known: Store, decided: Decision, answer: Reply, expected: object
) -> None:
    """Reply, then person, then facts; an offer made before or a proof of nothing is stale."""
    earlier = full(facts=(fact(),), cases=(), leader=None)
    known.record(earlier, reply(sid="SM0", day=""))
    before = everything(known)
    assert known.record(decided, answer) == expected
    assert everything(known) == before


@pytest.mark.parametrize("proved", [True, False])
def test_promise_2_an_offer_is_refused_if_another_channel_proved_its_act(
    store: Store, proved: bool
) -> None:
    """The fact that forbids it is told, and nothing is written; an unproved form forbids none."""
    store.add_person(person())
    done = fact(ask="share", kind="pledged", channel="web", proved=proved)
    store.sign(done)
    offering = decision(
        person(version=1), offers=(message(ask="share"),), unless=(done.key, "write#pledged#p1#")
    )
    found = store.record(offering, reply())
    assert found == (FactsExist({done.key: done}) if proved else Written())
    assert (store.message(message(ask="share").id) is None) is proved


def test_an_open_case_does_not_stop_the_reply(known: Store) -> None:
    """The case that is there stays as it is, closed or not; the rest is written."""
    known.open_case(case(detail="first"))
    known.move_case(case(), case(closed_at=minutes(1)))
    two = (case(detail="second"), case(id="c2"))
    assert known.record(full(cases=two), reply()) == Written()
    first = case(detail="first", closed_at=minutes(1))
    assert known.cases(DAY) == [case(id="c2"), first]
    assert known.person("p1") == person(language="en", version=2)


def test_a_stranger_joins_with_their_first_reply(store: Store) -> None:
    """Version 0 is written where there was nobody, and only there."""
    joins = decision(person(consent=consent("in")), facts=(fact(),))
    assert store.record(joins, reply()) == Written()
    assert store.person("p1") == person(version=1)
    assert store.record(joins, reply(sid="SM2")) == Stale()


def test_a_form_signs_once(store: Store) -> None:
    """A double click counts once, and the person is not touched."""
    form = fact(channel="web", proved=False)
    assert store.sign(form) == Written()
    assert store.sign(replace(form, at=minutes(1))) == Exists()
    assert list(store.facts(DAY)) == [form]
    assert store.totals(DAY, NOW).of("sign.signed") == 1
    assert store.person("p1") is None


def test_promise_3_a_proof_does_not_move_the_tally(store: Store) -> None:
    """The text that proves a form's fact changes the fact alone."""
    store.add_person(person())
    form = fact(channel="web", proved=False)
    store.sign(form)
    found = store.record(decision(person(version=1), facts=(fact(),)), reply())
    assert found == FactsExist({form.key: form})
    before = store.totals(DAY, NOW)
    proof = decision(person(version=1), proves=(form.key,))
    assert store.record(proof, reply()) == Written()
    assert list(store.facts(DAY)) == [replace(form, proved=True)]
    assert store.totals(DAY, NOW) == before


def test_facts_of_an_unknown_day_are_refused(store: Store) -> None:
    """Its slots are not known, so nothing is written."""
    with pytest.raises(NotFoundError):
        store.sign(fact(day="seas"))


def test_recent_replies_come_newest_first(store: Store) -> None:
    """From all shards, of that day only, as many as asked for."""
    store.add_person(person())
    for number in range(24):
        of = reply(sid=f"SM{number}", at=minutes(number), day=DAY if number else "")
        assert store.record(decision(person(version=number + 1)), of) == Written()
    assert [one.sid for one in store.recent_replies(DAY, 3)] == ["SM23", "SM22", "SM21"]
    assert [one.sid for one in store.recent_replies(DAY, 1)] == ["SM23"]
    assert len(store.recent_replies(DAY, 50)) == 23
