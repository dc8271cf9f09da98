"""What a target answers is told once to those who acted: in their language, in their hours."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from chalicelib.domain.breaker import Breaker
from chalicelib.domain.commitments import Proof
from chalicelib.domain.mailings import Mailing
from chalicelib.domain.money import Money
from chalicelib.domain.notices import NEWS_FOR
from chalicelib.domain.plan import Level, Plan
from chalicelib.domain.targets import TargetRecord
from chalicelib.domain.turns import HELD_FOR
from chalicelib.errors import NotFoundError
from chalicelib.ports import Refused, Unknown
from chalicelib.steps.answer_target import Promise, TargetAnswer, answer_target, promise, prove
from chalicelib.steps.launch_day import pause_day, resume_day
from chalicelib.steps.record_status import StatusReport, record_status
from chalicelib.steps.steer_wave import steer_wave
from chalicelib.steps.tell_coordinators import TellCoordinators, tell_coordinators
from tests.support.fakes import FakeClock
from tests.support.plans import CLOSES, DAY, HOST, SIGN, fact, plan, target
from tests.support.stage import Stage

START = datetime(2027, 3, 16, 10, tzinfo=UTC)
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
SIGNER = "+447700900{:03}"
"""The numbers of the people whom `signers` adds."""


@pytest.fixture
def stage() -> Stage:
    return Stage(FakeClock(START))


def hotels(**differs: Any) -> Plan:
    """Westin is asked to stop, and whoever signed is told what it answers."""
    sign = replace(SIGN, send=START, about=("westin",), nudges=(), until=CLOSES)
    westin = target(name="westin", names={"en": "Westin", "fr": "le Westin"})
    return plan(sign, **{"targets": {"westin": westin}, "tell": ("signers",), **differs})


def signers(stage: Stage, count: int, **known: Any) -> list[str]:
    """So many people who are asked and sign."""
    numbers = [SIGNER.format(len(stage.carrier.sent) + n) for n in range(count)]
    for number in numbers:
        stage.add(number, **known)
    stage.tick_until_quiet()
    for number in numbers:
        stage.text(number, "1")
    return numbers


def launched(stage: Stage, count: int = 2, **differs: Any) -> list[str]:
    stage.launch(hotels(**differs))
    return signers(stage, count)


def answer(stage: Stage, stance: str, to: str = "westin", **more: Any) -> TargetRecord:
    said = TargetAnswer(day=DAY, target=to, stance=stance, **more)  # type: ignore[arg-type]
    record: TargetRecord = stage.call(answer_target, said)
    return record


def told(stage: Stage) -> list[str]:
    """The results that went out, each text by what it is called."""
    names = (text.message_id.split("~")[2] for text in stage.carrier.sent)
    return [name for name in names if name.startswith("result")]


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


@pytest.mark.parametrize("stances", [("revising",), ("refused", "revising")])
def test_c7_a_policy_under_revision_is_no_victory(stage: Stage, stances: tuple[str, ...]) -> None:
    """It is not won yet, and not refused any more: nobody is texted, the page says it."""
    launched(stage)
    for stance in stances:
        answer(stage, stance)
    stage.tick_until_quiet(stage.clock.now() + 24 * HOUR)
    assert told(stage) == []


def test_of_two_answers_in_a_minute_the_last_is_told(stage: Stage) -> None:
    """The hold lets a slip be mended: nobody hears of the first."""
    launched(stage)
    answer(stage, "refused")
    stage.clock.advance(MINUTE)
    answer(stage, "committed")
    stage.tick_until_quiet(stage.clock.now() + HELD_FOR)
    stage.tick_until_quiet(stage.clock.now() + 24 * HOUR)
    assert told(stage) == ["result.westin.2"] * 2


def test_what_nobody_was_told_is_not_taken_back_in_a_text(stage: Stage) -> None:
    """A promise that lasted five minutes; one that was told is taken back in a text too."""
    launched(stage)
    answer(stage, "committed")
    stage.clock.advance(5 * MINUTE)
    answer(stage, "reversed")
    stage.tick_until_quiet(stage.clock.now() + 24 * HOUR)
    assert told(stage) == []
    answer(stage, "committed")
    stage.tick_until_quiet(stage.clock.now() + HELD_FOR)
    answer(stage, "reversed")
    stage.tick_until_quiet(stage.clock.now() + HELD_FOR)
    assert told(stage) == ["result.westin.3"] * 2 + ["result.westin.4"] * 2
    assert "Westin has gone back on its answer." in stage.carrier.sent[-1].body


def test_promise_6_a_word_taken_back_stops_its_result_within_a_second(stage: Stage) -> None:
    """While the second text is on its way the concession is reversed: nobody else hears it."""
    launched(stage, 6)
    answer(stage, "committed")
    before = len(stage.carrier.calls)

    def reverse() -> None:
        stage.clock.pass_real(timedelta(seconds=1.5))
        if len(stage.carrier.calls) == before + 1:
            answer(stage, "reversed")

    stage.carrier.before_send = reverse
    stage.tick(stage.clock.now() + HELD_FOR)
    assert told(stage) == ["result.westin.1"] * 2
    stage.tick_until_quiet(stage.clock.now() + HELD_FOR)
    assert Counter(told(stage)) == {"result.westin.1": 2, "result.westin.2": 6}


def test_promise_6_a_pause_holds_a_result_back(stage: Stage) -> None:
    """Resumed within three days it is told; by then it is old news."""
    launched(stage)
    answer(stage, "committed")
    stage.call(pause_day, DAY)
    stage.tick(stage.clock.now() + 2 * HOUR)
    assert told(stage) == []
    stage.call(resume_day, DAY)
    stage.tick_until_quiet()
    assert told(stage) == ["result.westin.1"] * 2


def test_what_is_three_days_old_is_no_news(stage: Stage) -> None:
    """Whoever wants to know reads it on the page."""
    launched(stage)
    answer(stage, "committed")
    stage.call(pause_day, DAY)
    stage.clock.advance(HELD_FOR + NEWS_FOR)
    stage.call(resume_day, DAY)
    stage.tick_until_quiet()
    assert told(stage) == []


def test_promise_5_a_result_waits_for_the_morning(stage: Stage) -> None:
    """Westin gives in at night: it is told when the windows open."""
    launched(stage)
    stage.clock.advance(timedelta(hours=13))
    answer(stage, "committed")
    stage.tick_until_quiet(stage.clock.now() + HELD_FOR)
    assert told(stage) == []
    stage.tick_until_quiet(START + timedelta(hours=23, minutes=1))
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


def test_a_result_is_stopped_at_the_desk_before_it_goes(stage: Stage) -> None:
    """By its own name, as a wave is by its ask's; a pause of it lets it go on later."""
    launched(stage)
    answer(stage, "committed")
    stage.call(steer_wave, DAY, "result.westin.1", "stop")
    stage.tick_until_quiet(stage.clock.now() + 24 * HOUR)
    assert told(stage) == []
    answer(stage, "reversed")
    answer(stage, "committed")
    stage.call(steer_wave, DAY, "result.westin.3", "pause")
    stage.tick_until_quiet(stage.clock.now() + HELD_FOR)
    assert told(stage) == []
    stage.call(steer_wave, DAY, "result.westin.3", "resume")
    stage.tick_until_quiet()
    assert told(stage) == ["result.westin.3"] * 2
    with pytest.raises(NotFoundError, match="sends no wave result"):
        stage.call(steer_wave, DAY, "result.westin.9", "stop")


