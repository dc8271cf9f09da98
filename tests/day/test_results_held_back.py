"""A result that is held, paused, stopped, outdated, too dear or cut off in the middle."""

from collections import Counter
from datetime import timedelta

import pytest

from chalicelib.domain.breaker import Breaker
from chalicelib.domain.money import Money
from chalicelib.domain.notices import NEWS_FOR
from chalicelib.domain.turns import HELD_FOR
from chalicelib.errors import NotFoundError
from chalicelib.ports import Refused
from chalicelib.steps.launch_day import pause_day, resume_day
from chalicelib.steps.record_status import StatusReport, record_status
from chalicelib.steps.steer_wave import steer_wave
from tests.support.fakes import FakeClock
from tests.support.hotels import (
    HOUR,
    MINUTE,
    START,
    answer,
    launched,
    told,
)
from tests.support.plans import DAY
from tests.support.stage import Stage


@pytest.fixture
def stage() -> Stage:
    return Stage(FakeClock(START))


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
