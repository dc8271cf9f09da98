"""One wave paused, resumed or stopped while its day goes on."""

from datetime import timedelta

import pytest

from chalicelib.errors import ConflictError, NotFoundError
from chalicelib.steps.steer_wave import steer_wave
from tests.day.test_promises_of_a_day import DAY, NOON, a_plan, number
from tests.support.fakes import FakeClock
from tests.support.stage import Stage

MINUTE = timedelta(minutes=1)


@pytest.fixture
def stage() -> Stage:
    stage = Stage(FakeClock(NOON))
    for i in range(10):
        stage.add(number(i))
    stage.launch(a_plan())
    return stage


def sent(stage: Stage) -> list[str]:
    return sorted(text.to for text in stage.carrier.sent)


def steer_after_three(stage: Stage, move: str) -> None:
    def before_send() -> None:
        stage.clock.pass_real(timedelta(seconds=0.4))
        if len(stage.carrier.calls) == 3:
            stage.call(steer_wave, DAY, "sign", move)

    stage.carrier.before_send = before_send
    stage.tick()
    stage.carrier.before_send = lambda: None


def test_promise_6_a_paused_wave_stops_within_a_second_and_goes_on_when_resumed(
    stage: Stage,
) -> None:
    """Three more texts at 0.4 s each at most; while it rests nobody is texted; then all, once."""
    steer_after_three(stage, "pause")
    assert 4 <= len(stage.carrier.sent) <= 7
    stage.tick_until_quiet(NOON + 5 * MINUTE)
    assert len(stage.carrier.sent) <= 7
    stage.call(steer_wave, DAY, "sign", "resume")
    stage.tick_until_quiet()
    assert sent(stage) == [number(i) for i in range(10)]


def test_promise_6_a_stopped_wave_never_goes_on(stage: Stage) -> None:
    """Neither by itself nor resumed; its replies are answered."""
    steer_after_three(stage, "stop")
    went = len(stage.carrier.sent)
    with pytest.raises(ConflictError):
        stage.call(steer_wave, DAY, "sign", "resume")
    stage.tick_until_quiet(NOON + 5 * MINUTE)
    assert len(stage.carrier.sent) == went <= 7
    assert "Thank you" in stage.text(stage.carrier.sent[0].to, "1").text


def test_the_same_move_twice_is_one_and_an_unknown_wave_is_said_so(stage: Stage) -> None:
    """A double click pauses once; a misspelt ask pauses nothing."""
    once = stage.call(steer_wave, DAY, "sign", "pause")
    assert stage.call(steer_wave, DAY, "sign", "pause") == once
    with pytest.raises(NotFoundError):
        stage.call(steer_wave, DAY, "sing", "pause")