def test_a_result_that_the_budget_does_not_cover_goes_to_nobody(stage: Stage) -> None:
    """And becomes a case: a human decides what is dearer."""
    launched(
        stage,
        2,
        budget=Money(micros=2_000_000, currency="EUR"),
        currency="EUR",
        prices={"other": 1_000_000},
    )
    answer(stage, "committed")
    stage.tick_until_quiet(stage.clock.now() + HELD_FOR)
    assert told(stage) == []
    assert "over_budget" in {case.kind for case in stage.store.cases(DAY)}


def test_promise_2_a_text_that_failed_is_tried_again_with_the_same_words(stage: Stage) -> None:
    """The same message, the same count, though more have signed since; not once it is outdated."""
    launched(stage, 1)
    answer(stage, "committed")
    stage.carrier.script = [Refused(code=30008)]
    stage.tick_until_quiet(stage.clock.now() + HELD_FOR)
    assert told(stage) == []
    stage.tick_until_quiet(stage.clock.now() + 31 * MINUTE)
    assert told(stage) == ["result.westin.1"]


def test_promise_6_a_failed_result_is_not_tried_again_once_it_is_outdated(stage: Stage) -> None:
    """The target went back on its answer in between."""
    launched(stage, 1)
    answer(stage, "committed")
    stage.carrier.script = [Refused(code=30008)]
    stage.tick_until_quiet(stage.clock.now() + HELD_FOR)
    answer(stage, "reversed")
    stage.tick_until_quiet(stage.clock.now() + 31 * MINUTE)
    assert "result.westin.1" not in told(stage)


