"""Runs and triggers: the same on both stores."""

from chalicelib.domain.triggers import TriggerRecord
from chalicelib.ports import Exists, Stale, Store, Written
from tests.contract.store.samples import DAY, minutes, run


def test_an_attempt_starts_once(store: Store) -> None:
    """The same attempt, or a lower one, exists; a higher one takes its place."""
    first = run(input={"ask": "sign", "n": 0, "deep": {"none": None, "empty": "", "half": 0.5}})
    assert store.start_run(first) == Written()
    assert store.start_run(run(workflow="close_day")) == Exists()
    assert store.runs(DAY) == [first]
    assert store.start_run(run(attempt=2)) == Written()
    assert store.start_run(first) == Exists()
    assert store.runs(DAY) == [run(attempt=2)]


def test_runs_are_listed_by_moment(store: Store) -> None:
    """Each moment shows its latest attempt; other days stay out."""
    for moment in ("wave", "close"):
        store.start_run(run(moment=moment))
    store.start_run(run(day="seas"))
    assert [one.moment for one in store.runs(DAY)] == ["close", "wave"]


def test_a_run_finishes_once(store: Store) -> None:
    """Only the latest, unfinished attempt can finish, and its input stays."""
    started = run(input={"ask": "sign"})
    store.start_run(started)
    done = run(state="succeeded", finished_at=minutes(2), outcome={"sent": 3})
    assert store.finish_run(done) == Written()
    assert store.finish_run(run(state="failed")) == Stale()
    finished = run(
        state="succeeded", finished_at=minutes(2), outcome={"sent": 3}, input={"ask": "sign"}
    )
    assert store.runs(DAY) == [finished]


def test_an_older_attempt_does_not_finish(store: Store) -> None:
    """A run that came back after its successor started changes nothing."""
    store.start_run(run(attempt=2))
    assert store.finish_run(run(attempt=1, state="succeeded")) == Stale()
    assert store.finish_run(run(moment="unknown", state="failed")) == Stale()
    assert store.runs(DAY) == [run(attempt=2)]


def test_promise_4_a_trigger_moves_only_from_the_state_it_was_read_in(store: Store) -> None:
    """Two publishers that see it met cross it once; one fires it."""
    armed = TriggerRecord(day=DAY, trigger="ten")
    crossed = TriggerRecord(
        day=DAY, trigger="ten", state="crossed", crossed_at=minutes(1), seen={"signatures": 10}
    )
    fired = TriggerRecord(day=DAY, trigger="ten", state="fired", fired_at=minutes(2))
    assert store.move_trigger(armed, crossed) == Written()
    assert store.move_trigger(armed, crossed) == Stale()
    assert crossed in store.triggers(DAY)
    assert store.move_trigger(crossed, fired) == Written()
    assert store.move_trigger(crossed, fired) == Stale()
    unknown = TriggerRecord(day=DAY, trigger="other")
    assert store.move_trigger(unknown, unknown) == Stale()
    assert store.triggers(DAY) == [TriggerRecord(day=DAY, trigger="noon"), fired]


def test_a_run_that_succeeded_is_not_started_again(store: Store) -> None:
    """A tick that saw it as started, just before it finished, must not do it twice."""
    store.start_run(run())
    store.finish_run(run(state="succeeded", finished_at=minutes(2)))
    assert store.start_run(run(attempt=2)) == Exists()
