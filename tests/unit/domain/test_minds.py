"""Minds that change: what was done is taken back, given again, or replaced by another act."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from chalicelib.domain.dialogue import decide
from chalicelib.domain.facts import Fact, withdrawn
from chalicelib.domain.people import Hosting, Person
from chalicelib.domain.replies import Decision, Intent
from tests.support.plans import (
    ATTEND,
    DAY,
    HOST,
    HOUR,
    REPORT,
    SATURDAY,
    SIGN,
    WEDNESDAY,
    asked,
    day,
    fact,
    leader,
    live,
    person,
    scene,
)

YES, NO, CHANGED = Intent(kind="accept"), Intent(kind="no"), Intent(kind="changed")
SIGNATURE = "sign#signed#p1#"
GATHERING = leader().gathering_at


def number(n: int) -> Intent:
    return Intent(kind="number", number=n)


def changed(word: str, n: int = 0) -> Intent:
    return Intent(kind="changed", word=word, number=n)


def after(*said: Intent, who: Person | None = None, **differs: Any) -> Person:
    """Who answered so, one after the other."""
    person = who or asked(SIGN)
    for intent in said:
        person = decide(scene(person, intent, **differs)).person
    return person


def key(decision: Decision) -> str:
    return decision.answer.key if decision.answer else ""


@pytest.mark.parametrize("said", [CHANGED, changed("no"), changed("later"), NO])
def test_actually_no_takes_the_signature_back(said: Intent) -> None:
    """The fact is withdrawn, the answer says so, and how to sign again."""
    decision = decide(scene(after(YES), said))
    assert decision.withdraws == (SIGNATURE,)
    assert decision.facts == ()
    assert decision.person.asks[f"{DAY}/sign"] == "withdrawn"
    assert key(decision) == "reply.withdrawn.sign"


def test_what_was_delivered_cannot_be_called_back() -> None:
    """It is out of the count, and the answer says when the packet left."""
    at = WEDNESDAY - HOUR
    decision = decide(scene(after(YES), CHANGED, delivered=at))
    assert decision.withdraws == (SIGNATURE,)
    assert key(decision) == "reply.withdrawn.delivered"
    assert decision.answer and decision.answer.values == {"when": "17/3 10:00"}


@pytest.mark.parametrize("again", [number(1), YES, Intent(kind="act", word="sign")])
def test_one_again_gives_it_back(again: Intent) -> None:
    """The store says that the fact is there, withdrawn; the second decision restores it."""
    who = after(YES, NO)
    assert [f.key for f in decide(scene(who, again)).facts] == [SIGNATURE]
    known = {SIGNATURE: withdrawn(fact())}
    decision = decide(scene(who, again, known=known))
    assert (decision.facts, decision.restores) == ((), (SIGNATURE,))
    assert decision.person.asks[f"{DAY}/sign"] == "signed"
    assert key(decision) == "reply.signed"


def test_nobody_restores_what_a_human_made_invalid() -> None:
    """The fact stays as it is."""
    known: dict[str, Fact] = {SIGNATURE: replace(fact(), state="invalid")}
    decision = decide(scene(after(YES, NO), YES, known=known))
    assert (decision.facts, decision.restores) == ((), ())


def test_actually_another_act_replaces_the_one_before() -> None:
    """ "1" to hosting, then "actually 2": the pledge to host goes, the one to come counts."""
    host = after(number(1), who=asked(HOST))
    decision = decide(scene(host, changed("number", 2), leader=leader()))
    assert decision.withdraws == ("host#pledged#p1#",)
    assert [f.key for f in decision.facts] == ["attend#pledged#p1#"]
    assert decision.leader and decision.leader.state == "left"
    assert decision.person.hosting is None


def test_actually_yes_after_a_no_is_a_yes() -> None:
    """Nothing was done that could be taken back."""
    declined = replace(after(NO), live=live(SIGN, answered=True))
    for who in (declined, asked(SIGN)):
        decision = decide(scene(who, changed("accept")))
        assert decision.withdraws == ()
        assert [f.key for f in decision.facts] == [SIGNATURE]


def test_actually_the_same_is_only_the_same() -> None:
    """ "Actually yes" of who signed."""
    decision = decide(scene(after(YES), changed("accept")))
    assert (decision.withdraws, key(decision)) == ((), "reply.already")


def test_actually_no_is_about_the_last_act_even_if_another_ask_is_live() -> None:
    """They texted "sign" while they are asked to host."""
    who = after(Intent(kind="act", word="sign"), who=asked(HOST))
    decision = decide(scene(who, CHANGED))
    assert decision.withdraws == (SIGNATURE,)
    assert decision.person.live == who.live


@pytest.mark.parametrize("said", [CHANGED, changed("no"), NO])
def test_a_no_is_about_the_last_of_several_acts(said: Intent) -> None:
    """They signed, then texted "host": it is the hosting that they take back, not the signature.
    Another "no" takes the signature back."""
    who = after(YES, Intent(kind="act", word="host"))
    decision = decide(scene(who, said, leader=leader()))
    assert decision.withdraws == ("host#pledged#p1#",)
    assert decision.reason == "changed:host"
    assert decide(scene(decision.person, said)).withdraws == (SIGNATURE,)


def test_a_number_is_about_its_own_text_whatever_was_done_since() -> None:
    """ "2" is the no of the question whether they come, also after they signed."""
    who = after(number(1), Intent(kind="act", word="sign"), who=asked(ATTEND))
    assert decide(scene(who, number(2))).withdraws == ("attend#pledged#p1#",)


def test_a_plain_no_is_about_the_live_ask() -> None:
    """While one is live and unanswered, it is the last thing talked about."""
    who = after(Intent(kind="act", word="sign"), who=asked(HOST))
    decision = decide(scene(who, NO))
    assert decision.withdraws == ()
    assert [f.key for f in decision.facts] == ["host#declined#p1#"]


def test_actually_no_with_nothing_done_is_a_no_or_not_understood() -> None:
    """It declines the live ask; with no answer in it, one clarification."""
    assert decide(scene(asked(SIGN), changed("no"))).facts[0].kind == "declined"
    assert key(decide(scene(asked(SIGN), CHANGED))) == "reply.unclear"


def test_promise_2_the_number_that_chose_an_act_does_not_take_it_back_when_sent_twice() -> None:
    """ "2" chose to come; in its confirmation "2" would be a no. A thumb may send it twice."""
    chosen = after(number(2), who=asked(HOST))
    again = decide(scene(chosen, number(2)))
    assert (again.withdraws, key(again)) == ((), "reply.already")
    assert decide(scene(chosen, NO)).withdraws == ("attend#pledged#p1#",)


def test_two_of_an_offer_to_come_takes_a_yes_to_it_back() -> None:
    """ "1", then "2", which is its no."""
    coming = after(number(1), who=asked(ATTEND))
    assert decide(scene(coming, number(2))).withdraws == ("attend#pledged#p1#",)


def test_a_host_who_leaves_in_time_leaves_the_path() -> None:
    """Nothing more is due, and nobody is called."""
    host = after(YES, who=asked(HOST))
    decision = decide(scene(host, CHANGED, leader=leader()))
    assert decision.leader and (decision.leader.state, decision.leader.due_at) == ("left", None)
    assert (decision.cases, decision.person.hosting) == ((), None)
    assert key(decision) == "reply.withdrawn.host"


@pytest.mark.parametrize(("before", "cases"), [(49, 0), (48, 1), (1, 1), (0, 0), (-3, 0)])
def test_a_host_who_leaves_shortly_before_is_a_human_s(before: int, cases: int) -> None:
    """Guests may be on their way: within 48 hours of the gathering."""
    host = after(YES, who=asked(HOST))
    at = GATHERING - timedelta(hours=before)
    decision = decide(scene(host, CHANGED, leader=leader(), at=at))
    assert [case.kind for case in decision.cases] == ["host_left"] * cases


def test_a_host_who_comes_back_begins_the_path_again() -> None:
    """The pledge is restored and the hand raised."""
    host = after(YES, CHANGED, who=asked(HOST))
    known = {"host#pledged#p1#": withdrawn(fact(ask="host", kind="pledged"))}
    decision = decide(scene(host, YES, known=known))
    assert decision.restores == ("host#pledged#p1#",)
    assert decision.leader and decision.leader.state == "hand_raised"
    assert decision.person.hosting == Hosting(day=DAY, at=decision.leader.gathering_at)


def test_another_count_of_guests_is_for_a_human() -> None:
    """A fact is never edited; neither is it dropped."""
    reported = asked(REPORT, live=live(REPORT, answered=True), asks={f"{DAY}/report": "reported"})
    decision = decide(scene(reported, CHANGED, at=SATURDAY, leader=leader()))
    assert decision.withdraws == ()
    assert [case.kind for case in decision.cases] == ["unclear_reply"]


def test_nothing_is_taken_back_from_a_day_that_is_closed() -> None:
    """Its report is written."""
    assert decide(scene(after(YES), CHANGED, day=day(state="closed"))).withdraws == ()
    assert decide(scene(person(), CHANGED)).withdraws == ()
