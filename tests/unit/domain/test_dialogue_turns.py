"""Conversations of several turns: superseded asks, second thoughts, strangers, web signers."""

from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib.domain.claims import Claim, claim_ask
from chalicelib.domain.consenting import without_day
from chalicelib.domain.dialogue import decide, welcome
from chalicelib.domain.facts import Fact
from chalicelib.domain.people import Consent, Person
from chalicelib.domain.plan import Level
from chalicelib.domain.replies import Decision, Inbound, Intent
from tests.support.plans import (
    ATTEND,
    DAY,
    HOST,
    HOUR,
    MONDAY,
    REPORT,
    SIGN,
    TUESDAY,
    WEDNESDAY,
    ask,
    asked,
    consent,
    day,
    fact,
    leader,
    live,
    person,
    plan,
    scene,
)

YES, NO = Intent(kind="accept"), Intent(kind="no")
JOIN = Intent(kind="join", word="river")


def number(n: int) -> Intent:
    return Intent(kind="number", number=n)


def superseded() -> Person:
    """Someone asked to host on Monday, and urgently to sign on Tuesday."""
    claim = claim_ask(asked(HOST), day(), plan(), SIGN, 0, TUESDAY)
    assert isinstance(claim, Claim)
    return claim.person


def facts_of(decision: Decision) -> list[str]:
    return [f"{recorded.ask}.{recorded.kind}" for recorded in decision.facts]


def test_promise_2_an_urgent_ask_supersedes_a_lesser_one_which_resumes() -> None:
    """The petition takes the live place; once signed, the ask to host waits for its word."""
    who = superseded()
    assert who.live and who.suspended
    assert (who.live.ask, who.suspended.ask) == ("sign", "host")
    after = decide(scene(who, YES)).person
    assert after.suspended == who.suspended
    hosting = decide(scene(after, Intent(kind="act", word="host")))
    assert facts_of(hosting) == ["host.pledged"]
    assert hosting.person.suspended is None


def test_promise_2_the_same_number_sent_twice_does_not_answer_the_suspended_ask() -> None:
    """ "1" signs; "1" again, sent twice by a thumb, must not make a host."""
    signed = decide(scene(superseded(), number(1))).person
    again = decide(scene(signed, number(1)))
    assert again.answer and again.answer.key == "reply.already"
    assert (again.facts, again.leader) == ((), None)


def test_promise_2_a_suspended_ask_that_is_over_cannot_be_resumed() -> None:
    """Hosting has ended meanwhile: its word is answered so."""
    after = decide(scene(superseded(), YES, at=HOST.until)).person
    late = decide(scene(after, Intent(kind="act", word="host"), at=HOST.until))
    assert late.answer and late.answer.key == "reply.over"
    assert late.facts == ()


def test_promise_2_a_no_to_the_urgent_ask_offers_nothing_above_the_suspended_one() -> None:
    """One live ask: the ask to host still waits, so nothing is offered over its head."""
    decision = decide(scene(superseded(), NO))
    assert decision.person.suspended and decision.person.suspended.ask == "host"
    assert decision.offers == ()


def test_a_count_that_only_the_suspended_question_expects_answers_it() -> None:
    """ "How many came?" was superseded by the petition; "45" is no answer to that."""
    claim = claim_ask(asked(REPORT), day(), plan(), SIGN, 0, TUESDAY)
    assert isinstance(claim, Claim)
    decision = decide(scene(claim.person, number(45), leader=leader()))
    assert "report.reported" in facts_of(decision)


def test_a_count_too_large_is_for_a_human() -> None:
    """A slip of a finger does not swell the total."""
    decision = decide(scene(asked(REPORT), number(999_999), leader=leader()))
    assert decision.facts == ()
    assert [case.detail for case in decision.cases] == ["a count too large"]


def test_who_may_have_opted_out_is_held_until_they_act() -> None:
    """A doubtful stop: nothing is sent, a human has a case; an act or START ends it."""
    held = decide(scene(asked(SIGN), Intent(kind="doubt"))).person
    assert claim_ask(held, day(), plan(), HOST, 0, TUESDAY) == "held"
    assert not decide(scene(held, Intent(kind="start"))).person.held
    assert not decide(scene(held, Intent(kind="act", word="sign"))).person.held


