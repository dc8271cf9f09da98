"""A text as the carrier keeps it, and as Twilio's API and a phone's page show it."""

from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from typing import Any
from uuid import uuid4

from local.phones.segments import segments

API_VERSION = "2010-04-01"
TERMINAL = ("delivered", "undelivered", "failed", "canceled", "received")
NOT_RECEIVED = ("undelivered", "failed", "canceled")
INBOUND = "inbound"
FROM_API = "outbound-api"
REPLY = "outbound-reply"


@dataclass(frozen=True, slots=True)
class Text:
    """One text; `phone` is the supporter's end of it, whichever way it went."""

    sid: str
    direction: str
    sender: str
    recipient: str
    body: str
    status: str
    created: datetime
    updated: datetime
    service: str | None = None
    callback: str | None = None
    error_code: int | None = None
    redacted: bool = False

    @property
    def phone(self) -> str:
        return self.sender if self.direction == INBOUND else self.recipient

    def as_seen_on_phone(self) -> dict[str, Any]:
        """The entry of a phone's list."""
        return {
            "sid": self.sid,
            "direction": self.direction,
            "body": self.body,
            "at": self.created.isoformat(),
            "status": self.status,
            "from": self.sender,
            "to": self.recipient,
        }

    def as_resource(self, account: str) -> dict[str, Any]:
        """Twilio's Message resource."""
        uri = f"/{API_VERSION}/Accounts/{account}/Messages/{self.sid}"
        body = "" if self.redacted else self.body
        return self._money() | {
            "account_sid": account,
            "api_version": API_VERSION,
            "body": body,
            "date_created": format_datetime(self.created),
            "date_sent": None if self.status == "accepted" else format_datetime(self.created),
            "date_updated": format_datetime(self.updated),
            "direction": self.direction,
            "error_code": self.error_code,
            "error_message": None,
            "from": self._shown_sender(),
            "messaging_service_sid": self.service,
            "num_media": "0",
            "num_segments": self._shown_segments(),
            "sid": self.sid,
            "status": self.status,
            "subresource_uris": {"media": f"{uri}/Media.json"},
            "to": self.recipient,
            "uri": f"{uri}.json",
        }

    def _money(self) -> dict[str, Any]:
        return {"price": None, "price_unit": "USD"}

    def _shown_sender(self) -> str | None:
        """A messaging service picks the sender only after it has accepted the text."""
        return None if self.status == "accepted" else self.sender

    def _shown_segments(self) -> str:
        return "0" if self.status == "accepted" else str(segments(self.body))


def new_sid() -> str:
    """A message sid in Twilio's form."""
    return f"SM{uuid4().hex}"
