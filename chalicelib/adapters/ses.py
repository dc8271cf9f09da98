"""Mail by SES, one attempt each: a packet that may have gone is never sent again."""

import re
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from typing import TYPE_CHECKING, Any

from chalicelib.domain.receipts import TAG
from chalicelib.ports import Refused, Sent, Unknown

if TYPE_CHECKING:
    from mypy_boto3_ses import SESClient

SEVEN_BIT = SMTP.clone(cte_type="7bit")
"""Accents are encoded: any relay on the way may know ASCII alone."""
REFERENCE_HEADER = "X-Tocsin-Reference"
_UNREACHED = 503
"""Our code for a mail service that could not be reached at all: nothing was sent."""


class SesMailer:
    """ports.Mailer. `ses` must be a client of one attempt: `client("ses", …, attempts=1)`."""

    def __init__(
        self, ses: "SESClient", sender: str, organisation: str, receipts: str = ""
    ) -> None:
        """`receipts`: the configuration set that tells what became of a mail; empty: none does."""
        self._ses = ses
        self._sender = sender
        self._receipts = receipts
        self._from = Address(_one_line(organisation), addr_spec=sender)

    def send(
        self,
        to: str,
        subject: str,
        text: str,
        reference: str,
        attachment: tuple[str, bytes] | None = None,
        *,
        receipts: bool = False,
    ) -> Sent | Refused | Unknown:
        """Never raises for what the mail service does: a packet is claimed before it is sent, so
        that a try that raised would have to be taken for one that may have gone.
        """
        mail = self._written(to, subject, text, reference, attachment)
        from botocore import exceptions as failed

        try:
            answer = self._ses.send_raw_email(
                Source=self._sender,
                Destinations=[to],
                RawMessage={"Data": mail.as_bytes()},
                Tags=[{"Name": TAG, "Value": _tag_value(reference)}],
                **self._told_by(receipts),
            )
        except (failed.ConnectTimeoutError, failed.EndpointConnectionError):
            return Refused(_UNREACHED)
        except (failed.HTTPClientError, failed.ConnectionError, failed.IncompleteReadError):
            return Unknown()
        except failed.ClientError as error:
            return _answered(error.response)
        return Sent(answer["MessageId"], "sent")

    def _told_by(self, receipts: bool) -> dict[str, Any]:
        wanted = receipts and self._receipts
        return {"ConfigurationSetName": self._receipts} if wanted else {}

    def _written(
        self,
        to: str,
        subject: str,
        text: str,
        reference: str,
        attachment: tuple[str, bytes] | None,
    ) -> EmailMessage:
        mail = EmailMessage(policy=SEVEN_BIT)
        mail["From"] = self._from
        mail["To"] = to
        mail["Subject"] = _one_line(subject)
        mail[REFERENCE_HEADER] = _tag_value(reference)
        mail.set_content(text)
        if attachment:
            name, pdf = attachment
            mail.add_attachment(pdf, maintype="application", subtype="pdf", filename=name)
        return mail


def _answered(response: Any) -> Refused | Unknown:
    """What an error answer came to: 4xx (throttling too) was not sent, 5xx may have been."""
    status = int(response.get("ResponseMetadata", {}).get("HTTPStatusCode", 500))
    return Refused(status) if 400 <= status < 500 else Unknown()


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _tag_value(reference: str) -> str:
    """What SES allows in a tag: ASCII letters, digits, underscores and dashes, at most 256."""
    return re.sub(r"[^A-Za-z0-9_-]", "_", reference)[:256]
