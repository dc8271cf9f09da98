"""Triggers over a whole day: levels, holds, a fraud that is removed, a coordinator's hand."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from chalicelib.domain.plan import OfficeHours, Plan
from chalicelib.errors import ConflictError, NotFoundError
from chalicelib.steps.launch_day import close_day
from chalicelib.steps.order_delivery import order_delivery, owner_of
from chalicelib.steps.publish import publish_day
from chalicelib.steps.tick import tick
from chalicelib.web.signing import sign_on_web
from tests.support.fakes import FakeClock
from tests.support.plans import CLOSES, DAY, MONDAY, SIGN, plan, target, threshold
from tests.support.stage import Stage

MINUTE = timedelta(minutes=1)
START = datetime(2027, 3, 16, 10, tzinfo=UTC)
"""A Tuesday: the ministry is open, the wave has gone."""


@pytest.fixture
def stage() -> Stage:
    return Stage(FakeClock(START))


def of_levels(*levels: int, **differs: object) -> Plan:
    triggers = {f"level-{n}": threshold(n, name=f"level-{n}", **differs) for n in levels}
    targets = {"minister": target(to="cabinet@ministry.example")}
    return plan(replace(SIGN, send=None), triggers=triggers, targets=targets)


def signed(stage: Stage, people: int, first: int = 0) -> None:
    for n in range(first, first + people):
        form = {"email": f"s{n}@people.example", "country": "FR"}
        stage.call(sign_on_web, DAY, form)


def mailed(stage: Stage) -> list[str]:
    return [mail.reference for mail in stage.mailer.sent]


def test_promise_4_one_jump_over_two_levels_delivers_both_once(stage: Stage) -> None:
    """From 0 to 5 between two looks: the packets of 2 and of 4, not that of 9."""
    stage.launch(of_levels(2, 4, 9))
    signed(stage, 5)
    stage.tick_until_quiet()
    stage.tick_until_quiet()
    assert sorted(mailed(stage)) == [f"{DAY}.level-2.minister", f"{DAY}.level-4.minister"]


def test_a_count_that_sank_since_the_last_look_does_not_fire(stage: Stage) -> None:
    """The publisher saw four; a fraud is taken out before the tick; nothing goes."""
    stage.launch(of_levels(4, hold=5 * MINUTE))
    signed(stage, 4)
    stage.call(publish_day, DAY)
    stage.store._facts[DAY].popitem()
    stage.store._tallies[DAY]["FR"]["sign.signed"] -= 1
    stage.clock.advance(6 * MINUTE)
    stage.tick()
    assert mailed(stage) == []
    assert [record.state for record in stage.store.triggers(DAY)] == ["fallen"]


def test_a_dropped_count_is_a_case_and_a_hand_may_still_deliver(stage: Stage) -> None:
    """`below: drop`: the human reads the case, and orders the delivery for a reason."""
    stage.launch(of_levels(4, hold=5 * MINUTE, below="drop"))
    signed(stage, 4)
    stage.tick()
    stage.store._facts[DAY].popitem()
    stage.store._tallies[DAY]["FR"]["sign.signed"] -= 1
    stage.tick_until_quiet(stage.clock.now() + 10 * MINUTE)
    assert [case.kind for case in stage.store.cases(DAY)] == ["trigger_dropped"]
    stage.call(order_delivery, DAY, "level-4", "the vote was brought forward")
    stage.tick_until_quiet()
    assert mailed(stage) == [f"{DAY}.level-4.minister"]


def test_promise_9_an_order_given_twice_delivers_once_and_keeps_its_first_reason(
    stage: Stage,
) -> None:
    """The reason is sealed; nobody reads it in the table."""
    stage.launch(of_levels(10))
    first = stage.call(order_delivery, DAY, "level-10", "the minister is here today")
    again = stage.call(order_delivery, DAY, "level-10", "a second click")
    assert first == again
    assert first.reason.startswith(b"!sealed!")
    assert stage.vault.open(first.reason, owner_of(first)) == "the minister is here today"
    stage.tick_until_quiet()
    assert mailed(stage) == [f"{DAY}.level-10.minister"]
    with pytest.raises(ConflictError, match="has fired"):
        stage.call(order_delivery, DAY, "level-10", "once more")


@pytest.mark.parametrize(("trigger", "reason"), [("none", "why"), ("level-10", "  ")])
def test_an_order_wants_a_trigger_and_a_reason(stage: Stage, trigger: str, reason: str) -> None:
    """Nothing moves without them."""
    stage.launch(of_levels(10))
    with pytest.raises((NotFoundError, ConflictError)):
        stage.call(order_delivery, DAY, trigger, reason)
    assert [record.state for record in stage.store.triggers(DAY)] == ["armed"]


def test_promise_7_what_is_still_held_or_shut_when_the_day_closes_is_a_case(stage: Stage) -> None:
    """A count in its hold, and an office that opens too late: a human is told of both."""
    weekend = OfficeHours(days=(5,), zone="Europe/Paris")
    shut = target(name="assembly", hours=weekend, to="assembly@ministry.example")
    asked = of_levels(2, hold=timedelta(days=2))
    asked = replace(
        asked,
        targets={**asked.targets, "assembly": shut},
        triggers={
            **asked.triggers,
            "level-1": threshold(1, name="level-1", deliver=("assembly",)),
        },
    )
    stage.launch(asked)
    signed(stage, 3)
    stage.tick_until_quiet()
    stage.call(close_day, DAY)
    stage.tick_until_quiet()
    assert MONDAY < stage.clock.now() < CLOSES
    told = {case.id: case.kind for case in stage.store.cases(DAY)}
    assert told == {"held.level-2": "delivery_left", "shut.level-1": "delivery_left"}


def test_an_ask_that_a_count_ends_stops_a_wave_under_way(stage: Stage) -> None:
    """The count fires while the third text is on its way: the last two are left in peace."""
    asked = of_levels(1)
    sign = replace(SIGN, send=START, until_trigger="level-1")
    stage.launch(replace(asked, asks={"sign": sign}))
    for n in range(5):
        stage.add(f"+4477009000{n:02}", zone="Europe/London")

    def fire_at_the_third() -> None:
        stage.clock.pass_real(timedelta(seconds=2))
        if len(stage.carrier.calls) == 2:
            signed(stage, 1)
            stage.call(publish_day, DAY)
            stage.clock.advance(MINUTE)
            stage.call(tick)

    stage.carrier.before_send = fire_at_the_third
    stage.tick()
    assert len(stage.carrier.sent) == 3
