"""The mail sink: takes every mail by SMTP, and reads what came."""

import hashlib
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from local.phones.carrier import Carrier
from local.phones.receipts import Receipts
from local.phones.storage import Mail
from local.stage import HOST


class Sink:
    """An SMTP handler that keeps each mail, sends none on, and tells what became of a packet's."""

    def __init__(self, carrier: Carrier) -> None:
        self._carrier = carrier
        self._receipts = Receipts(carrier.stage, carrier.faults)

    async def handle_DATA(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        raw = envelope.original_content or b""
        now = self._carrier.now()
        self._carrier.storage.add_mail(now, envelope.rcpt_tos, raw)
        for to in envelope.rcpt_tos:
            self._receipts.tell(to, raw, now)
        return "250 Message accepted for delivery"


def listen(carrier: Carrier) -> Controller:
    """Start the sink on the stage's SMTP port; the caller stops it."""
    sink = Controller(Sink(carrier), hostname=HOST, port=carrier.stage.smtp_port)
    sink.start()
    return sink


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came with a mail."""

    name: str
    type: str
    content: bytes

    def as_json(self, href: str) -> dict[str, Any]:
        digest = hashlib.sha256(self.content).hexdigest()
        return {
            "name": self.name,
            "size": len(self.content),
            "sha256": digest,
            "href": href,
        }


@dataclass(frozen=True, slots=True)
class ReadMail:
    """A mail taken apart for reading."""

    mail: Mail
    sender: str
    subject: str
    text: str
    attachments: list[Attachment]

    def as_json(self) -> dict[str, Any]:
        base = f"/mail/messages/{self.mail.id}/attachments"
        return {
            "id": self.mail.id,
            "to": list(self.mail.recipients),
            "from": self.sender,
            "subject": self.subject,
            "at": self.mail.at.isoformat(),
            "text": self.text,
            "attachments": [
                file.as_json(f"{base}/{number}") for number, file in enumerate(self.attachments)
            ],
        }


def read(mail: Mail) -> ReadMail:
    """Take a mail apart; its text is the plain part, else the HTML source."""
    message = message_from_bytes(mail.raw, policy=policy.default)
    part = message.get_body(("plain", "html"))
    return ReadMail(
        mail=mail,
        sender=str(message.get("From", "")),
        subject=str(message.get("Subject", "")),
        text=part.get_content().replace("\r\n", "\n") if part is not None else "",
        attachments=[_attachment(part) for part in message.iter_attachments()],
    )


def _attachment(part: EmailMessage) -> Attachment:
    content = part.get_payload(decode=True)
    return Attachment(
        name=part.get_filename() or "attachment",
        type=part.get_content_type(),
        content=content if isinstance(content, bytes) else b"",
    )
