"""What is told once the day is closed: to hosts, to those who acted, to the coordinators."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from chalicelib.domain.mailings import Mailing
from chalicelib.domain.plan import Level
from chalicelib.domain.turns import HELD_FOR
from chalicelib.ports import Unknown
from chalicelib.steps.answer_target import Promise, promise
from chalicelib.steps.tell_coordinators import TellCoordinators, tell_coordinators
from tests.support.fakes import FakeClock
from tests.support.hotels import HOUR, MINUTE, SIGNER, START, answer, hotels, told
from tests.support.plans import DAY, HOST
from tests.support.stage import Stage


@pytest.fixture
def stage() -> Stage:
    return Stage(FakeClock(START))


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
