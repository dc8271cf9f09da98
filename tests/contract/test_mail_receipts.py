"""What the mail sink tells has the form of what SES tells: the samples are SES's own."""

from datetime import UTC, datetime
from email.message import EmailMessage
from typing import Any

import pytest

from chalicelib.domain.receipts import receipt_of
from local.phones.faults import Faults
from local.phones.receipts import by_sns, told_of
from tests.support import mail_events

AT = datetime(2027, 3, 23, 12, tzinfo=UTC)
TO = "cabinet@ministere.example"


def told(tag: str = "rivers_vote_minister", *faults: str) -> list[dict[str, Any]]:
    """The events of one mail."""
    mail = EmailMessage()
    mail["X-Tocsin-Reference"], mail["From"] = tag, "desk@tocsin.example"
    mail["Message-ID"] = "<m1>"
    rules = Faults()
    for kind in faults:
        rules.add({"kind": kind, "to": TO})
    return list(told_of(TO, mail.as_bytes(), AT, rules))


def within(ours: Any, sample: Any) -> bool:
    """Whether each part of ours is a part of the sample, of the same type."""
    if isinstance(ours, dict):
        return all(name in sample and within(part, sample[name]) for name, part in ours.items())
    return type(ours) is type(sample)


@pytest.mark.parametrize("fault", ["", "bounce", "soft_bounce", "complain"])
def test_the_sinks_events_are_ses_s(fault: str) -> None:
    """Each field of each event, and the envelope of the topic."""
    for event in told("rivers_vote_minister", *filter(None, [fault])):
        kind = event["eventType"]
        sample = mail_events.ses_event(kind, "rivers_vote_minister", "m1")
        assert within(event, sample), event
        assert within(by_sns(event), mail_events.by_sns(sample))
        found = receipt_of(event)
        assert found and (found.target, found.mail_id, found.mailed_at) == ("minister", "m1", AT)


@pytest.mark.parametrize(
    ("faults", "kinds"),
    [
        ((), ["send", "delivery"]),
        (("bounce",), ["send", "bounce"]),
        (("soft_bounce",), ["send", "soft_bounce"]),
        (("complain",), ["send", "delivery", "complaint"]),
        (("reorder",), ["delivery", "send"]),
        (("repeat",), ["send", "delivery", "send", "delivery"]),
        (("silent",), []),
    ],
)
def test_the_sink_does_as_it_was_told(faults: tuple[str, ...], kinds: list[str]) -> None:
    """Told to bounce, to be late, to repeat itself or to say nothing."""
    found = [receipt_of(event) for event in told("rivers_vote_minister", *faults)]
    assert [receipt.kind for receipt in found if receipt] == kinds


def test_of_other_mails_nothing_is_told() -> None:
    """A code to sign in with is of no delivery."""
    assert told("login") == told("confirm-rivers") == []
