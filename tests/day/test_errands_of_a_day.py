"""A packet that people post, or tell by telephone: a case for who does it, and what came of it."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest

from chalicelib.domain.cases import owner_of
from chalicelib.domain.photographs import JPEG
from chalicelib.domain.plan import OfficeHours, Plan
from chalicelib.domain.targets import was_delivered
from chalicelib.errors import ConflictError, NotFoundError
from chalicelib.steps.record_call import RecordCall, record_call
from chalicelib.steps.record_handed import RecordHanded, note_owner, record_handed
from chalicelib.web.signing import sign_on_web
from tests.support.fakes import FakeClock
from tests.support.photographs import END, JFIF, SCAN
from tests.support.plans import DAY, SIGN, deadline, plan, target
from tests.support.stage import Stage

VOTE = datetime(2027, 3, 16, 10, tzinfo=UTC)
"""A Tuesday: the ministry is open."""
PHOTO = JPEG + JFIF + SCAN + END
NUMBER = "+33639980142"
CALLERS = ("lea@rivers.example", "sam@rivers.example")
POSTED = RecordHanded(day=DAY, trigger="vote", target="minister", photo=PHOTO, tracking="1A 234")


def launched(**differs: Any) -> Stage:
    """A day whose deadline has delivered to a minister who is reached so."""
    stage = Stage(FakeClock(VOTE - timedelta(hours=1)))
    minister = replace(target(), **{"signatories": "initials", "to": "", **differs})
    asked = replace(SIGN, send=None)
    triggers = {"vote": deadline(VOTE)}
    stage.launch(plan(asked, triggers=triggers, targets={"minister": minister}))
    stage.call(sign_on_web, DAY, {"email": "s@people.example", "country": "FR"})
    stage.tick_until_quiet(VOTE)
    return stage


def to_post() -> Stage:
    return launched(deliver="post", address=("Ministère", "12 rue du Lac", "75007 Paris"))


def to_call(**differs: Any) -> Stage:
    return launched(**{"deliver": "phone", "by": CALLERS, "tries": 3, **differs, "to": NUMBER})


@pytest.fixture
def letter() -> Stage:
    """A letter waits to be posted."""
    return to_post()


def cases(stage: Stage) -> dict[str, bool]:
    """Id to whether it is closed."""
    return {case.id: case.closed_at is not None for case in stage.store.cases(DAY)}


def call(number: int, outcome: Any, note: str = "") -> RecordCall:
    return RecordCall(
        day=DAY, trigger="vote", target="minister", number=number, outcome=outcome, note=note
    )


def test_a_letter_to_post_is_a_case_with_its_paper(letter: Stage) -> None:
    """The letter, its list on paper, and until when; nothing is mailed."""
    (delivery,) = letter.store.deliveries(DAY)
    (case,) = letter.store.cases(DAY)
    assert (delivery.state, case.kind, case.id) == ("to_post", "to_post", "post.vote.minister")
    assert delivery.sent_at and case.due_at == delivery.sent_at + timedelta(days=1)
    assert letter.files.keys(f"packets/{DAY}/vote/minister.signatories") == [
        f"packets/{DAY}/vote/minister.signatories-001.csv",
        f"packets/{DAY}/vote/minister.signatories-001.pdf",
    ]
    assert letter.mailer.calls == []


def test_what_was_posted_is_recorded_with_its_proof_and_closes_the_case(letter: Stage) -> None:
    """At its own instant, with the number of the post, sealed; the target has it from then on."""
    at = VOTE + timedelta(minutes=30)
    letter.clock.advance(timedelta(hours=3))
    done = letter.call(record_handed, replace(POSTED, at=at))
    assert (done.state, done.handed_at) == ("posted", at)
    assert letter.vault.open(done.tracking, note_owner(done)) == "1A 234"
    assert letter.call(record_handed, replace(POSTED, at=at)) == done
    assert was_delivered("minister", letter.store.deliveries(DAY))
    letter.tick(VOTE + timedelta(days=2))
    assert cases(letter) == {"post.vote.minister": True}


@pytest.mark.parametrize("hours", [-2, 2])
def test_an_instant_that_cannot_be_is_refused(letter: Stage, hours: int) -> None:
    """Before there was a letter, and in the future."""
    with pytest.raises(ConflictError, match="instant"):
        letter.call(record_handed, replace(POSTED, at=letter.clock.now() + timedelta(hours=hours)))


def test_a_letter_that_nobody_posts_is_told_once_more(letter: Stage) -> None:
    """A day later, to the coordinator; what comes late closes both."""
    letter.tick(VOTE + timedelta(hours=23))
    assert list(cases(letter)) == ["post.vote.minister"]
    for hours in (26, 50):
        letter.tick(VOTE + timedelta(hours=hours))
        assert sorted(cases(letter)) == ["handing.vote.minister", "post.vote.minister"]
    letter.call(record_handed, POSTED)
    assert set(cases(letter).values()) == {True}


def test_callers_take_turns_until_somebody_answers() -> None:
    """One case at a time, each the next one's, with the words of the target's language."""
    stage = to_call()
    stored = stage.store.plan(DAY, 1)
    assert owners(stage, stored) == {"call.vote.minister.0": CALLERS[0]}
    words = stage.files.get(stage.store.deliveries(DAY)[0].roster).decode()
    assert words.startswith("Bonjour") and NUMBER not in words
    stage.call(record_call, call(0, "no_answer"))
    assert cases(stage)["call.vote.minister.0"]
    assert owners(stage, stored)["call.vote.minister.1"] == CALLERS[1]
    done = stage.call(record_call, call(1, "reached", "Mrs N. will look"))
    assert (done.state, [each.outcome for each in done.calls]) == (
        "called",
        ["no_answer", "reached"],
    )
    assert stage.vault.open(done.calls[1].note, note_owner(done)) == "Mrs N. will look"
    assert was_delivered("minister", [done]) and set(cases(stage).values()) == {True}


def owners(stage: Stage, stored: Plan) -> dict[str, str]:
    return {case.id: owner_of(stored, case) for case in stage.store.cases(DAY)}


@pytest.mark.parametrize(
    ("outcomes", "state"), [(["no_answer"] * 3, "unreached"), (["refused"], "refused")]
)
def test_nobody_is_called_for_ever(outcomes: list[str], state: str) -> None:
    """After so many calls without an answer, or one that they would not hear: a human decides."""
    stage = to_call()
    for number, outcome in enumerate(outcomes):
        done = stage.call(record_call, call(number, outcome))
    assert done.state == state
    stage.tick(VOTE + timedelta(days=3))
    assert [id_ for id_, closed in cases(stage).items() if not closed] == ["delivery.vote.minister"]
    assert not was_delivered("minister", [done])


def test_promise_9_one_call_told_twice_is_one_call() -> None:
    """Told otherwise, or out of turn, it is refused."""
    stage = to_call()
    first = stage.call(record_call, call(0, "left_message"))
    assert stage.call(record_call, call(0, "left_message")) == first
    for wrong in (call(0, "refused"), call(1, "reached")):
        with pytest.raises(ConflictError):
            stage.call(record_call, wrong)
    with pytest.raises(NotFoundError):
        stage.call(record_call, replace(call(0, "reached"), target="nobody"))


def test_a_call_is_made_in_the_targets_hours_on_its_own_clocks() -> None:
    """A minister in Asuncion is called in the morning there, however late it is in Paris."""
    asuncion = OfficeHours(opens=time(9), closes=time(12), zone="America/Asuncion")
    stage = to_call(hours=asuncion)
    (case,) = stage.store.cases(DAY)
    assert case.due_at == datetime(2027, 3, 16, 15, tzinfo=UTC)  # noon there
    stage.tick(case.due_at - timedelta(minutes=1))
    assert list(cases(stage)) == ["call.vote.minister.0"]
    stage.tick(case.due_at)
    assert sorted(cases(stage)) == ["call.vote.minister.0", "handing.vote.minister"]


def test_a_call_and_a_photograph_are_not_the_same_proof() -> None:
    """A letter is not said, a call is not photographed."""
    with pytest.raises(ConflictError):
        to_post().call(record_call, call(0, "reached"))
    with pytest.raises(ConflictError):
        to_call().call(record_handed, POSTED)
