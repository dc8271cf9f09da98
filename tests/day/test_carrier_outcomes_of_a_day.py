"""What each kind of the carrier's error codes does to a wave, its people and its day."""

from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib.domain.breaker import Breaker
from chalicelib.domain.people import Person
from chalicelib.ports import Refused
from chalicelib.steps.launch_day import resume_day
from chalicelib.steps.record_status import StatusReport, record_status
from chalicelib.steps.steer_wave import steer_wave
from tests.day.test_promises_of_a_day import DAY, NOON, a_plan, number
from tests.support.fakes import FakeClock
from tests.support.stage import Stage

MINUTE = timedelta(minutes=1)


@pytest.fixture
def stage() -> Stage:
    stage = Stage(FakeClock(NOON))
    stage.launch(replace(a_plan(nudges=(timedelta(hours=24),)), breaker=Breaker(least=10)))
    return stage


def person(stage: Stage, of: str = number(0)) -> Person:
    found = stage.store.person(stage.vault.person_id(of))
    assert found is not None
    return found


def tell(stage: Stage, at: int, status: str, code: int = 0) -> str:
    """The carrier reports of the text that it was given as number `at`."""
    report = StatusReport(sid=f"SM{at}", status=status, code=code)
    told: str = stage.call(record_status, stage.carrier.calls[at].message_id, report)
    return told


def cases(stage: Stage) -> list[str]:
    return [case.kind for case in stage.store.cases(DAY)]


def test_promise_10_the_carriers_stop_is_mirrored_into_our_own(stage: Stage) -> None:
    """21610: out, with its instant and its source; no reminder is ever claimed."""
    stage.add(number(0))
    stage.carrier.script = [Refused(code=21610)]
    stage.tick()
    consent = person(stage).consent
    assert (consent.state, consent.source, consent.at) == ("out", "carrier", NOON)
    stage.tick_until_quiet(NOON + timedelta(hours=24))
    assert len(stage.carrier.calls) == 1


def test_a_bad_number_is_not_texted_again_until_it_texts_us(stage: Stage) -> None:
    """21614, or 30006 in a callback; a text from it shows that it works."""
    for i in range(2):
        stage.add(number(i))
    stage.carrier.script = [Refused(code=21614)]
    stage.tick()
    tell(stage, 1, "undelivered", 30006)
    assert {person(stage, number(i)).bad_number for i in range(2)} == {21614, 30006}
    stage.tick_until_quiet(NOON + timedelta(hours=24))
    assert len(stage.carrier.calls) == 2
    for i in range(2):
        stage.text(number(i), "help")
        assert person(stage, number(i)).bad_number == 0


def test_promise_2_an_unreachable_phone_gets_one_more_try_and_no_third(stage: Stage) -> None:
    """Half an hour later, under a reference of its own; late news of the first changes nothing."""
    stage.add(number(0))
    stage.tick()
    for _ in range(2):
        assert tell(stage, 0, "undelivered", 30003) == "retry"
    stage.tick(NOON + 29 * MINUTE)
    assert len(stage.carrier.sent) == 1
    assert stage.tick(NOON + 31 * MINUTE).resent == 1
    first, second = (text.message_id for text in stage.carrier.sent)
    assert second == f"{first}~2"
    assert tell(stage, 0, "undelivered", 30003) == "accepted"
    assert tell(stage, 1, "undelivered", 30003) == "undelivered"
    stage.tick_until_quiet(NOON + 120 * MINUTE)
    assert len(stage.carrier.sent) == 2


@pytest.mark.parametrize("word", ["STOP", "1"])
def test_promise_1_nobody_is_tried_again_who_opted_out_or_answered(stage: Stage, word: str) -> None:
    """The second try is decided on the person as they are then."""
    stage.add(number(0))
    stage.tick()
    tell(stage, 0, "undelivered", 30003)
    stage.text(number(0), word)
    stage.tick_until_quiet(NOON + 40 * MINUTE)
    assert len(stage.carrier.sent) == 1
    assert stage.store.message_counts(DAY)["sign.0.failed"] == 1


