"""The ladder: what is offered after a "no", menus, late numbers, and who is spared."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from chalicelib.domain.acts import proof_of
from chalicelib.domain.attribution import attribute
from chalicelib.domain.claims import Claim, claim_ask, claim_notice
from chalicelib.domain.dialogue import decide, welcome
from chalicelib.domain.people import Hosting, Person
from chalicelib.domain.plan import Level, Plan
from chalicelib.domain.replies import Decision, Intent
from tests.support.plans import (
    ATTEND,
    DAY,
    HOME,
    HOST,
    HOUR,
    REPORT,
    SATURDAY,
    SIGN,
    TUESDAY,
    WEDNESDAY,
    ask,
    asked,
    day,
    fact,
    live,
    person,
    plan,
    scene,
)

YES, NO = Intent(kind="accept"), Intent(kind="no")
WRITE, CALL, GIVE = (ask(act, level=Level.MENU) for act in ("write", "call", "give"))
MENU = plan(HOST, SIGN, ATTEND, HOME, WRITE, CALL, GIVE)


def number(n: int) -> Intent:
    return Intent(kind="number", number=n)


def said(who: Person, *intents: Intent, plan: Plan = MENU, **differs: Any) -> Decision:
    """The decision on the last of these, texted one after the other."""
    for intent in intents[:-1]:
        who = decide(scene(who, intent, plan=plan, **differs)).person
    return decide(scene(who, intents[-1], plan=plan, **differs))


def offers(decision: Decision) -> list[str]:
    return [offer.ask for offer in decision.offers]


def test_no_to_an_event_offers_what_can_be_done_from_home() -> None:
    """First what its own answers name."""
    assert offers(said(asked(HOST), NO)) == ["home"]
    named = replace(HOST, answers=("accept", "call"))
    assert offers(said(asked(named), NO, plan=plan(named, WRITE, CALL))) == ["call"]


def test_no_to_that_too_offers_the_rest_as_a_numbered_menu() -> None:
    """All of it in one text, and each is marked as put."""
    decision = said(asked(HOST), NO, NO)
    assert offers(decision) == ["menu"]
    assert decision.answer and decision.answer.values == {"menu": "write call give"}
    put = {key for key, state in decision.person.asks.items() if state == "asked"}
    assert put >= {f"{DAY}/{name}" for name in ("menu", "write", "call", "give")}


@pytest.mark.parametrize("said_", [number(2), Intent(kind="act", word="call")])
def test_a_menu_takes_the_number_or_the_word(said_: Intent) -> None:
    """And what was chosen is what is talked about from now on."""
    decision = said(asked(HOST), NO, NO, said_)
    assert [each.key for each in decision.facts] == ["call#pledged#p1#"]
    assert decision.person.live and decision.person.live.ask == "call"
    assert decision.answer and decision.answer.key == "reply.pledged.call"


def test_promise_2_a_menu_s_number_sent_twice_is_the_same_answer() -> None:
    """ "2" again is no "no" to what it chose."""
    decision = said(asked(HOST), NO, NO, number(2), number(2))
    assert (decision.facts, decision.withdraws) == ((), ())
    assert decision.answer and decision.answer.key == "reply.already"


def test_no_to_the_menu_is_the_end_of_the_ladder() -> None:
    """It is declined, and nothing more is offered."""
    decision = said(asked(HOST), NO, NO, NO)
    assert offers(decision) == []
    assert decision.answer and decision.answer.key == "reply.declined"


def test_a_menu_that_was_not_understood_is_shown_once_more() -> None:
    """With its numbers."""
    decision = said(asked(HOST), NO, NO, Intent(kind="unclear"))
    assert decision.answer and decision.answer.key == "reply.unclear"
    assert decision.answer.values == {"menu": "write call give"}


def test_one_ask_left_is_no_menu() -> None:
    """It is put as itself."""
    assert offers(said(asked(HOST), NO, NO, plan=plan(HOST, HOME, WRITE))) == ["write"]


def test_promise_2_who_signed_is_not_offered_another_petition() -> None:
    """An act done suppresses its ask, whatever ask it was done on."""
    again = ask("again", does="sign", level=Level.MENU)
    who = asked(HOST, asks={f"{DAY}/host": "asked", f"{DAY}/sign": "signed"})
    assert offers(said(who, NO, plan=plan(SIGN, HOST, again))) == []
    assert claim_ask(person(asks=who.asks), day(), plan(SIGN, again), again, 0, TUESDAY) == (
        "answered"
    )


@pytest.mark.parametrize("act", ["share", "write", "call", "give", "wear", "testify"])
def test_promise_2_what_another_channel_proved_is_not_offered(act: str) -> None:
    """The offer's transaction finds the fact; the second decision offers the next."""
    each = ask(act, level=Level.MENU)
    two = plan(HOST, each, ask("other", does="attend", level=Level.MENU))
    first = said(asked(HOST), NO, plan=two)
    proof = proof_of(two, each, "p1")
    assert proof in first.unless
    known = {proof: fact(ask=act, kind="pledged", channel="link")}
    assert offers(said(asked(HOST), NO, plan=two, known=known)) == ["other"]
    unproved = {proof: fact(ask=act, kind="pledged", channel="web", proved=False)}
    assert proof in said(asked(HOST), NO, plan=two, known=unproved).unless


