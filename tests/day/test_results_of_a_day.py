"""What a target answers is told once to those who acted: in their language, in their words."""

from dataclasses import replace

import pytest

from chalicelib.domain.commitments import Proof
from chalicelib.domain.turns import HELD_FOR
from chalicelib.steps.answer_target import Promise, promise, prove
from tests.support.fakes import FakeClock
from tests.support.hotels import HOUR, SIGNER, START, answer, hotels, launched, signers, told
from tests.support.plans import CLOSES, DAY, SIGN, fact, target
from tests.support.stage import Stage


@pytest.fixture
def stage() -> Stage:
    return Stage(FakeClock(START))


def test_promise_2_a_concession_is_told_once_in_each_signers_language(stage: Stage) -> None:
    """Westin concedes at T+3 h: its signers hear it a quarter of an hour later, once each."""
    stage.launch(hotels())
    stage.add("+447700900900")
    english = [SIGNER.format(n) for n in range(2)]
    french = "+33639980000"
    for number in english:
        stage.add(number)
    stage.add(french, language="fr", country="FR", zone="Europe/Paris")
    stage.tick_until_quiet()
    for number in (*english, french):
        stage.text(number, "1")
    stage.clock.advance(3 * HOUR)
    answer(stage, "committed", text="We were wrong. Call +447700900999.")
    stage.tick_until_quiet()
    assert told(stage) == []
    stage.tick_until_quiet(stage.clock.now() + HELD_FOR)
    stage.tick_until_quiet(stage.clock.now() + 24 * HOUR)
    assert told(stage) == ["result.westin.1"] * 3
    page = "https://public.example/rivers"
    assert [stage.carrier.texts_to(number)[-1] for number in english] == [
        f"Rivers: 3 of us signed. Westin agrees to what we asked. The answer: {page}/en.html "
        "No more texts: STOP"
    ] * 2
    assert stage.carrier.texts_to(french)[-1] == (
        "Rivers: Nous sommes 3 à avoir signé. Le Westin accepte notre demande. La réponse: "
        f"{page}/fr.html Plus de textos: STOP"
    )
    assert stage.carrier.texts_to("+447700900900")[1:] == []


def test_promise_2_the_same_stance_in_other_words_is_no_second_text(stage: Stage) -> None:
    """A corrected sentence is read on the page; nobody hears the same thing twice."""
    launched(stage)
    answer(stage, "committed", text="Yes.")
    stage.tick_until_quiet(stage.clock.now() + HELD_FOR)
    answer(stage, "committed", text="Yes, from Monday on.")
    stage.tick_until_quiet(stage.clock.now() + 24 * HOUR)
    assert told(stage) == ["result.westin.1"] * 2


def test_promise_1_who_opted_out_or_wants_peace_is_told_nothing(stage: Stage) -> None:
    """Their signature stands; the others are told."""
    numbers = launched(stage, 4)
    stage.text(numbers[0], "STOP")
    stage.text(numbers[1], "PAUSE")
    answer(stage, "committed")
    stage.tick_until_quiet(stage.clock.now() + HELD_FOR)
    assert {text.to for text in stage.carrier.sent[-2:]} == set(numbers[2:])
    assert told(stage) == ["result.westin.1"] * 2


def test_promise_10_who_signed_on_the_web_alone_is_not_texted(stage: Stage) -> None:
    """They never agreed to texts; their signature is in the number, the page tells them."""
    launched(stage)
    stage.store.sign(fact(person="web-only", channel="web", proved=False, country="GB"))
    answer(stage, "committed")
    stage.tick_until_quiet(stage.clock.now() + HELD_FOR)
    assert told(stage) == ["result.westin.1"] * 2
    assert "3 of us signed" in stage.carrier.sent[-1].body


def test_a_target_of_one_country_is_told_to_its_own_signers(stage: Stage) -> None:
    """With the count of that country."""
    french = target(name="westin", names={"en": "Westin"}, country="FR")
    stage.launch(hotels(targets={"westin": french}))
    there = ["+33639980000", "+33639980001", "+33639980002"]
    for number in there:
        stage.add(number, country="FR", zone="Europe/Paris")
    british = signers(stage, 2)
    for number in there:
        stage.text(number, "1")
    answer(stage, "committed")
    stage.tick_until_quiet(stage.clock.now() + HELD_FOR)
    assert {text.to for text in stage.carrier.sent[-3:]} == set(there)
    assert "3 of us signed" in stage.carrier.sent[-1].body
    assert all("Westin agrees" not in text for text in stage.carrier.texts_to(british[0]))