def closed_day(stage: Stage, **differs: Any) -> list[str]:
    """A day that ended in the night, with one who signed and one who hosts; its report is there."""
    host = replace(HOST, send=START, nudges=(), level=Level.EVENTS, answers=("accept", "no"))
    of_week = hotels(closes=START + 12 * HOUR, follow_ups=(), silence=None, **differs)
    stage.launch(replace(of_week, asks={**of_week.asks, "host": host}))
    numbers = [SIGNER.format(n) for n in range(2)]
    for number in numbers:
        stage.add(number)
    stage.tick_until_quiet()
    stage.text(numbers[0], "sign")
    stage.text(numbers[1], "host")
    stage.tick(START + 12 * HOUR)
    stage.tick_until_quiet(stage.clock.now() + MINUTE)
    day = stage.store.day(DAY)
    assert day is not None
    assert day.state == "closed"
    return numbers


def test_hosts_are_told_what_the_close_counted_in_the_morning(stage: Stage) -> None:
    """Once, with the recount's number; signers are told what targets answer."""
    numbers = closed_day(stage, tell=("signers", "hosts"))
    assert told(stage) == []
    stage.tick_until_quiet(START + timedelta(hours=23, minutes=1))
    stage.tick_until_quiet(START + timedelta(hours=47))
    assert told(stage) == ["result"]
    assert stage.carrier.sent[-1].to == numbers[1]
    assert stage.carrier.sent[-1].body.startswith("Rivers: What happened next: https://public")
    day = stage.store.day(DAY)
    assert day is not None
    assert day.next_due is None


def test_promise_7_an_answer_after_the_close_is_told_and_published(stage: Stage) -> None:
    """Nobody looks at a closed day any more: the answer itself wakes it, until all is done."""
    numbers = closed_day(stage, tell=("signers",))
    stage.clock.advance(timedelta(days=20))
    asleep = stage.store.day(DAY)
    assert asleep is not None
    assert asleep.next_due is None
    answer(stage, "committed", text="As you wish.")
    stage.tick()
    page = stage.public.get(f"{DAY}/en.html").decode()
    assert "As you wish." in page
    stage.tick_until_quiet(stage.clock.now() + HELD_FOR)
    stage.tick_until_quiet(stage.clock.now() + 13 * HOUR)
    assert told(stage) == ["result.westin.1"]
    assert stage.carrier.sent[-1].to == numbers[0]
    again = stage.store.day(DAY)
    assert again is not None
    assert again.next_due is None


def test_promise_6_a_closed_day_sends_results_and_nothing_else(stage: Stage) -> None:
    """No ask, no kit, no answer of a human's."""
    closed_day(stage, tell=("signers", "hosts"))
    before = len(stage.carrier.sent)
    answer(stage, "committed")
    stage.tick_until_quiet(START + timedelta(days=1))
    stage.tick_until_quiet(START + timedelta(days=2))
    names = [text.message_id.split("~")[2] for text in stage.carrier.sent[before:]]
    assert sorted(names) == ["result", "result.westin.1", "result.westin.1"]


