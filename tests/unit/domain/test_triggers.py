"""Triggers: every state under every look."""

import pytest

from chalicelib.domain.triggers import TriggerState, fired, ready_at, watched
from tests.support.plans import HOUR, MONDAY, TUESDAY, deadline, record, threshold

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
]


@pytest.mark.parametrize(("before", "count", "after"), STATES)
def test_promise_4_a_count_moves_a_trigger_so(
    before: TriggerState, count: int, after: TriggerState
) -> None:
    """Armed, crossed, fallen and back; fired is for good."""
    seen = record(MANY, state=before, crossed_at=MONDAY)
    looked = watched(MANY, seen, count, TUESDAY)
    assert looked.state == after
    assert (looked == seen) == (before == after)


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
    crossed = record(MANY, state="crossed", crossed_at=MONDAY)
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
