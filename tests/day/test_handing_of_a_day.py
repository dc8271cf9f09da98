"""A packet that bearers carry: handed over with its proof, or a human is told."""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from chalicelib.domain.photographs import JPEG
from chalicelib.domain.targets import was_delivered
from chalicelib.errors import ConflictError, NotFoundError
from chalicelib.steps.publish import publish_day
from chalicelib.steps.record_handed import LARGEST, RecordHanded, note_owner, record_handed
from chalicelib.web.signing import sign_on_web
from tests.support.fakes import FakeClock
from tests.support.photographs import END, JFIF, SCAN, SECRET, segment
from tests.support.plans import DAY, SIGN, plan, target, threshold
from tests.support.stage import Stage

START = datetime(2027, 3, 16, 10, tzinfo=UTC)
"""A Tuesday: the ministry is open."""
PHOTO = JPEG + JFIF + segment(0xE1, SECRET) + SCAN + END
ARRIVED = RecordHanded(
    day=DAY, trigger="level-1", target="minister", photo=PHOTO, note="stamped by Mrs N."
)


@pytest.fixture
def stage() -> Stage:
    """With a packet that waits for its bearers."""
    stage = Stage(FakeClock(START))
    minister = replace(target(), deliver="hand", to="", place="Main gate", bearers=2)
    minister = replace(minister, silence=timedelta(hours=20))
    triggers = {"level-1": threshold(1, name="level-1")}
    stage.launch(plan(replace(SIGN, send=None), triggers=triggers, targets={"minister": minister}))
    stage.call(sign_on_web, DAY, {"email": "s@people.example", "country": "FR"})
    stage.call(publish_day, DAY)
    stage.tick_until_quiet()
    (delivery,) = stage.store.deliveries(DAY)
    assert delivery.state == "rostered"
    return stage


def told(stage: Stage) -> list[str]:
    return [case.id for case in stage.store.cases(DAY) if case.kind == "not_handed"]


def test_the_photograph_is_kept_without_what_the_camera_wrote(stage: Stage) -> None:
    """Under ids alone; the note is sealed; once it is handed it counts as delivered."""
    before = was_delivered("minister", stage.store.deliveries(DAY))
    done = stage.call(record_handed, ARRIVED)
    kept = stage.files.get(done.proof)
    assert SECRET not in kept and stage.files.kinds[done.proof] == "image/jpeg"
    assert (done.state, done.proof_sha256) == ("handed", hashlib.sha256(kept).hexdigest())
    assert done.proof.startswith(f"proofs/{DAY}/level-1/minister.")
    assert stage.vault.open(done.note, note_owner(done)) == "stamped by Mrs N."
    assert (before, was_delivered("minister", stage.store.deliveries(DAY))) == (False, True)


def test_the_same_proof_twice_has_one_effect_and_another_is_refused(stage: Stage) -> None:
    """Promise 9; what was proved is not proved otherwise."""
    first = stage.call(record_handed, ARRIVED)
    stage.clock.advance(timedelta(minutes=1))
    assert stage.call(record_handed, ARRIVED) == first
    with pytest.raises(ConflictError, match="is handed"):
        stage.call(record_handed, replace(ARRIVED, photo=JPEG + SCAN + END))


@pytest.mark.parametrize("photo", [b"%PDF-1.7", b"", PHOTO + b" " * LARGEST])
def test_what_proves_nothing_leaves_it_rostered(stage: Stage, photo: bytes) -> None:
    """No photograph, or one too large: nothing is stored."""
    with pytest.raises(ConflictError, match="photograph"):
        stage.call(record_handed, replace(ARRIVED, photo=photo))
    assert [each.state for each in stage.store.deliveries(DAY)] == ["rostered"]
    assert stage.files.keys("proofs/") == []
    with pytest.raises(NotFoundError):
        stage.call(record_handed, replace(ARRIVED, target="nobody"))


HEAD = "No.,Name,Telephone,Signature\r\n"
AGREED = f"{HEAD}1,Ana,,signed\r\n2,Béa,07,X\r\n3,,,\r\n,Place: Main gate,,\r\n"


def test_the_roster_that_came_back_is_kept_as_a_count_and_a_digest(stage: Stage) -> None:
    """Two signed, the third line stayed empty; nobody's name is kept anywhere."""
    body = AGREED.encode("utf-8-sig")
    done = stage.call(record_handed, replace(ARRIVED, roster=body))
    assert (done.bearers, done.roster_sha256) == (2, hashlib.sha256(body).hexdigest())
    assert not [key for key, kept in stage.files.bodies.items() if b"Ana" in kept]
    assert "Ana" not in repr(done)


@pytest.mark.parametrize(
    ("roster", "why"),
    [
        (f"{HEAD}1,Ana,,signed\r\n2,Béa,,\r\n".replace(",", ";"), "carry it: 2"),
        (HEAD, "nobody stands on it"),
        ("Ana", "four columns"),
        (f'{HEAD}1,"Ana,,', "four columns"),
    ],
)
def test_a_bearer_who_did_not_sign_did_not_agree(stage: Stage, roster: str, why: str) -> None:
    """Nothing is recorded until the roster is right."""
    with pytest.raises(ConflictError, match=why):
        stage.call(record_handed, replace(ARRIVED, roster=roster.encode()))
    assert [each.state for each in stage.store.deliveries(DAY)] == ["rostered"]


def test_a_human_is_told_once_when_the_office_has_closed(stage: Stage) -> None:
    """Not while it is open."""
    stage.tick(START + timedelta(hours=1))
    assert told(stage) == []
    for hours in (12, 36):
        stage.tick(START + timedelta(hours=hours))
        assert told(stage) == ["handing.level-1.minister"]


def test_who_handed_it_over_in_time_makes_no_case(stage: Stage) -> None:
    """The office closes on a packet that has arrived."""
    stage.call(record_handed, ARRIVED)
    stage.tick(START + timedelta(hours=12))
    assert told(stage) == []


def test_a_targets_silence_begins_when_it_has_the_packet(stage: Stage) -> None:
    """Not with the roster: nobody can answer what bearers still carry."""
    stage.tick(START + timedelta(hours=22))
    stage.call(record_handed, ARRIVED)
    silent = [(case.kind == "target_silent") for case in stage.store.cases(DAY)]
    stage.tick(START + timedelta(hours=43))
    after = [case.id for case in stage.store.cases(DAY) if case.kind == "target_silent"]
    assert (any(silent), after) == (False, ["silent.minister"])
