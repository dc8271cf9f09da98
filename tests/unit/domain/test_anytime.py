"""What a person may text at any step: help, who, pause, back, language, erase, abuse."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from chalicelib.domain.cases import owner_of
from chalicelib.domain.claims import Claim, claim_ask, claim_notice
from chalicelib.domain.consenting import without_day
from chalicelib.domain.dialogue import decide, welcome
from chalicelib.domain.people import NEAR_AFTER, Hosting, Person
from chalicelib.domain.replies import Answer, Inbound, Intent
from tests.support.plans import (
    DAY,
    FRIDAY,
    HOST,
    SATURDAY,
    SIGN,
    TUESDAY,
    WEDNESDAY,
    asked,
    consent,
    day,
    live,
    person,
    plan,
    scene,
)

WHO, PAUSE, BACK = Intent(kind="who"), Intent(kind="pause"), Intent(kind="back")
ERASE, ABUSE = Intent(kind="erase"), Intent(kind="abuse")
KINDS = ("help", "who", "pause", "back", "language", "erase", "abuse")
SIGNED = asked(SIGN, live=live(SIGN, answered=True), asks={f"{DAY}/sign": "signed"})
PEACEFUL = asked(SIGN, paused_until=SATURDAY)


def language(code: str) -> Intent:
    return Intent(kind="language", word=code)


def said(answer: Answer | None) -> str:
    assert answer is not None
    return answer.key


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("state", ["open", "paused", "closing", "closed"])
def test_it_is_heard_whatever_the_day_s_state(kind: Any, state: str) -> None:
    """And leaves what became of each ask as it is."""
    who = asked(SIGN)
    intent = Intent(kind=kind, word="fr" if kind == "language" else "")
    decision = decide(scene(who, intent, day=day(state=state)))
    assert decision.answer is not None
    assert decision.answer.key.startswith(f"reply.{kind}")
    assert (decision.facts, decision.offers) == ((), ())
    assert decision.person.asks == who.asks


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_heard_when_no_day_is_open(kind: Any) -> None:
    """The answer is the same as on a day, but for the demand that there is not."""
    intent = Intent(kind=kind, word="fr" if kind == "language" else "")
    decision = without_day(person(), Inbound(sid="SM1", intent=intent, at=WEDNESDAY))
    assert decision.answer is not None
    assert decision.answer.key.startswith(f"reply.{kind}")


def test_who_asks_for_peace_gets_no_text_until_they_come_back() -> None:
    """Neither an ask, nor a nudge, nor a notice; their live ask can still be answered."""
    paused = decide(scene(asked(SIGN), PAUSE)).person
    assert paused.paused_until == WEDNESDAY + timedelta(days=30)
    assert claim_ask(paused, day(), plan(), SIGN, 1, FRIDAY) == "paused"
    assert claim_ask(paused, day(), plan(), HOST, 0, WEDNESDAY) == "paused"
    assert claim_notice(paused, day(), plan(), "kit", FRIDAY) == "paused"
    back = decide(scene(paused, BACK, at=FRIDAY)).person
    assert isinstance(claim_ask(back, day(), plan(), SIGN, 1, FRIDAY), Claim)
    assert decide(scene(paused, Intent(kind="accept"))).facts


def test_a_pause_ends_by_itself() -> None:
    """After the days it was for, which the answer named; a year at most."""
    decision = decide(scene(person(), replace(PAUSE, number=2), at=TUESDAY))
    assert decision.answer and decision.answer.values == {"days": "2"}
    assert claim_ask(decision.person, day(), plan(), SIGN, 0, TUESDAY) == "paused"
    over = TUESDAY + timedelta(days=2)
    assert isinstance(claim_ask(decision.person, day(), plan(), SIGN, 0, over), Claim)
    endless = decide(scene(person(), replace(PAUSE, number=999_999)))
    assert endless.answer and endless.answer.values == {"days": "365"}


@pytest.mark.parametrize("said", [Intent(kind="start"), Intent(kind="join", word="river"), BACK])
def test_start_and_the_keyword_end_a_pause_too(said: Intent) -> None:
    """Who says so wants to hear of us."""
    decide_ = welcome if said.kind == "join" else decide
    assert decide_(scene(PEACEFUL, said)).person.paused_until is None


def test_a_pause_takes_nothing_away() -> None:
    """Standing, signature and live ask stay."""
    who = replace(SIGNED, standing=("active",))
    decision = decide(scene(who, PAUSE))
    assert replace(decision.person, paused_until=None) == who


def test_a_host_who_asks_for_peace_is_a_named_human_s() -> None:
    """Their gathering is still to come: nobody would text them about it."""
    host = asked(HOST, hosting=Hosting(day=DAY, at=SATURDAY))
    (case,) = decide(scene(host, PAUSE)).cases
    assert case.kind == "host_left"
    assert owner_of(plan(), case) == "lea@rivers.example"
    assert decide(scene(host, PAUSE, at=SATURDAY)).cases == ()


def test_nothing_is_offered_to_who_is_paused() -> None:
    """A "no" is recorded; the next ask would be a text they asked us not to send."""
    decision = decide(scene(replace(PEACEFUL), Intent(kind="no")))
    assert [fact.kind for fact in decision.facts] == ["declined"]
    assert decision.offers == ()


def test_another_language_is_spoken_from_the_answer_on() -> None:
    """The plan's texts exist in it."""
    decision = decide(scene(person(), language("fr")))
    assert decision.person.language == "fr"
    assert said(decision.answer) == "reply.language"