def test_the_debrief_is_a_case_with_its_instant_once_the_day_is_closed(stage: Stage) -> None:
    """Once, however often the tick looks; not before the close."""
    debrief = START + timedelta(days=10)
    stage.launch(hotels(closes=START + 12 * HOUR, debrief=debrief))
    stage.tick(START + HOUR)
    assert stage.store.cases(DAY) == []
    stage.tick(START + 12 * HOUR)
    stage.tick_until_quiet(stage.clock.now() + MINUTE)
    [case] = stage.store.cases(DAY)
    assert (case.id, case.kind, case.due_at) == ("debrief", "debrief", debrief)


def test_a_promise_past_its_day_is_a_case_though_its_day_is_closed(stage: Stage) -> None:
    """A commitment stays open until it is proved, however long that takes."""
    closed_day(stage, tell=())
    stage.clock.advance(timedelta(days=5))
    answer(stage, "committed")
    due = stage.clock.now() + timedelta(days=90)
    stage.call(promise, DAY, "westin", "demand", (Promise(name="money", what="pay", due=due),))
    stage.tick_until_quiet()
    assert stage.store.cases(DAY) == []
    stage.tick(due)
    assert [case.id for case in stage.store.cases(DAY)] == ["promise.westin.money"]


def test_promise_4_the_report_s_address_is_mailed_once_to_each_coordinator(stage: Stage) -> None:
    """With the debrief's date; not to a number, and not again by another attempt."""
    desk = ("lea@rivers.example", "+447700900999", "sam@rivers.example")
    debrief = datetime(2027, 3, 29, 8, tzinfo=UTC)
    closed_day(stage, tell=(), coordinators=desk, debrief=debrief)
    stage.call(tell_coordinators, TellCoordinators(day=DAY))
    assert [mail.to for mail in stage.mailer.sent] == [desk[0], desk[2]]
    mail = stage.mailer.sent[0]
    assert mail.subject == "Rivers: the report is there"
    assert "https://api.example/api/desk/days/rivers?lang=en" in mail.text
    assert "You look back together on 2027-03-29 10:00 (Europe/Paris)" in mail.text
    [close] = [run for run in stage.store.runs(DAY) if run.moment == "day.close"]
    assert close.outcome["counts"] == {"sent": 2}


def test_promise_4_a_mail_that_may_have_gone_is_not_sent_again(stage: Stage) -> None:
    """What timed out, and what a dead worker had claimed, is unknown for good."""
    stage.mailer.script = [Unknown()]
    closed_day(stage, tell=())
    claimed = Mailing(day=DAY, name="report.1", to="somebody", claimed_at=START)
    stage.store.claim_mailing(claimed)
    told_them = stage.call(tell_coordinators, TellCoordinators(day=DAY))
    assert told_them.counts == {"unknown": 2}
    assert len(stage.mailer.calls) == 1


def test_a_result_that_carriers_filter_pauses_itself(stage: Stage) -> None:
    """By its own name: it is counted apart from the asks, and a human is told."""
    launched(stage, 4, breaker=Breaker(least=4))
    answer(stage, "committed")
    stage.tick_until_quiet(stage.clock.now() + HELD_FOR)
    for text in stage.carrier.sent[-2:]:
        report = StatusReport(sid="SM1", status="undelivered", code=30007)
        stage.call(record_status, text.message_id, report)
    day = stage.store.day(DAY)
    assert day is not None
    assert day.waves == {"result.westin.1": "paused"}
    assert [case.kind for case in stage.store.cases(DAY)] == ["wave_paused"]


@pytest.mark.parametrize("number", [1, 2, 3])
def test_promise_7_a_crash_while_a_result_goes_tells_the_others_and_nobody_twice(
    stage: Stage, number: int
) -> None:
    """The worker dies at its first, second or third text; the tick starts the run again."""
    launched(stage, 4)
    answer(stage, "committed")
    before = len(stage.carrier.calls)

    def die() -> None:
        if len(stage.carrier.calls) == before + number:
            stage.carrier.before_send = lambda: None
            raise RuntimeError("the worker died")

    stage.carrier.before_send = die
    stage.tick(stage.clock.now() + HELD_FOR)
    stage.tick_until_quiet(stage.clock.now() + 5 * MINUTE)
    texts = [text for text in stage.carrier.sent if "result" in text.message_id]
    assert len({text.to for text in texts}) == len(texts) == 3