@pytest.mark.parametrize("state", ["paused", "closing"])
def test_promise_6_a_day_that_does_not_send_offers_nothing(state: str) -> None:
    """A "no" on a paused or closing day is recorded; no further ask travels in the answer."""
    decision = decide(scene(asked(SIGN), NO, day=day(state=state)))
    assert facts_of(decision) == ["sign.declined"]
    assert decision.offers == ()


def test_a_number_after_a_named_answer_speaks_of_the_text_last_shown() -> None:
    """ "2" chose to come; the confirmation's own "1 I am coming" must not make a host of them."""
    chosen = decide(scene(asked(HOST), number(2))).person
    again = decide(scene(chosen, number(1)))
    assert again.leader is None
    assert again.facts == ()
    assert again.answer and again.answer.key == "reply.already"


def test_a_second_thought_is_possible_by_the_act_s_word() -> None:
    """Who chose to come may still host by saying so."""
    chosen = decide(scene(asked(HOST), number(2))).person
    decision = decide(scene(chosen, Intent(kind="act", word="host")))
    assert facts_of(decision) == ["host.pledged"]
    assert decision.leader is not None


def test_a_web_signature_is_proved_by_a_text_and_the_tally_does_not_move() -> None:
    """The text proves the fact that the form recorded; there is no new fact."""
    unproved = fact(proved=False, channel="web")
    decision = decide(scene(asked(SIGN), YES, known={unproved.key: unproved}))
    assert decision.facts == ()
    assert decision.proves == (unproved.key,)
    assert decision.person.asks == {f"{DAY}/sign": "signed"}


def test_a_proved_signature_is_neither_recorded_nor_proved_again() -> None:
    """Nothing is left to write but the person's own state."""
    proved = fact()
    decision = decide(scene(asked(SIGN), YES, known={proved.key: proved}))
    assert (decision.facts, decision.proves) == ((), ())


def test_promise_2_every_sign_ask_records_the_same_signature() -> None:
    """A second petition text finds the first one's fact: a person signs once a day."""
    again = ask("again", does="sign", level=Level.URGENT)
    both = plan(SIGN, again)
    first = decide(scene(asked(SIGN), YES, plan=both))
    second = decide(scene(asked(again), YES, plan=both))
    assert first.facts == second.facts
    later = decide(scene(replace(first.person, live=live(again)), YES, plan=both))
    assert later.facts == ()


def test_promise_10_consent_only_moves_forward() -> None:
    """A stop that was kept and replayed does not undo a start that came after it."""
    restarted = person(consent=Consent(state="in", at=WEDNESDAY, source="sms"))
    replayed = scene(restarted, Intent(kind="stop"), at=WEDNESDAY - HOUR)
    assert decide(replayed).person.consent == restarted.consent


def test_promise_10_a_start_older_than_the_stop_changes_nothing() -> None:
    """Nor does a late start undo a newer stop."""
    stopped = person(consent=consent("out", at=WEDNESDAY))
    replayed = scene(stopped, Intent(kind="start"), at=WEDNESDAY - HOUR)
    assert decide(replayed).person.opted_out


def test_a_stop_ends_every_ask() -> None:
    """Neither the live ask nor the one it superseded comes back."""
    after = decide(scene(superseded(), Intent(kind="stop"))).person
    assert (after.live, after.suspended) == (None, None)


def test_a_stranger_who_joins_is_asked_the_most_urgent_open_ask() -> None:
    """The ask travels in the answer and is the live one."""
    decision = welcome(scene(person(), JOIN))
    assert [offer.ask for offer in decision.offers] == ["sign"]
    assert decision.offers[0].in_answer
    assert decision.person.live and decision.person.live.ask == "sign"