def test_a_language_the_plan_has_not_is_refused_in_that_language() -> None:
    """And the answer says which there are."""
    decision = decide(scene(person(), language("pt")))
    assert decision.person.language == "en"
    assert decision.answer == Answer(
        kind="say", key="reply.language.none", values={"languages": "EN, FR"}, language="pt"
    )


def test_who_we_are_names_the_demand_unless_the_risk_is_high() -> None:
    """A text may be read by others."""
    assert said(decide(scene(person(), WHO)).answer) == "reply.who"
    quiet = decide(scene(person(), WHO, plan=plan(risk="high")))
    assert said(quiet.answer) == "reply.who.quiet"


def test_promise_1_erase_my_data_stops_every_send_at_once() -> None:
    """A human erases within the month; the case says until when."""
    decision = decide(scene(asked(SIGN), ERASE))
    assert decision.person.opted_out
    assert decision.person.consent.source == "erase request"
    assert claim_ask(decision.person, day(), plan(), SIGN, 1, FRIDAY) == "opted_out"
    (case,) = decision.cases
    assert (case.kind, case.due_at) == ("erase_request", WEDNESDAY + timedelta(days=30))
    assert case.id == decide(scene(asked(SIGN), ERASE, at=FRIDAY)).cases[0].id


def test_promise_10_a_replayed_erase_request_does_not_undo_a_newer_start() -> None:
    """Consent moves forward; the request itself is still a human's."""
    restarted = person(consent=consent("in", at=FRIDAY))
    decision = decide(scene(restarted, ERASE))
    assert decision.person.consent == restarted.consent
    assert decision.cases


def test_a_report_of_abuse_is_a_case_of_its_own() -> None:
    """Each one; and it is acknowledged."""
    decision = decide(scene(asked(SIGN), ABUSE))
    assert [case.kind for case in decision.cases] == ["abuse"]
    assert decision.cases[0].detail == "abuse"
    assert said(decision.answer) == "reply.abuse"


@pytest.mark.parametrize("kind", ["help", "who", "erase", "abuse"])
def test_who_opted_out_is_answered_about_what_we_know_of_them(kind: Any) -> None:
    """They wrote to ask or to demand something of us."""
    assert decide(scene(person(consent=consent("out")), Intent(kind=kind))).answer is not None


@pytest.mark.parametrize("kind", ["pause", "back", "language"])
def test_who_opted_out_comes_back_by_start_alone(kind: Any) -> None:
    """Nothing else is answered, and consent stays."""
    out = person(consent=consent("out"))
    decision = decide(scene(out, Intent(kind=kind, word="fr")))
    assert decision.answer is None
    assert decision.person.opted_out


def test_help_that_the_carrier_answers_is_not_answered_twice() -> None:
    """Twilio replies to the bare keyword itself."""
    carrier = Intent(kind="help", carrier_answers=True)
    assert decide(scene(person(), carrier)).answer is None
    assert said(decide(scene(person(), Intent(kind="help"))).answer) == "reply.help"


@pytest.mark.parametrize("carrier", [True, False])
def test_a_host_who_asks_for_a_hand_gets_a_human_s(carrier: bool) -> None:
    """Our texts offer it for the word HELP, which the carrier may answer with words of its own.

    Once they reported, or nobody expects it any more, it is everybody's help again.
    """
    gathering = WEDNESDAY + timedelta(days=2)
    host = person(hosting=Hosting(day=DAY, at=gathering))
    asks = Intent(kind="help", carrier_answers=carrier)
    decision = decide(scene(host, asks))
    [case] = decision.cases
    assert (case.kind, owner_of(plan(), case)) == ("help_wanted", "lea@rivers.example")
    assert decision.answer is None if carrier else said(decision.answer) == "reply.unclear.human"
    late = replace(scene(host, asks).inbound, at=gathering + NEAR_AFTER)
    assert decide(replace(scene(host, asks), inbound=late)).cases == ()


def test_who_said_yes_to_hosting_is_known_to_until_they_report() -> None:
    """On the person, where a claim sees it."""
    host: Person = decide(scene(asked(HOST), Intent(kind="accept"))).person
    assert host.hosting is not None and host.hosting.day == DAY
