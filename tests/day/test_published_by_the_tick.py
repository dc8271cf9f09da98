"""What the stream of tallies did not bring is published by the tick, and nothing else is."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from chalicelib.steps.answer_target import TargetAnswer, answer_target
from chalicelib.steps.launch_day import close_day
from chalicelib.steps.order_delivery import order_delivery
from chalicelib.web.signing import sign_on_web
from tests.support.fakes import FakeClock, FakeObjects
from tests.support.plans import CLOSES, DAY, SIGN, deadline, plan, target, threshold
from tests.support.stage import Stage

MINUTE = timedelta(minutes=1)
START = datetime(2027, 3, 16, 10, tzinfo=UTC)


class CountedObjects(FakeObjects):
    """Says how often a thing was put."""

    puts = 0

    def put(self, key: str, body: bytes, content_type: str, max_age: int = 0) -> None:
        self.puts += 1
        super().put(key, body, content_type, max_age)


@pytest.fixture
def stage() -> Stage:
    """A day that was published a minute ago, and no stream."""
    stage = Stage(FakeClock(START), public=CountedObjects())
    stage.launch(
        plan(
            replace(SIGN, send=None),
            triggers={
                "ten": threshold(10, name="ten"),
                "vote": deadline(START + timedelta(days=2), name="vote"),
            },
            targets={"minister": target(to="cabinet@ministry.example")},
        )
    )
    stage.tick()
    assert written(stage)
    stage.clock.advance(MINUTE)
    return stage


def written(stage: Stage) -> int:
    """The objects put since it was last asked."""
    assert isinstance(stage.public, CountedObjects)
    puts, stage.public.puts = stage.public.puts, 0
    return puts


def signed(stage: Stage, number: int) -> None:
    stage.call(sign_on_web, DAY, {"email": f"s{number}@people.example", "country": "FR"})


def count(stage: Stage) -> int:
    shown = json.loads(stage.public.get(f"{DAY}/count.json"))
    return int(shown["data"]["attributes"]["signature_count"])


def test_a_day_in_which_nothing_moved_is_not_written(stage: Stage) -> None:
    """Minute after minute; not even its lease is taken."""
    before = stage.store.day(DAY)
    for _ in range(8):
        stage.tick()
        stage.clock.advance(MINUTE)
    after = stage.store.day(DAY)
    assert before and after and after.published_at == before.published_at
    assert written(stage) == 0


def test_promise_7_what_a_lost_stream_missed_is_published_by_the_next_tick(stage: Stage) -> None:
    """Each time that the count moves, however little and however late."""
    for number in range(3):
        signed(stage, number)
        stage.tick()
        assert count(stage) == number + 1
        written(stage)
        stage.clock.advance(MINUTE)
        stage.tick()
        assert not written(stage)
        stage.clock.advance(MINUTE)


def test_a_count_that_is_reached_without_the_stream_moves_its_trigger(stage: Stage) -> None:
    """The tick looks at the triggers of what it publishes."""
    for number in range(10):
        signed(stage, number)
    stage.tick()
    states = {record.trigger: record.state for record in stage.store.triggers(DAY)}
    assert states["ten"] == "crossed"


def test_what_a_target_answered_is_on_the_page_a_minute_later(stage: Stage) -> None:
    """No tally moves when a minister commits."""
    stage.call(order_delivery, DAY, "ten", "the vote was brought forward")
    stage.tick_until_quiet()
    written(stage)
    stage.call(answer_target, TargetAnswer(day=DAY, target="minister", stance="committed"))
    stage.clock.advance(MINUTE)
    stage.tick()
    assert written(stage)


def test_a_deadline_and_the_end_change_the_page_when_their_time_has_come(stage: Stage) -> None:
    """Though nobody did anything."""
    for at in (START + timedelta(days=2), CLOSES):
        stage.tick(at - 2 * MINUTE)
        written(stage)
        stage.tick(at - MINUTE)
        assert not written(stage)
        stage.tick(at)
        assert written(stage)


def test_all_is_written_again_each_ten_minutes(stage: Stage) -> None:
    """An object that was lost or altered is mended, and the page says of when it is."""
    stage.public.bodies.clear()
    stage.tick(START + 9 * MINUTE)
    assert not written(stage)
    stage.tick(START + 10 * MINUTE)
    assert written(stage)
    assert count(stage) == 0


def test_a_closed_day_shows_its_last_count(stage: Stage) -> None:
    """Also a signature of its last minute."""
    signed(stage, 1)
    stage.call(close_day, DAY)
    stage.tick_until_quiet()
    assert count(stage) == 1
