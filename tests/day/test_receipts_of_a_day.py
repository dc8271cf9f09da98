"""What SES tells of a packet's mail, in the middle of a day: moved, handed to a human, settled."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from chalicelib import entry, wiring
from chalicelib.domain.targets import was_delivered
from chalicelib.ports import Unknown
from tests.support.fakes import FakeClock
from tests.support.mail_events import by_sns, ses_event
from tests.support.plans import DAY, SIGN, deadline, plan, target
from tests.support.stage import Stage

VOTE = datetime(2027, 3, 16, 10, tzinfo=UTC)
"""A Tuesday: the ministry is open."""
TAG = f"{DAY}_vote_minister"


@pytest.fixture
def stage() -> Stage:
    """Before its deadline."""
    stage = Stage(FakeClock(VOTE - timedelta(hours=1)))
    ministry = target(to="cabinet@ministry.example", silence=timedelta(hours=2))
    asked = replace(SIGN, send=None)
    stage.launch(plan(asked, targets={"minister": ministry}, triggers={"vote": deadline(VOTE)}))
    return stage


def told(stage: Stage, *kinds: str, mail_id: str = "mail-0") -> Any:
    """SES tells that of the packet's mail; the outcomes."""
    events = (ses_event(kind, TAG, mail_id) for kind in kinds)
    with wiring.instead(**stage.ports):
        return entry.record_receipt(by_sns(*events), None)


def cases(stage: Stage) -> dict[str, bool]:
    """Id to whether it is closed."""
    return {case.id: case.closed_at is not None for case in stage.store.cases(DAY)}


def test_a_delivered_mail_is_delivered(stage: Stage) -> None:
    """And nobody has anything to do."""
    stage.tick_until_quiet(VOTE)
    assert told(stage, "Send", "Delivery") == ["sent", "delivered"]
    assert told(stage, "Send") == ["delivered"]
    assert (cases(stage), len(stage.mailer.calls)) == ({}, 1)


def test_promise_4_a_mail_that_came_back_is_one_case_and_no_second_mail(stage: Stage) -> None:
    """However often it is told; the target is as before, and its silence is none."""
    stage.tick_until_quiet(VOTE)
    for _ in range(2):
        assert told(stage, "Bounce") == ["bounced"]
    assert not was_delivered("minister", stage.store.deliveries(DAY))
    stage.tick_until_quiet(VOTE + timedelta(hours=4))
    assert cases(stage) == {"mail.vote.minister.bounced": False}
    assert len(stage.mailer.calls) == 1


def test_promise_4_an_unknown_mail_is_settled_by_its_receipt(stage: Stage) -> None:
    """Its case closes by itself, whatever came of the mail."""
    stage.mailer.script = [Unknown()]
    stage.tick_until_quiet(VOTE)
    assert cases(stage) == {"delivery.vote.minister": False}
    assert told(stage, "Send") == ["sent"]
    assert cases(stage) == {"delivery.vote.minister": True}
    assert len(stage.mailer.calls) == 1


def test_a_receipt_that_is_faster_than_its_sender_is_kept(stage: Stage) -> None:
    """SES may tell before the step has written that it sent: the step finds it delivered."""
    send = stage.mailer.send

    def told_at_once(*mail: Any, **more: Any) -> Any:
        sent = send(*mail, **more)
        told(stage, "Delivery")
        return sent

    stage.mailer.send = told_at_once  # type: ignore[method-assign]
    stage.tick_until_quiet(VOTE)
    (delivery,) = stage.store.deliveries(DAY)
    assert (delivery.state, delivery.mail_id) == ("delivered", "mail-0")
    run = next(run for run in stage.store.runs(DAY) if run.moment == "vote")
    assert run.outcome["deliveries"] == {"minister": "delivered"}


def test_a_full_mailbox_that_took_it_later_closes_its_case(stage: Stage) -> None:
    """The bounce was no more than a delay."""
    stage.tick_until_quiet(VOTE)
    soft = ses_event("Bounce", TAG, "mail-0", bounceType="Transient")
    with wiring.instead(**stage.ports):
        assert entry.record_receipt(by_sns(soft), None) == ["bounced"]
    assert told(stage, "Delivery") == ["delivered"]
    assert cases(stage) == {"mail.vote.minister.bounced": True}


def test_a_receipt_of_nothing_that_we_know_is_left_alone(stage: Stage) -> None:
    """A day that is gone; and what SNS left over, given by hand, is read all the same."""
    unknown = ses_event("Delivery", "gone_vote_minister", "m9")
    (record,) = by_sns(unknown)["Records"]
    with wiring.instead(**stage.ports):
        assert entry.record_receipt(record["Sns"], None) == [""]
