"""What a tick asks of AWS for a day: few calls, and no more when there is more in it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, cast

import pytest

from chalicelib.adapters.memory import MemoryStore
from chalicelib.ports import Store
from chalicelib.steps.launch_day import launch_day
from chalicelib.web.signing import sign_on_web
from tests.support.fakes import FakeClock, FakeObjects
from tests.support.plans import SIGN, plan
from tests.support.stage import Stage

START = datetime(2027, 3, 16, 10, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
STARTING = Counter({"Query": 4, "GetItem": 1, "UpdateItem": 1})
"""Triggers, runs, targets and leaders; then the day, to write when to look at it again."""
LOOKING = Counter({"Query": 8 + 2})
"""Tallies, triggers and targets."""
PUBLISHING = Counter({"Query": 8 + 2, "GetItem": 1, "UpdateItem": 3, "PutObject": 2 + 2 * 2 + 2})
"""The lease, the day, all again, the objects, the stamp and the lease. Each of two languages has
a page and a frame; two are the day's own."""


class Counted(FakeObjects):
    def __init__(self, calls: "Counter[str]") -> None:
        super().__init__()
        self._calls = calls

    def put(self, key: str, body: bytes, content_type: str, max_age: int = 0) -> None:
        self._calls["PutObject"] += 1
        super().put(key, body, content_type, max_age)


@pytest.fixture
def calls(dynamodb: Any) -> Iterator["Counter[str]"]:
    """The calls to DynamoDB, and the objects written."""
    made: Counter[str] = Counter()

    def note(model: Any, **_: Any) -> None:
        made[model.name] += 1

    dynamodb.meta.events.register("before-call.dynamodb", note)
    yield made
    dynamodb.meta.events.unregister("before-call.dynamodb", note)


@pytest.fixture
def stage(dynamo_store: Store, calls: "Counter[str]") -> Stage:
    return Stage(FakeClock(START), store=cast("MemoryStore", dynamo_store), public=Counted(calls))


def launched(stage: Stage, first: int, last: int, slots: int = 64) -> None:
    for number in range(first, last):
        petition = plan(replace(SIGN, send=None), day=f"day-{number}")
        launch_day(petition, store=stage.store, clock=stage.clock, slots=slots)


def ticked(stage: Stage, calls: "Counter[str]") -> "Counter[str]":
    """The calls of a tick a minute later."""
    stage.clock.advance(MINUTE)
    calls.clear()
    assert stage.tick().failed == 0
    return Counter(calls)


def signed(stage: Stage, day: str, number: int) -> None:
    stage.call(sign_on_web, day, {"email": f"s{number}@people.example", "country": "FR"})


def test_a_day_in_which_nothing_moved_costs_few_reads_and_one_write(
    stage: Stage, calls: "Counter[str]"
) -> None:
    """Whatever its slots, and however many signed before: what two more days cost, twice one."""
    launched(stage, 0, 1)
    ticked(stage, calls)
    alone = ticked(stage, calls)
    launched(stage, 1, 2, slots=512)
    launched(stage, 2, 3)
    for number in range(40):
        signed(stage, "day-2", number)
    ticked(stage, calls)
    more = ticked(stage, calls) - alone
    assert more == Counter({name: 2 * n for name, n in (STARTING + LOOKING).items()})


def test_a_day_that_moved_is_published_with_no_more_calls_than_that(
    stage: Stage, calls: "Counter[str]"
) -> None:
    """One signature or forty: the same."""
    launched(stage, 0, 2)
    ticked(stage, calls)
    idle = ticked(stage, calls)
    for people in (range(1), range(1, 41)):
        for number in people:
            signed(stage, "day-1", number)
        assert ticked(stage, calls) - idle == PUBLISHING
