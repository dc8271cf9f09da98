"""Promises that only show over a day: pauses, hours, strangers to the window, lost claims."""

from datetime import UTC, datetime, timedelta

import pytest

from chalicelib.domain.plan import Plan
from chalicelib.ports import Unknown
from chalicelib.steps.launch_day import pause_day, resume_day
from tests.support.fakes import FakeClock
from tests.support.harbour import HARBOUR as DAY
from tests.support.harbour import harbour_plan
from tests.support.stage import Stage

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def number(i: int) -> str:
    return f"+447700900{i:03}"


def a_plan(nudges: tuple[timedelta, ...] = ()) -> Plan:
    answers = ("accept", "later")
    return harbour_plan(NOON, timedelta(days=3), answers=answers, nudges=nudges)


@pytest.fixture
def stage() -> Stage:
    return Stage(FakeClock(NOON))


def test_promise_6_a_pause_in_mid_wave_stops_new_texts_within_a_second(stage: Stage) -> None:
    """After the third text someone pauses; a second later nobody else is; resumed, all get it."""
    for i in range(10):
        stage.add(number(i))
    stage.launch(a_plan())

    def pause_after_three() -> None:
        stage.clock.pass_real(timedelta(seconds=0.4))
        if len(stage.carrier.calls) == 3:
            pause_day(DAY, store=stage.store)

    stage.carrier.before_send = pause_after_three
    stage.tick()
    assert 4 <= len(stage.carrier.sent) <= 4 + 3
    stage.carrier.before_send = lambda: None
    stage.tick(NOON + timedelta(minutes=5))
    paused = len(stage.carrier.sent)
    assert paused < 10
    resume_day(DAY, store=stage.store, clock=stage.clock)
    stage.tick(NOON + timedelta(minutes=6))
    assert sorted(text.to for text in stage.carrier.sent) == [number(i) for i in range(10)]


def test_promise_5_a_night_is_not_disturbed_and_the_morning_brings_the_ask(stage: Stage) -> None:
    """Noon in London is 23:00 in Sydney: that phone rings at 9:00 there."""
    stage.add(number(0))
    stage.add("+61491570006", zone="Australia/Sydney", country="AU")
    stage.launch(a_plan())
    stage.tick()
    assert [text.to for text in stage.carrier.sent] == [number(0)]
    morning = datetime(2026, 11, 23, 22, tzinfo=UTC)
    stage.tick(morning - timedelta(minutes=1))
    assert len(stage.carrier.sent) == 1
    stage.tick(morning)
    assert [text.to for text in stage.carrier.sent] == [number(0), "+61491570006"]


def test_promise_5_the_carrier_may_hold_a_text_only_until_the_window_shuts(stage: Stage) -> None:
    """Sent at noon in London: eight hours to 20:00, and no longer."""
    stage.add(number(0))
    stage.launch(a_plan())
    stage.tick()
    assert [text.validity_seconds for text in stage.carrier.sent] == [8 * 3600]


def test_promise_4_a_send_whose_outcome_is_unknown_is_never_repeated(stage: Stage) -> None:
    """The carrier timed out: not sent again by the tick, counted as unknown."""
    stage.add(number(0))
    stage.launch(a_plan())
    stage.carrier.script = [Unknown()]
    stage.tick()
    stage.tick_until_quiet(NOON + timedelta(minutes=30))
    assert len(stage.carrier.calls) == 1
    assert stage.store.message_counts(DAY) == {"sign.0.unknown": 1}


def test_a_nudge_reaches_the_silent_and_the_deferred_only(stage: Stage) -> None:
    """A day later: not those who signed, declined or stopped."""
    for i in range(5):
        stage.add(number(i))
    stage.launch(a_plan(nudges=(timedelta(days=1),)))
    stage.tick()
    for i, body in enumerate(("1", "no", "STOP", "later")):
        stage.text(number(i), body)
    before = len(stage.carrier.sent)
    stage.tick(NOON + timedelta(days=1))
    nudged = sorted(text.to for text in stage.carrier.sent[before:])
    assert nudged == [number(3), number(4)]


def test_promise_2_a_signature_proved_by_text_suppresses_the_ask(stage: Stage) -> None:
    """Who signed by word before the wave is not asked to sign."""
    stage.add(number(0))
    stage.add(number(1))
    stage.launch(a_plan())
    stage.text(number(0), "sign")
    stage.tick()
    assert [text.to for text in stage.carrier.sent] == [number(1)]


def test_promise_8_no_workflow_is_told_a_number_or_a_name(stage: Stage) -> None:
    """Inputs of executions and keys of objects carry ids."""
    for i in range(3):
        stage.add(number(i))
    stage.launch(a_plan())
    stage.tick()
    told = f"{stage.executions.inputs} {list(stage.files.bodies)} {list(stage.public.bodies)}"
    written = b" ".join(stage.files.bodies.values()).decode()
    for i in range(3):
        assert number(i)[1:] not in told + written
