"""A tick with very many days ends within its minute, and gets to all of them in turn."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from chalicelib.adapters.memory import MemoryStore
from chalicelib.domain.messages import Message
from chalicelib.domain.runs import Run
from chalicelib.domain.totals import Totals
from tests.support.fakes import FakeClock
from tests.support.plans import SIGN, plan
from tests.support.stage import Stage

START = datetime(2027, 3, 16, 10, tzinfo=UTC)
LAMBDA = timedelta(seconds=60)
DAYS = 90


class SlowStore(MemoryStore):
    """Takes a second of real time to look at what a day has running, or to publish it."""

    def __init__(self, clock: FakeClock) -> None:
        super().__init__()
        self._clock, self.swept = clock, 0

    def runs(self, day: str) -> list[Run]:
        self._clock.pass_real(timedelta(seconds=1))
        return super().runs(day)

    def totals(self, day: str, as_of: datetime) -> Totals:
        self._clock.pass_real(timedelta(seconds=1))
        return super().totals(day, as_of)

    def claims_before(self, until: datetime, limit: int) -> list[Message]:
        self.swept += 1
        return super().claims_before(until, limit)


@pytest.fixture
def stage() -> Stage:
    clock = FakeClock(START)
    stage = Stage(clock, store=SlowStore(clock))
    for number in range(DAYS):
        stage.launch(plan(replace(SIGN, send=None), day=f"day-{number}"))
    return stage


def test_no_tick_outlives_its_lambda_and_each_does_what_is_short(stage: Stage) -> None:
    """Lost claims are swept though there is no time for every day."""
    for number in range(1, 4):
        began = stage.clock.real_now()
        stage.tick()
        assert stage.clock.real_now() - began < LAMBDA
        assert isinstance(stage.store, SlowStore) and stage.store.swept == number
        stage.clock.advance(timedelta(minutes=1))


def test_what_was_left_over_comes_first_in_the_next_tick(stage: Stage) -> None:
    """Within a few minutes every day was looked at, and is published."""
    for _ in range(8):
        stage.tick()
        stage.clock.advance(timedelta(minutes=1))
    days = stage.store.open_days()
    assert len(days) == DAYS
    assert all(day.published_at and day.next_due and day.next_due > START for day in days)