def test_promise_5_a_second_try_waits_for_the_morning(stage: Stage) -> None:
    """Failed at 19:50, due at 20:20: it goes the next day, while it is useful."""
    stage.add(number(0))
    stage.tick()
    stage.clock.advance(NOON.replace(hour=19, minute=50) - NOON)
    tell(stage, 0, "undelivered", 30008)
    stage.tick_until_quiet(NOON.replace(hour=20, minute=21))
    assert len(stage.carrier.sent) == 1
    morning = NOON.replace(hour=9) + timedelta(days=1)
    stage.tick(morning + MINUTE)
    stage.tick(morning + 12 * MINUTE)
    assert len(stage.carrier.sent) == 2


def test_a_full_queue_is_tried_later_without_anyone_being_asked_twice(stage: Stage) -> None:
    """30001 and 21611: ten minutes later, as often as the table allows."""
    stage.add(number(0))
    stage.carrier.script = [Refused(code=21611), Refused(code=30001)]
    stage.tick()
    for minutes in (11, 22):
        stage.tick(NOON + minutes * MINUTE)
    stage.tick_until_quiet(NOON + 60 * MINUTE)
    assert [text.to for text in stage.carrier.sent] == [number(0)]
    assert len(stage.carrier.calls) == 3


def test_promise_6_a_refused_token_stops_the_day_and_loses_nobody(stage: Stage) -> None:
    """20003: paused with a case within a second; once mended and resumed, all are texted once."""
    for i in range(30):
        stage.add(number(i))
    stage.carrier.before_send = lambda: stage.clock.pass_real(timedelta(seconds=0.4))
    stage.carrier.answer = lambda to, body: Refused(code=20003)
    stage.tick()
    day = stage.store.day(DAY)
    assert day is not None and day.state == "paused" and cases(stage) == ["sending_stopped"]
    assert len(stage.carrier.calls) <= 4
    stage.carrier.answer = lambda to, body: None
    stage.call(resume_day, DAY)
    stage.tick_until_quiet(NOON + 15 * MINUTE)
    assert sorted(text.to for text in stage.carrier.sent) == [number(i) for i in range(30)]


def test_a_filtered_wave_pauses_itself_and_a_human_decides(stage: Stage) -> None:
    """30007 above the plan's share: that wave alone rests, one case says why; nothing is resent."""
    for i in range(20):
        stage.add(number(i))
    stage.tick()
    for i in range(20):
        tell(stage, i, "undelivered", 30007)
    day = stage.store.day(DAY)
    assert day is not None and (day.state, day.waves) == ("open", {"sign": "paused"})
    (case,) = stage.store.cases(DAY)
    assert (case.kind, case.detail) == ("wave_paused", "sign: 1 of 20 texts filtered")
    stage.tick_until_quiet(NOON + 40 * MINUTE)
    assert len(stage.carrier.calls) == 20


def test_a_resumed_wave_counts_from_nought(stage: Stage) -> None:
    """What tripped the breaker before does not trip it again at once."""
    for i in range(20):
        stage.add(number(i))
    stage.tick()
    for i in range(3):
        tell(stage, i, "undelivered", 30007)
    stage.call(steer_wave, DAY, "sign", "resume")
    tell(stage, 3, "undelivered", 30007)
    day = stage.store.day(DAY)
    assert day is not None and day.waves == {}


@pytest.mark.parametrize("code", [21408, 39999])
def test_what_only_a_human_can_mend_is_one_case_a_day(stage: Stage, code: int) -> None:
    """A region that is not enabled, a code nobody knows: told once, final for the text."""
    for i in range(3):
        stage.add(number(i))
    stage.carrier.answer = lambda to, body: Refused(code=code)
    stage.tick_until_quiet()
    assert cases(stage) == ["carrier_refused"]
    assert stage.store.message_counts(DAY) == {"sign.0.failed": 3}
