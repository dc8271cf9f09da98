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
        answers=(Answer(number=1, stance="committed", at=minutes(2), text=b"yes", by="target"),),
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
    assert store.move_target(record(), (before, ("sign",))) == Written()
    stored = store.day(DAY)
    assert stored is not None
    assert stored.ended == ("sign",)
    assert stored.next_due == before.next_due
    late = record(version=1, opened_at=minutes(1))
    assert store.move_target(late, (before, ("host",))) == Stale()
    assert store.target(DAY, "minister") == record(version=1)
    assert store.move_target(late, (stored, ())) == Written()
    reopened = store.day(DAY)
    assert reopened is not None
    assert reopened.ended == ()


def test_a_move_of_a_day_undoes_no_concession(store: Store) -> None:
    """A pause that was decided on an older look is decided again."""
    store.launch(day(), plan())
    store.move_target(record(), (day(), ("sign",)))
    assert store.move_day(day(), day(state="paused")) == Stale()