def test_two_demands_granted_one_by_one_are_two_results(stage: Stage) -> None:
    """First a part, then all; a promise that is kept, proof by proof, is a third."""
    two = {"stop": {"en": "Stop it"}, "pay": {"en": "Pay"}}
    launched(stage, 1, demands=two)
    answer(stage, "committed", demand="stop")
    stage.tick_until_quiet(stage.clock.now() + HELD_FOR)
    answer(stage, "kept", demand="stop")
    stage.tick_until_quiet(stage.clock.now() + HELD_FOR)
    stage.call(promise, DAY, "westin", "pay", (Promise(name="money", what="a million"),))
    answer(stage, "committed", demand="pay")
    stage.tick_until_quiet(stage.clock.now() + HELD_FOR)
    stage.call(prove, DAY, "westin", "money", Proof(at=stage.clock.now()))
    stage.tick_until_quiet(stage.clock.now() + HELD_FOR)
    assert told(stage) == ["result.westin.1", "result.westin.3", "result.westin.4"]
    assert ["a part of what we asked" in t.body for t in stage.carrier.sent[-3:]] == [
        True,
        False,
        False,
    ]
    assert "Westin has kept its word." in stage.carrier.sent[-1].body


def test_at_high_risk_a_result_names_nothing_and_leads_to_their_own_page(stage: Stage) -> None:
    """No target, no number, no address of the day on anybody's screen."""
    launched(stage, 2, risk="high")
    answer(stage, "committed")
    stage.tick_until_quiet(stage.clock.now() + HELD_FOR)
    text = stage.carrier.sent[-1].body
    assert text.startswith("Rivers: there is news for you: https://api.example/api/p/")
    assert "rivers/" not in text
    assert "Westin" not in text


def test_who_cannot_reply_gets_the_result_with_their_own_page(stage: Stage) -> None:
    """The way out is there: no STOP is offered where none arrives."""
    launched(stage, 1, senders={"other": "link"})
    for person in stage.store.persons([stage.vault.person_id(SIGNER.format(0))]).values():
        stage.store.sign(fact(person=person.id, country="GB", channel="link"))
    answer(stage, "committed")
    stage.tick_until_quiet(stage.clock.now() + HELD_FOR)
    text = stage.carrier.sent[-1].body
    assert "Westin agrees to what we asked. The answer, or no more texts: https://api" in text
    assert "STOP" not in text


def test_the_plans_own_words_are_sent_where_it_has_some(stage: Stage) -> None:
    """By stance; the others are the catalogue's."""
    own = {"en": "{org}: {number} of you did it: {target} gives in. {link} STOP"}
    launched(stage, 2, notices={"result.committed": own})
    answer(stage, "refused")
    stage.tick_until_quiet(stage.clock.now() + HELD_FOR)
    answer(stage, "committed")
    stage.tick_until_quiet(stage.clock.now() + HELD_FOR)
    refused, given = (text.body for text in stage.carrier.sent[-3::2])
    assert "Westin refuses what we asked." in refused
    assert given == (
        "Rivers: 2 of you did it: Westin gives in. https://public.example/rivers/en.html STOP"
    )


def test_a_result_takes_no_live_ask_and_an_answer_to_it_answers_the_ask(stage: Stage) -> None:
    """Whoever is being asked something else can still answer that."""
    other = replace(SIGN, name="share", does="share", level=2, send=START + HOUR, nudges=())
    both = hotels()
    stage.launch(replace(both, asks={**both.asks, "share": replace(other, until=CLOSES)}))
    number = signers(stage, 1)[0]
    stage.tick_until_quiet(START + HOUR)
    answer(stage, "committed")
    stage.tick_until_quiet(stage.clock.now() + HELD_FOR)
    assert told(stage) == ["result.westin.1"]
    stage.text(number, "1")
    assert stage.store.totals(DAY, stage.clock.now()).of("share.pledged") == 1


def test_who_moved_unasked_is_on_the_page_and_in_no_text(stage: Stage) -> None:
    """A name that somebody typed goes to no phone."""
    launched(stage)
    answer(stage, "committed", to="sponsor", by="coordinator", name="Sponsor Ltd")
    stage.tick_until_quiet(stage.clock.now() + 24 * HOUR)
    assert told(stage) == []


def test_a_plan_that_tells_nobody_texts_nobody(stage: Stage) -> None:
    """The answer is on the page all the same."""
    launched(stage, tell=())
    answer(stage, "committed")
    stage.tick_until_quiet(stage.clock.now() + 24 * HOUR)
    assert told(stage) == []
