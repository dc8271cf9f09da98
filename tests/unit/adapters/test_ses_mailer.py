"""Mail: one attempt, tagged, and what each failure comes to."""

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any, cast

import pytest
from botocore.exceptions import (
    ClientError,
    ConnectionClosedError,
    ConnectTimeoutError,
    EndpointConnectionError,
    ReadTimeoutError,
)

from chalicelib.adapters.clients import client
from chalicelib.adapters.ses import SesMailer
from chalicelib.ports import Refused, Sent, Unknown


class Ses:
    """Takes the mail, or fails with `error`."""

    def __init__(self, error: Exception | None = None) -> None:
        self.error = error
        self.calls: list[dict[str, Any]] = []

    def send_raw_email(self, **call: Any) -> dict[str, str]:
        self.calls.append(call)
        if self.error:
            raise self.error
        return {"MessageId": "m-1"}


def mailer(ses: Ses) -> SesMailer:
    return SesMailer(cast(Any, ses), "desk@tocsin.example", "Égalité, Kampala")


def send(ses: Ses, **changes: Any) -> Sent | Refused | Unknown:
    fields: dict[str, Any] = {
        "to": "minister@example.org",
        "subject": "Pétition",
        "text": "Ci-jointe.",
        "reference": "day/first 100k/minister",
        "attachment": ("day.pdf", b"%PDF-1.3"),
    }
    return mailer(ses).send(**(fields | changes))


def answered(status: int, code: str) -> ClientError:
    response: Any = {"Error": {"Code": code}, "ResponseMetadata": {"HTTPStatusCode": status}}
    return ClientError(response, "SendRawEmail")


def test_a_mail_carries_its_reference_and_its_packet() -> None:
    """In a header for the reader, in a tag for SES's events; the PDF as it was."""
    ses = Ses()
    assert send(ses) == Sent("m-1", "sent")
    [call] = ses.calls
    assert call["Destinations"] == ["minister@example.org"]
    assert call["Tags"] == [{"Name": "tocsin-reference", "Value": "day_first_100k_minister"}]
    mail = message_from_bytes(call["RawMessage"]["Data"], _class=EmailMessage, policy=default)
    assert (mail["Subject"], mail["X-Tocsin-Reference"]) == ("Pétition", "day_first_100k_minister")
    assert mail["From"].addresses[0].display_name == "Égalité, Kampala"
    [pdf] = mail.iter_attachments()
    assert (pdf.get_filename(), pdf.get_content()) == ("day.pdf", b"%PDF-1.3")


def test_a_subject_over_two_lines_adds_no_header() -> None:
    """Line breaks become blanks."""
    ses = Ses()
    assert send(ses, subject="Hello\r\nBcc: all@example.org", attachment=None) == Sent(
        "m-1", "sent"
    )
    mail = message_from_bytes(ses.calls[0]["RawMessage"]["Data"], policy=default)
    assert (mail["Bcc"], mail["Subject"]) == (None, "Hello Bcc: all@example.org")


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (answered(400, "MessageRejected"), Refused(400)),
        (answered(400, "Throttling"), Refused(400)),
        (EndpointConnectionError(endpoint_url="x"), Refused(503)),
        (ConnectTimeoutError(endpoint_url="x"), Refused(503)),
        (answered(500, "InternalFailure"), Unknown()),
        (ReadTimeoutError(endpoint_url="x"), Unknown()),
        (ConnectionClosedError(endpoint_url="x"), Unknown()),
    ],
)
def test_promise_4_what_may_have_gone_is_unknown_and_never_sent_again(
    error: Exception, outcome: Refused | Unknown
) -> None:
    """Refused only where it is certain that nothing was sent; one call in every case."""
    ses = Ses(error)
    assert send(ses) == outcome
    assert len(ses.calls) == 1


def test_a_client_of_one_attempt_is_another_than_that_of_three(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Both are made once; botocore's own retries are off where a repeat may send twice."""
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    once, thrice = (client("ses", "http://127.0.0.1:9", attempts=n) for n in (1, 3))
    assert once is client("ses", "http://127.0.0.1:9", attempts=1)
    assert once.meta.config.retries["total_max_attempts"] == 1
    assert thrice.meta.config.retries["total_max_attempts"] == 3
    assert once.meta.endpoint_url == "http://127.0.0.1:9"


def test_only_a_mail_whose_receipts_are_wanted_has_them_told() -> None:
    """A code to sign in with goes through no topic; without a configuration set none does."""
    asked: list[str | None] = []
    for receipts, wanted in (("tocsin-dev", True), ("tocsin-dev", False), ("", True)):
        ses = Ses()
        told_by = SesMailer(cast(Any, ses), "desk@tocsin.example", "Friends", receipts)
        told_by.send("minister@example.org", "Petition", "Here.", "d.t.m", receipts=wanted)
        asked.append(ses.calls[0].get("ConfigurationSetName"))
    assert asked == ["tocsin-dev", None, None]