def test_a_stranger_is_not_asked_before_the_wave_is_sent() -> None:
    """On Monday only hosting is open; before that, nothing that has a date is."""
    assert [o.ask for o in welcome(scene(person(), JOIN, at=MONDAY)).offers] == ["host"]
    waves = plan(HOST, SIGN)
    early = welcome(scene(person(), JOIN, at=MONDAY - HOUR, plan=waves))
    assert early.offers == ()
    assert early.answer and early.answer.key == "reply.joined"


def test_who_opted_out_and_texts_the_keyword_is_not_answered() -> None:
    """Only START opts in again."""
    decision = welcome(scene(person(consent=consent("out")), JOIN))
    assert (decision.answer, decision.offers) == (None, ())
    assert decision.person.opted_out and decision.person.live is None


def test_promise_2_the_keyword_takes_nobody_s_live_ask_away() -> None:
    """Who is being asked to sign is not asked something else on top."""
    who = asked(SIGN)
    decision = welcome(scene(who, JOIN))
    assert decision.person == who
    assert decision.offers == ()


def test_promise_6_a_paused_day_asks_no_newcomer_anything() -> None:
    """They have joined; the asks come when the day goes on."""
    decision = welcome(scene(person(), JOIN, day=day(state="paused")))
    assert decision.offers == ()
    assert decision.answer and decision.answer.key == "reply.joined"


def test_when_no_day_is_open_consent_is_still_heard() -> None:
    """A stop is a stop at any time; anything else gets the short help."""
    stop = Inbound(sid="SM1", intent=Intent(kind="stop"), at=WEDNESDAY)
    assert without_day(person(), stop).person.opted_out
    yes = Inbound(sid="SM1", intent=YES, at=WEDNESDAY)
    answered = without_day(person(), yes)
    assert answered.person == person()
    assert answered.answer and answered.answer.key == "reply.help"


def test_when_no_day_is_open_who_opted_out_is_not_answered() -> None:
    """But they may ask for help."""
    out = person(consent=consent("out"))
    assert without_day(out, Inbound(sid="SM1", intent=YES, at=WEDNESDAY)).answer is None
    asks_help = Inbound(sid="SM1", intent=Intent(kind="help"), at=WEDNESDAY)
    assert without_day(out, asks_help).answer is not None


def test_an_unclear_text_is_never_asked_about_another_day_s_ask() -> None:
    """The live ask of a closed day is not in this plan: there is nothing to repeat of it."""
    who = asked(SIGN, live=live(SIGN, day="lakes"))
    decision = decide(scene(who, Intent(kind="unclear")))
    assert decision.answer and decision.answer.key == "reply.help"
    assert decision.person == who


def test_an_ask_that_a_new_version_took_out_of_the_plan_stops_nobody_from_signing() -> None:
    """The live ask is gone from the plan; the word still signs."""
    gone = asked(ask("gone"))
    decision = decide(scene(gone, Intent(kind="act", word="sign")))
    assert facts_of(decision) == ["sign.signed"]


def test_a_count_is_recorded_even_if_the_ask_to_host_left_the_plan() -> None:
    """Only the `hosted` fact has nowhere to go."""
    host = leader()
    decision = decide(scene(asked(REPORT), number(5), plan=plan(SIGN, REPORT), leader=host))
    assert facts_of(decision) == ["report.reported"]
    assert decision.leader and decision.leader.state == "reported"


def test_hosting_twice_raises_one_hand() -> None:
    """Who has begun the path does not begin it again."""
    decision = decide(scene(asked(HOST), YES, leader=leader()))
    assert decision.leader is None


def test_a_deferred_ask_stays_live_and_can_still_be_answered() -> None:
    """ "Later", then "1"."""
    deferred = decide(scene(asked(SIGN), Intent(kind="later"))).person
    decision = decide(scene(deferred, number(1), at=WEDNESDAY + timedelta(days=1)))
    assert facts_of(decision) == ["sign.signed"]


def test_promise_9_a_reply_decides_the_same_twice() -> None:
    """A pure function: the same scene, the same decision."""
    known: dict[str, Fact] = {}
    before = scene(asked(ATTEND), YES, known=known)
    assert decide(before) == decide(before)
