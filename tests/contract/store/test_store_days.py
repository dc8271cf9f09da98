"""Days, plan versions, publishing: the same on both stores."""

from dataclasses import replace

import pytest

from chalicelib.errors import NotFoundError
from chalicelib.ports import Exists, Stale, Store, Written
from tests.contract.store.samples import DAY, NOW, day, minutes, plan


def test_launch_writes_day_plan_and_armed_triggers(store: Store) -> None:
    """What was launched reads back equal, to the microsecond and the last default."""
    other = day(id="seas", closes=NOW.replace(microsecond=7), next_due=None)
    assert store.launch(other, plan(day="seas")) == Written()
    assert store.day("seas") == other
    assert store.plan("seas", 1) == plan(day="seas")
    assert [(record.trigger, record.state) for record in store.triggers("seas")] == [
        ("noon", "armed"),
        ("ten", "armed"),
    ]


def test_launch_twice_changes_nothing(store: Store) -> None:
    """The second launch says that the day exists, and the first stands."""
    assert store.launch(day(slots=512), plan(organisation="Others")) == Exists()
    assert store.day(DAY) == day()
    assert store.plan(DAY, 1).organisation == "Rivers"


def test_what_is_not_there_is_said_so(store: Store) -> None:
    """An unknown day is None; an unknown plan, and the facts of an unknown day, raise."""
    assert store.day("seas") is None
    for read in (lambda: store.plan(DAY, 2), lambda: list(store.facts("seas"))):
        with pytest.raises(NotFoundError):
            read()
    with pytest.raises(NotFoundError):
        store.totals("seas", NOW)


def test_a_day_is_due_from_its_next_due_on(store: Store) -> None:
    """Due at that very instant, not a moment before."""
    assert store.days_due(minutes(4.99)) == []
    assert store.days_due(minutes(5)) == [day()]


def test_a_day_without_next_due_is_never_due(store: Store) -> None:
    """The index is sparse: moving next_due to None takes the day out."""
    assert store.move_day(day(), day(next_due=None)) == Written()
    assert store.days_due(minutes(10_000)) == []
    assert store.move_day(day(next_due=None), day()) == Written()
    assert store.days_due(minutes(5)) == [day()]


def test_open_days_come_newest_first_without_closed_ones(store: Store) -> None:
    """A paused or closing day is not over; a closed one is, until it reopens."""
    store.launch(day(id="seas", opened_at=minutes(1), state="paused"), plan(day="seas"))
    store.launch(day(id="old", opened_at=minutes(-9)), plan(day="old"))
    assert [one.id for one in store.open_days()] == ["seas", DAY, "old"]
    store.move_day(day(), day(state="closed"))
    assert [one.id for one in store.open_days()] == ["seas", "old"]
    store.move_day(day(state="closed"), day(state="reopened"))
    assert [one.id for one in store.open_days()] == ["seas", DAY, "old"]


@pytest.mark.parametrize(
    "elsewhere", [{"state": "paused"}, {"closes": minutes(1)}, {"next_due": None}]
)
def test_a_day_that_moved_is_not_moved_again(store: Store, elsewhere: dict[str, object]) -> None:
    """State, closes and next_due must be as they were read."""
    moved = replace(day(), **elsewhere)  # type: ignore[arg-type]
    assert store.move_day(day(), moved) == Written()
    assert store.move_day(day(), day(state="closing")) == Stale()
    assert store.day(DAY) == moved


def test_moving_a_day_that_is_not_there_is_stale(store: Store) -> None:
    """A move never creates a day."""
    assert store.move_day(day(id="seas"), day(id="seas", state="paused")) == Stale()
    assert store.day("seas") is None


def test_a_move_keeps_slots_and_the_publishers_stamp(store: Store) -> None:
    """Slots are fixed at launch; a move decided on an older copy does not undo the stamp."""
    store.stamp_published(DAY, "a", minutes(3), "shown at 3")
    store.move_day(day(), day(state="closing", closing_at=minutes(4), slots=512))
    expected = day(
        state="closing", closing_at=minutes(4), published_at=minutes(3), shown="shown at 3"
    )
    assert store.day(DAY) == expected


def test_the_stamp_only_moves_forward(store: Store) -> None:
    """A slower publisher's older stamp is ignored."""
    store.stamp_published(DAY, "a", minutes(3), "shown at 3")
    store.stamp_published(DAY, "b", minutes(2), "shown at 2")
    assert store.day(DAY) == day(published_at=minutes(3), shown="shown at 3")
    store.stamp_published("seas", "a", minutes(3), "shown at 3")
    assert store.day("seas") is None


def test_a_refused_publisher_has_the_holder_publish_once_more(store: Store) -> None:
    """The mark is cleared by taking the lease again; a lease that ran out needs none."""
    assert store.take_publishing(DAY, "a", NOW, 30)
    assert not store.take_publishing(DAY, "b", NOW, 30)
    assert not store.stamp_published(DAY, "a", minutes(1), "shown at 1")
    assert not store.take_publishing(DAY, "c", NOW, 30), "it still has the lease"
    assert store.take_publishing(DAY, "a", NOW, 30)
    assert store.stamp_published(DAY, "a", minutes(2), "shown at 2")
    assert store.take_publishing(DAY, "b", NOW, 30)
    assert not store.stamp_published(DAY, "a", minutes(3), "shown at 3"), "it is not theirs"


def test_one_publisher_at_a_time(store: Store) -> None:
    """The lease is the holder's until it ran out or was given back."""
    assert store.take_publishing(DAY, "a", NOW, 30)
    assert store.take_publishing(DAY, "a", NOW, 30)
    assert not store.take_publishing(DAY, "b", minutes(0.49), 30)
    assert store.take_publishing(DAY, "b", minutes(0.5), 30)
    store.stamp_published(DAY, "a", minutes(1), "shown at 1")
    store.stamp_published(DAY, "b", minutes(1), "shown at 1")
    assert store.take_publishing(DAY, "c", minutes(0.5), 30)
    assert not store.take_publishing(DAY, "b", minutes(0.5), 30)
    assert not store.take_publishing("seas", "a", NOW, 30)


def test_promise_6_a_waves_state_is_written_once_and_no_move_of_the_day_undoes_it(
    store: Store,
) -> None:
    """Two who steer at once: one is stale. A pause of the day leaves the wave as it is."""
    assert store.move_waves(day(), day(waves={"sign": "paused"})) == Written()
    assert store.move_waves(day(), day(waves={"host": "paused"})) == Stale()
    assert store.move_day(day(), day(state="paused")) == Written()
    assert store.day(DAY) == day(state="paused", waves={"sign": "paused"})
    assert store.move_waves(day(waves={"sign": "paused"}), day()) == Written()
    assert store.day(DAY) == day(state="paused")
    assert store.move_waves(day(id="seas"), day(id="seas", waves={"sign": "paused"})) == Stale()
