"""What targets answered: the same on both stores."""

from dataclasses import replace

from chalicelib.domain.commitments import Commitment, Proof
from chalicelib.domain.targets import Answer, TargetRecord
from chalicelib.ports import Stale, Store, Written
from tests.contract.store.samples import DAY, day, minutes, plan


def record(**differs: object) -> TargetRecord:
    return TargetRecord(**{"day": DAY, "target": "minister", **differs})  # type: ignore[arg-type]


def full() -> TargetRecord:
    """A record in which every field says something."""
    proof = Proof(at=minutes(3), note=b"seen", shown="proofs/a.jpg")
    return record(
        name=b"sealed",
        opened_at=minutes(1),
        stances={"demand": "committed", "honour": "refused"},
        answers=(
            Answer(number=1, stance="committed", at=minutes(2), text=b"yes", by="target", signed=7),
        ),
        commitments=(
            Commitment(
                name="money", demand="demand", what=b"1", times=2, due=minutes(9), proofs=(proof,)
            ),
        ),
    )


def test_a_record_reads_back_equal(store: Store) -> None:
    """To the last proof, one version later."""
    assert store.target(DAY, "minister") is None
    assert store.move_target(full()) == Written()
    assert store.target(DAY, "minister") == replace(full(), version=1)
    assert store.targets(DAY) == [replace(full(), version=1)]
    assert store.targets("seas") == []


def test_a_record_moves_only_from_the_version_it_was_read_in(store: Store) -> None:
    """Two answers at once: the second is decided again."""
    assert store.move_target(record()) == Written()
    assert store.move_target(record(opened_at=minutes(1))) == Stale()
    assert store.move_target(record(version=1, opened_at=minutes(1))) == Written()
    assert store.move_target(record(version=1)) == Stale()


def test_promise_6_a_concession_and_the_asks_it_ends_are_one_write(store: Store) -> None:
    """Both or neither: where the day ended other asks meanwhile, nothing is written."""
    store.launch(day(), plan())
    before = day()
    assert store.move_target(record(), (before, replace(before, ended=("sign",)))) == Written()
    stored = store.day(DAY)
    assert stored is not None
    assert stored.ended == ("sign",)
    assert stored.next_due == before.next_due
    late = record(version=1, opened_at=minutes(1))
    assert store.move_target(late, (before, replace(before, ended=("host",)))) == Stale()
    assert store.target(DAY, "minister") == record(version=1)
    assert store.move_target(late, (stored, replace(stored, ended=()))) == Written()
    reopened = store.day(DAY)
    assert reopened is not None
    assert reopened.ended == ()


def test_a_move_of_a_day_undoes_no_concession(store: Store) -> None:
    """A pause that was decided on an older look is decided again."""
    store.launch(day(), plan())
    store.move_target(record(), (day(), day(ended=("sign",))))
    assert store.move_day(day(), day(state="paused")) == Stale()


def test_promise_7_an_answer_wakes_a_day_that_nobody_looks_at(store: Store) -> None:
    """In the same write, and into the agenda; a tick that was about to let it sleep is stale."""
    store.launch(day(), plan())
    closed = day(state="closed", next_due=None)
    assert store.move_day(day(), closed) == Written()
    assert store.days_due(minutes(99)) == []
    awake = replace(closed, next_due=minutes(60))
    assert store.move_target(record(), (closed, awake)) == Written()
    assert store.days_due(minutes(60)) == [awake]
    assert store.move_day(closed, replace(closed, closing_at=minutes(1))) == Stale()
    late = (closed, replace(closed, next_due=minutes(70)))
    assert store.move_target(record(version=1), late) == Stale()
    assert store.target(DAY, "minister") == record(version=1)


def test_an_answer_leaves_alone_when_an_open_day_is_looked_at_next(store: Store) -> None:
    """The tick moves that each minute: an answer that ends asks does not wait for it."""
    store.launch(day(), plan())
    store.move_day(day(), day(next_due=minutes(60)))
    ended = (day(), day(ended=("sign",)))
    assert store.move_target(record(), ended) == Written()
    stored = store.day(DAY)
    assert stored is not None
    assert (stored.next_due, stored.ended) == (minutes(60), ("sign",))
