"""Triggers: every state under every look."""

from dataclasses import replace

import pytest

from chalicelib.domain.plan import Below, Trigger
from chalicelib.domain.triggers import (
    TriggerState,
    ended_asks,
    fired,
    ordered,
    ready_at,
    watched,
)
from tests.support.plans import (
    HOST,
    HOUR,
    MONDAY,
    SIGN,
    TUESDAY,
    deadline,
    plan,
    record,
    threshold,
)

MANY = threshold(100, hold=HOUR)
VOTE = deadline(TUESDAY)
STATES: list[tuple[TriggerState, int, TriggerState]] = [
    ("armed", 99, "armed"),
    ("armed", 100, "crossed"),
    ("armed", 101, "crossed"),
    ("crossed", 100, "crossed"),
    ("crossed", 99, "fallen"),
    ("fallen", 99, "fallen"),
    ("fallen", 100, "crossed"),
    ("fired", 100, "fired"),
    ("fired", 0, "fired"),
    ("dropped", 100, "dropped"),
    ("dropped", 0, "dropped"),
]


@pytest.mark.parametrize(("before", "count", "after"), STATES)
def test_promise_4_a_count_moves_a_trigger_so(
    before: TriggerState, count: int, after: TriggerState
) -> None:
    """Armed, crossed, fallen and back; fired and dropped are for good."""
    ripe_at = MONDAY + HOUR if before == "crossed" else None
    seen = record(MANY, state=before, crossed_at=MONDAY, ripe_at=ripe_at)
    looked = watched(MANY, seen, count, TUESDAY)
    assert looked.state == after
    assert (looked == seen) == (before == after)


@pytest.mark.parametrize(
    ("below", "after"), [("wait", "fallen"), ("drop", "dropped"), ("deliver", "crossed")]
)
def test_a_count_that_falls_below_again_does_as_the_plan_says(
    below: Below, after: TriggerState
) -> None:
    """It waits until it is back, is left to a human, or goes all the same at its time."""
    trigger = replace(MANY, below=below)
    fell = watched(trigger, watched(trigger, record(trigger), 100, MONDAY), 99, MONDAY)
    assert fell.state == after
    assert ready_at(trigger, fell) == (MONDAY + HOUR if below == "deliver" else None)


def test_a_margin_waits_for_that_many_more() -> None:
    """105 signatures: a fraud of five leaves the hundred that was announced."""
    margin = threshold(100, margin=5)
    crossed = watched(margin, record(margin), 104, MONDAY)
    assert (crossed.state, ready_at(margin, crossed)) == ("crossed", None)
    assert ready_at(margin, watched(margin, crossed, 105, TUESDAY)) == TUESDAY
    assert ready_at(margin, watched(margin, record(margin), 105, MONDAY)) == MONDAY


def test_one_jump_crosses_every_level_it_passes() -> None:
    """From 0 to 250 between two looks: both levels cross."""
    levels = [threshold(100), threshold(200)]
    assert {watched(each, record(each), 250, MONDAY).state for each in levels} == {"crossed"}


def test_a_hand_decides_alone() -> None:
    """No count and no instant moves it; the order makes it ripe at once, and nothing undoes it."""
    hand = Trigger(name="hand", kind="hand", deliver=("minister",))
    assert watched(hand, record(hand), 10**6, MONDAY) == record(hand)
    order = ordered(record(hand), b"sealed", MONDAY)
    assert order is not None
    assert (ready_at(hand, order), watched(hand, order, 0, TUESDAY)) == (MONDAY, order)


@pytest.mark.parametrize("state", ["armed", "crossed", "fallen", "dropped"])
def test_promise_4_a_hand_delivers_what_has_not_gone(state: TriggerState) -> None:
    """Any trigger that has not fired may be ordered; a fired one not again."""
    order = ordered(record(MANY, state=state), b"sealed", TUESDAY)
    assert order is not None
    assert (order.state, ready_at(MANY, order)) == ("crossed", TUESDAY)
    assert ordered(fired(order, TUESDAY), b"sealed", TUESDAY) is None


def test_a_fired_trigger_ends_the_asks_that_end_with_it() -> None:
    """And no other."""
    asking = plan(replace(SIGN, until_trigger="many"), HOST)
    assert ended_asks(asking, [record(MANY, state="crossed")]) == set()
    assert ended_asks(asking, [record(MANY, state="fired"), record(VOTE)]) == {"sign"}


def test_a_crossing_keeps_its_instant_and_the_count_it_saw() -> None:
    """Later looks do not move it; crossing again does."""
    crossed = watched(MANY, record(MANY), 120, MONDAY)
    assert (crossed.crossed_at, crossed.seen) == (MONDAY, {"signatures": 120})
    assert watched(MANY, crossed, 500, TUESDAY) == crossed
    again = watched(MANY, watched(MANY, crossed, 0, TUESDAY), 130, TUESDAY + HOUR)
    assert (again.crossed_at, again.seen) == (TUESDAY + HOUR, {"signatures": 130})


def test_a_deadline_is_crossed_at_its_instant_whatever_the_count() -> None:
    """Not a second before; and it does not fall."""
    early = watched(VOTE, record(VOTE), 10**6, TUESDAY - HOUR)
    assert early.state == "armed"
    crossed = watched(VOTE, early, 0, TUESDAY)
    assert crossed.state == "crossed"
    assert watched(VOTE, crossed, 0, TUESDAY + HOUR) == crossed


@pytest.mark.parametrize("state", ["armed", "crossed", "fallen", "fired"])
def test_a_deadline_is_ready_at_its_instant_in_any_state(state: TriggerState) -> None:
    """The publisher may be late; the deadline is not."""
    assert ready_at(VOTE, record(VOTE, state=state)) == TUESDAY


def test_a_count_is_ready_after_its_hold() -> None:
    """Armed and fallen never; fired since it was."""
    crossed = watched(MANY, record(MANY), 100, MONDAY)
    assert ready_at(MANY, record(MANY)) is None
    assert ready_at(MANY, crossed) == MONDAY + HOUR
    assert ready_at(MANY, watched(MANY, crossed, 0, TUESDAY)) is None
    assert ready_at(MANY, fired(crossed, TUESDAY)) == TUESDAY


def test_firing_keeps_what_was_seen() -> None:
    """A deadline fired from armed crossed at that instant."""
    crossed = watched(MANY, record(MANY), 120, MONDAY)
    shot = fired(crossed, TUESDAY)
    assert (shot.state, shot.crossed_at, shot.fired_at) == ("fired", MONDAY, TUESDAY)
    assert shot.seen == {"signatures": 120}
    assert fired(record(VOTE), TUESDAY).crossed_at == TUESDAY
