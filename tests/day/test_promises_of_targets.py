"""TV9: a public apology three times in prime time, and a million rupees, each with its proof."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from chalicelib.domain.photographs import JPEG
from chalicelib.domain.targets import state_of
from chalicelib.errors import ConflictError, NotFoundError
from chalicelib.steps.answer_target import (
    Promise,
    TargetAnswer,
    answer_target,
    promise,
    seal_owner,
)
from chalicelib.steps.prove_promise import ProvePromise, prove_promise
from tests.support.fakes import FakeClock
from tests.support.photographs import END, JFIF, SCAN, SECRET, segment
from tests.support.plans import DAY, SIGN, plan, target
from tests.support.stage import Stage

START = datetime(2027, 3, 16, 10, tzinfo=UTC)
SHOWN = JPEG + JFIF + segment(0xE1, SECRET) + SCAN + END
TWICE = Promise(name="broadcast", what="an apology in prime time", times=3)


@pytest.fixture
def stage() -> Stage:
    """The broadcaster has promised both."""
    stage = Stage(FakeClock(START))
    stage.launch(plan(replace(SIGN, send=None), targets={"tv9": target(name="tv9")}))
    said = TargetAnswer(day=DAY, target="tv9", stance="committed", text="We apologise.")
    stage.call(answer_target, said)
    payment = Promise(name="payment", what="a million rupees")
    stage.call(promise, DAY, "tv9", "demand", (TWICE, payment))
    return stage


def prove(stage: Stage, part: str, day: int, **shown: object) -> str:
    """Where the broadcaster stands after that proof, of the day so many days later."""
    at = START + timedelta(days=day)
    stage.clock.advance(max(timedelta(0), at - stage.clock.now()))
    proof = ProvePromise(
        **{"day": DAY, "target": "tv9", "part": part, "at": at, "note": "seen", **shown}
    )
    return state_of(stage.call(prove_promise, proof), delivered=True)


def test_three_broadcasts_and_one_payment_keep_the_promise(stage: Stage) -> None:
    """Open until each is recorded, whatever their order."""
    parts = ("broadcast", "payment", "broadcast", "broadcast")
    states = [prove(stage, part, day) for day, part in enumerate(parts)]
    assert states == ["committed", "committed", "committed", "kept"]


def test_promise_9_the_same_broadcast_told_twice_is_one(stage: Stage) -> None:
    """By its instant, or by its photograph: three other proofs are needed."""
    prove(stage, "payment", 0)
    for day in (1, 1, 1):
        assert prove(stage, "broadcast", day) == "committed"
    for day in (2, 3):
        assert prove(stage, "broadcast", day, photo=SHOWN) == "committed"
    assert prove(stage, "broadcast", 4) == "kept"


def test_a_photograph_shows_it_and_nothing_else(stage: Stage) -> None:
    """Kept under its digest, without what the camera wrote; the note is sealed."""
    prove(stage, "broadcast", 1, photo=SHOWN, note="channel 9, 21:00")
    record = stage.store.target(DAY, "tv9")
    assert record
    (proof,) = record.commitments[0].proofs
    assert SECRET not in stage.files.get(proof.shown) and "tv9" not in proof.shown
    assert stage.vault.open(proof.note, seal_owner(DAY, "tv9")) == "channel 9, 21:00"


@pytest.mark.parametrize(
    "shown", [{"note": " "}, {"photo": b"%PDF"}, {"at": START + timedelta(days=9)}]
)
def test_what_shows_nothing_proves_nothing(stage: Stage, shown: dict[str, object]) -> None:
    """No words and no photograph, no photograph at all, a time that has not come."""
    with pytest.raises(ConflictError):
        prove(stage, "broadcast", 0, **shown)
    assert stage.files.keys("proofs/") == []
    with pytest.raises(NotFoundError):
        prove(stage, "song", 0)


def test_words_of_its_own_take_no_promise_back(stage: Stage) -> None:
    """It explains itself once more: what it promised stays, and asks stay ended."""
    said = TargetAnswer(day=DAY, target="tv9", stance="answered", text="It was an error.")
    record = stage.call(answer_target, said)
    assert (record.stances, len(record.answers)) == ({"demand": "committed"}, 2)
