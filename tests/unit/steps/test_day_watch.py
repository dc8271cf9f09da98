"""A worker's copy of its day: never trusted for longer than a second."""

from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib.domain.days import Day
from chalicelib.steps.day_watch import DayWatch
from tests.day.test_promises_of_a_day import DAY, NOON, a_plan
from tests.support.fakes import FakeClock
from tests.support.stage import Stage


@pytest.fixture
def stage() -> Stage:
    stage = Stage(FakeClock(NOON))
    stage.launch(a_plan())
    return stage


def watch_of(stage: Stage) -> DayWatch:
    return DayWatch(DAY, stage.store, stage.clock)


def later(stage: Stage, seconds: float) -> None:
    stage.clock.pass_real(timedelta(seconds=seconds))


def pause(stage: Stage) -> Day:
    before = stage.store.day(DAY)
    assert before is not None
    stage.store.move_day(before, replace(before, state="paused"))
    return before


def test_a_young_copy_needs_no_proof_and_an_old_one_does(stage: Stage) -> None:
    """From half a second on one claim proves it for all; after a second each must."""
    watch = watch_of(stage)
    day = watch.seen()
    later(stage, 0.49)
    assert watch.unproved(day) is None
    later(stage, 0.01)
    assert watch.unproved(day) is day and watch.unproved(day) is None
    later(stage, 0.5)
    assert watch.unproved(day) is day and watch.unproved(day) is day


def test_a_proof_is_as_good_as_a_look(stage: Stage) -> None:
    """It counts from the instant at which its claim was begun."""
    watch = watch_of(stage)
    day = watch.seen()
    later(stage, 2)
    assert watch.unproved(day) is day
    watch.proved(day, stage.clock.real_now() - timedelta(seconds=0.3))
    assert watch.unproved(day) is None
    later(stage, 0.2)
    assert watch.unproved(day) is day


def test_promise_6_what_was_decided_on_an_older_copy_is_put_to_the_proof(stage: Stage) -> None:
    """Another thread read the day meanwhile: its youth does not speak for this decision."""
    watch = watch_of(stage)
    decided_on = watch.seen()
    pause(stage)
    later(stage, 1)
    watch.day()
    assert watch.unproved(decided_on) is decided_on


def test_promise_6_after_a_refused_claim_the_day_is_read_again(stage: Stage) -> None:
    """Whoever decides next decides on the day as it is."""
    watch = watch_of(stage)
    pause(stage)
    assert watch.seen().sends
    watch.doubted()
    assert not watch.seen().sends


def test_promise_6_who_only_reads_reads_at_least_each_second(stage: Stage) -> None:
    """For what claims nothing, or claims on another's word."""
    watch = watch_of(stage)
    pause(stage)
    later(stage, 0.99)
    assert watch.day().sends
    later(stage, 0.01)
    assert not watch.day().sends