def test_promise_6_what_has_ended_before_its_time_is_not_offered() -> None:
    """Its target conceded or its trigger fired: neither the next step nor a welcome names it."""
    ended = day(ended=("home",))
    assert offers(said(asked(HOST), NO, day=ended, plan=plan(HOST, HOME, WRITE))) == ["write"]
    assert offers(said(asked(HOST), NO, day=ended, plan=plan(HOST, HOME))) == []
    newcomer = scene(person(), Intent(kind="join"), plan=plan(SIGN, HOST), day=day(ended=("sign",)))
    assert "sign" not in offers(welcome(newcomer))


def test_promise_2_another_day_s_live_ask_keeps_the_place() -> None:
    """One live ask over all open days, for a wave and for an offer."""
    elsewhere = asked(HOST, live=live(SIGN, day="lakes", until=SATURDAY))
    assert claim_ask(elsewhere, day(), plan(), ATTEND, 0, WEDNESDAY) == "busy"
    assert offers(welcome(scene(elsewhere, Intent(kind="join", word="river")))) == []


def superseded() -> Person:
    claim = claim_ask(asked(HOST), day(), plan(), SIGN, 0, TUESDAY)
    assert isinstance(claim, Claim)
    return claim.person


def test_a_number_that_the_urgent_ask_has_not_answers_the_one_that_waits() -> None:
    """ "3" was shown for hosting alone: acting from home."""
    decision = decide(scene(superseded(), number(3)))
    assert [each.key for each in decision.facts] == ["home#pledged#p1#"]
    assert decision.reason == "waiting:host:3:home"
    assert decision.person.live and decision.person.live.ask == "sign"


def test_a_number_is_the_urgent_ask_s_where_it_can_mean_it() -> None:
    """ "1" signs."""
    assert decide(scene(superseded(), number(1))).facts[0].key == "sign#signed#p1#"


def test_a_number_with_no_live_ask_answers_the_only_ask_that_is_open() -> None:
    """A late answer still counts; where two could be meant, a human looks."""
    one = person(asks={f"{DAY}/sign": "asked"})
    assert decide(scene(one, number(1))).facts[0].key == "sign#signed#p1#"
    two = person(asks={f"{DAY}/sign": "asked", f"{DAY}/host": "asked"})
    assert attribute(two, plan(), number(1)).meaning == "unclear"
    assert decide(scene(two, number(3))).facts[0].key == "home#pledged#p1#"


def test_a_late_answer_to_an_ended_petition_counts_and_is_told_so() -> None:
    """Another ask is live by then, and has no such number."""
    report = asked(REPORT, live=live(HOME), asks={f"{DAY}/home": "asked", f"{DAY}/sign": "asked"})
    three = plan(replace(SIGN, answers=("later", "no", "accept")), HOME)
    decision = decide(scene(report, number(3), plan=three, at=SATURDAY))
    assert [each.key for each in decision.facts] == ["sign#signed#p1#"]
    assert decision.answer and decision.answer.key == "reply.late"


GATHERING = SATURDAY + 3 * HOUR
HOSTING = Hosting(day=DAY, at=GATHERING)


@pytest.mark.parametrize(("hours", "spared"), [(-49, False), (-48, True), (0, True), (71, True)])
def test_a_host_near_the_gathering_is_asked_nothing_else(hours: int, spared: bool) -> None:
    """From 48 hours before it; not even the urgent petition. What is a host's own still comes."""
    at, host = GATHERING + timedelta(hours=hours), person(hosting=HOSTING, zone="UTC")
    long = replace(SIGN, until=GATHERING + 99 * HOUR)
    wide = plan(long, replace(REPORT, until=GATHERING + 99 * HOUR))
    claim = claim_ask(host, day(), wide, long, 0, at)
    assert (claim == "near_gathering") is spared or claim == "shut"
    asked_ = asked(long, hosting=HOSTING, zone="UTC")
    assert (claim_ask(asked_, day(), wide, long, 1, at) == "near_gathering") is spared
    assert claim_ask(host, day(), wide, wide.asks["report"], 0, at) != "near_gathering"
    assert claim_notice(host, day(), wide, "ready", at) != "near_gathering"


def test_a_host_is_spared_until_the_report_and_three_days_at_most() -> None:
    """Who never reports is not spared for ever."""
    at = GATHERING + timedelta(days=3)
    assert not person(hosting=HOSTING).near_gathering(at)
    reported = decide(scene(asked(REPORT, hosting=HOSTING), number(12), at=GATHERING + HOUR))
    assert reported.person.hosting is None


def test_nothing_is_offered_to_a_host_near_the_gathering() -> None:
    """Not even in an answer."""
    host = asked(ATTEND, hosting=HOSTING)
    assert offers(decide(scene(host, NO, at=SATURDAY - HOUR))) == []
