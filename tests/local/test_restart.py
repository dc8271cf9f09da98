"""A stage stopped in mid-day goes on; one that is killed says what it went back to."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from chalicelib import wiring
from cli import ticking
from local import cloud as clouds
from local.waiting import wait_until
from tests.local import days
from tests.local.conftest import Town, deployed, stage_at

pytestmark = pytest.mark.local
DAY = "midday"
_writes = count()


@pytest.fixture
def own_town(tmp_path: Path) -> Iterator[Town]:
    """A deployed stage for one test, which may stop or kill its cloud."""
    with deployed(stage_at(tmp_path), snapshot_seconds=0.5) as town:
        yield town


@pytest.fixture
def noon(own_town: Town) -> datetime:
    at = days.midday(wiring.clock().now())
    own_town.move(at)
    return at


def signatures() -> int:
    return wiring.store().totals(DAY, wiring.clock().now()).of("sign.signed")


def received(town: Town, number: str) -> int:
    inbox = town.phones.inbox(number)
    return sum(text["direction"] == "outbound-api" for text in inbox)


def two_asks(noon: datetime) -> tuple[object, ...]:
    later = days.ask(DAY, noon + timedelta(hours=1), does="host")
    return (days.ask(DAY, noon), later)


def test_promise_7_a_stage_stopped_in_mid_day_goes_on(own_town: Town, noon: datetime) -> None:
    """What was counted stays counted; replies, the next wave and the close go on."""
    numbers = days.launched(DAY, noon, people=3, asks=two_asks(noon))
    own_town.ring(DAY)
    own_town.phones.text(numbers[0], "1")
    assert own_town.cloud.restart().unclean is None
    assert signatures() == 1
    own_town.phones.text(numbers[1], "1")
    assert signatures() == 2
    own_town.move(noon + timedelta(hours=1))
    own_town.ring(DAY)
    assert [received(own_town, number) for number in numbers] == [2, 2, 1]
    own_town.move(noon + timedelta(days=5))
    assert own_town.ring(DAY)["day.close"].state == "succeeded"


def test_promise_7_a_killed_cloud_says_what_it_went_back_to_and_the_tick_finishes(
    own_town: Town, noon: datetime
) -> None:
    """kill -9 after a snapshot, with a run under way: started again, nobody is texted twice."""
    numbers = days.launched(DAY, noon, people=3)
    own_town.ring(DAY)
    own_town.phones.text(numbers[0], "1")
    _snapshot(own_town)
    clouds.kill(own_town.cloud.stage)
    started = clouds.start(own_town.cloud.stage, snapshot_seconds=0.5)
    assert started.unclean is not None and "snapshot" in str(started.unclean)
    assert signatures() == 1
    own_town.phones.text(numbers[1], "1")
    own_town.move(noon + timedelta(days=5))
    runs = own_town.ring(DAY)
    assert runs["day.close"].state == "succeeded"
    assert [received(own_town, number) for number in numbers] == [1, 1, 1]


def test_promise_7_a_workflow_cut_off_by_the_kill_is_started_again(
    own_town: Town, noon: datetime
) -> None:
    """The cloud dies while a wave is going out: the next tick makes a new attempt of it."""
    numbers = days.launched(DAY, noon, people=30)
    ticking.invoke(own_town.stage_file)
    wait_until(lambda: any(received(own_town, n) for n in numbers), "a text", seconds=20)
    clouds.kill(own_town.cloud.stage)
    clouds.start(own_town.cloud.stage, snapshot_seconds=0.5)
    _two_minutes_pass(own_town)
    own_town.move(noon + timedelta(minutes=2))
    run = own_town.ring(DAY)["wave.sign.0.other"]
    assert run.state == "succeeded"
    assert all(received(own_town, number) for number in numbers)


def _two_minutes_pass(town: Town) -> None:
    """Makes the run, if the snapshot knows it, as old as an absent one must be."""
    if not wiring.store().runs(DAY):
        return
    town.cloud.client("dynamodb").update_item(
        TableName=town.stage_file.environment["TOCSIN_TABLE"],
        Key={"PK": {"S": f"DAY#{DAY}"}, "SK": {"S": "RUN#wave.sign.0.other"}},
        UpdateExpression="SET lease_at = :long_ago",
        ExpressionAttributeValues={":long_ago": {"S": "2026-01-01T00:00:00.000000Z"}},
    )


def _snapshot(town: Town) -> None:
    """Waits for a snapshot that began after now; writes meanwhile, as an idle cloud takes none."""
    now = wiring.clock().real_now()
    file = town.cloud.dir / "snapshot.json"

    def taken() -> bool:
        wiring.store().put_code(f"nobody{next(_writes)}", "none", now, now)
        return file.exists() and datetime.fromisoformat(json.loads(file.read_text())["at"]) > now

    wait_until(taken, "a snapshot", seconds=30)
