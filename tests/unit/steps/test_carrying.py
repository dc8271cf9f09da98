"""Carrying a text: asked again only where nothing was sent, on a claim that still holds."""

from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib.domain.people import Consent
from chalicelib.ports import Refused
from tests.day.test_promises_of_a_day import NOON, a_plan, number
from tests.support.fakes import BUSY, FakeClock
from tests.support.stage import SETTINGS, Stage


@pytest.fixture
def stage() -> Stage:
    stage = Stage(FakeClock(NOON))
    stage.add(number(0))
    stage.launch(a_plan())
    return stage


def statuses(stage: Stage) -> list[tuple[str, int]]:
    return [(message.status, message.code) for message in stage.store._messages.values()]


def test_a_busy_carrier_is_asked_again_after_a_while(stage: Stage) -> None:
    """Twice too many requests, then it takes the text: one text, and time has passed."""
    stage.carrier.script = [BUSY, BUSY]
    stage.tick()
    assert len(stage.carrier.calls) == 3 and len(stage.carrier.sent) == 1
    assert stage.clock.real_now() - NOON >= timedelta(seconds=0.75)


def test_a_carrier_that_stays_busy_is_left_alone(stage: Stage) -> None:
    """A bounded number of attempts, and then an outcome."""
    stage.carrier.answer = lambda to, body: BUSY
    stage.tick()
    assert len(stage.carrier.calls) == 4 and stage.carrier.sent == []


def test_promise_1_an_opt_out_while_the_carrier_is_busy_stops_the_text(stage: Stage) -> None:
    """The claim is renewed before each further attempt."""
    person = stage.store.person(stage.vault.person_id(number(0)))
    assert person is not None

    def stop() -> None:
        now = stage.store.person(person.id)
        out = Consent(state="out", at=stage.clock.now(), source="sms")
        assert now is not None
        stage.store.update_person(replace(now, consent=out))

    stage.carrier.script, stage.carrier.before_send = [BUSY], stop
    stage.tick()
    assert len(stage.carrier.calls) == 1 and statuses(stage) == [("skipped", 0)]


def test_a_refusal_is_not_asked_again(stage: Stage) -> None:
    """Its code is kept."""
    stage.carrier.script = [Refused(code=21614)]
    stage.tick()
    assert statuses(stage) == [("failed", 21614)]


def test_a_wave_keeps_to_the_pace_of_its_sender() -> None:
    """Ten texts of one segment by a long code take nine seconds."""
    stage = Stage(FakeClock(NOON), settings=replace(SETTINGS, segments_per_second={}))
    for i in range(10):
        stage.add(number(i))
    stage.launch(a_plan())
    stage.tick()
    assert len(stage.carrier.sent) == 10
    assert stage.clock.real_now() - NOON == timedelta(seconds=9)


def test_who_is_not_reached_in_time_is_left_to_the_next_opening() -> None:
    """Another day had the pool for most of the first worker's ten minutes: the rest of its people
    follow, nobody twice."""
    stage = Stage(
        FakeClock(NOON), settings=replace(SETTINGS, segments_per_second={"long-code": 0.01})
    )
    for i in range(12):
        stage.add(number(i))
    stage.launch(a_plan())
    stage.store.reserve(f"long-code.{SETTINGS.messaging_service}", 580, NOON)
    stage.tick()
    assert len(stage.carrier.sent) == 10
    stage.tick_until_quiet()
    assert sorted(text.to for text in stage.carrier.sent) == [number(i) for i in range(12)]


def test_promise_6_a_pause_ends_claims_while_a_worker_waits_for_its_turn() -> None:
    """At one text in ten seconds, a pause during the wait lets nobody through after it."""
    stage = Stage(
        FakeClock(NOON), settings=replace(SETTINGS, segments_per_second={"long-code": 0.1})
    )
    for i in range(6):
        stage.add(number(i))
    stage.launch(a_plan())
    slept = stage.clock.sleep

    def sleep(seconds: float) -> None:
        if len(stage.carrier.sent) == 2:
            day = stage.store.day(a_plan().day)
            assert day is not None
            stage.store.move_day(day, replace(day, state="paused"))
        slept(seconds)

    stage.clock.sleep = sleep  # type: ignore[method-assign]
    stage.tick()
    assert len(stage.carrier.sent) == 2
