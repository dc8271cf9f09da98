"""Status callbacks: a text's way to the phone, told to the customer by background workers."""

import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from local.phones import webhooks
from local.phones.config import CarrierConfig
from local.phones.faults import Faults
from local.phones.storage import Storage
from local.phones.texts import API_VERSION, Text

Station = tuple[str, int | None]
WORKERS = 4
PATIENCE_SECONDS = 5.0
UNDELIVERED = range(30003, 30009)
"""Codes of texts that left and did not arrive; other codes fail before they leave."""


@dataclass(frozen=True, slots=True)
class Journey:
    """A text on its way, and the code it fails with, 0 for none."""

    text: Text
    code: int

    def stations(self) -> list[Station]:
        """The statuses it passes, each with its error code."""
        if self.code in UNDELIVERED:
            return [("sent", None), ("undelivered", self.code)]
        if self.code:
            return [("failed", self.code)]
        return [("sent", None), ("delivered", None)]


class Callbacks:
    """Workers that carry texts through their statuses; `close` ends them."""

    def __init__(
        self,
        storage: Storage,
        faults: Faults,
        config: Callable[[], CarrierConfig],
        now: Callable[[], datetime],
    ) -> None:
        self._storage, self._faults, self._config, self._now = (
            storage,
            faults,
            config,
            now,
        )
        self._closing = threading.Event()
        self._journeys: queue.SimpleQueue[Journey | None] = queue.SimpleQueue()
        self._workers = [threading.Thread(target=self._work, daemon=True) for _ in range(WORKERS)]
        for worker in self._workers:
            worker.start()

    def send_off(self, text: Text, code: int = 0) -> None:
        """Let a text travel; returns at once."""
        self._journeys.put(Journey(text, code))

    def close(self) -> None:
        """End after what each worker is just doing; `resume` goes on with the rest."""
        self._closing.set()
        for _ in self._workers:
            self._journeys.put(None)
        for worker in self._workers:
            worker.join(PATIENCE_SECONDS)

    def resume(self) -> None:
        """Send off again what was under way when the carrier last stopped."""
        for text in self._storage.under_way():
            self.send_off(text)

    def _work(self) -> None:
        while (journey := self._journeys.get()) is not None and not self._closing.is_set():
            self._travel(journey)

    def _travel(self, journey: Journey) -> None:
        """Pass each station and tell of it, at once or, under the fault, last first."""
        text = journey.text
        copies = self._copies(text)
        reorder = self._faults.take("reorder", text.recipient) is not None
        late: list[Station] = []
        for station in journey.stations():
            if not self._storage.advance(text.sid, *station, self._now()):
                break
            if reorder:
                late.insert(0, station)
            else:
                self._tell(text, station, copies)
        for station in late:
            self._tell(text, station, copies)

    def _copies(self, text: Text) -> int:
        """How often each status of this text is told."""
        if not text.callback or self._faults.take("silent", text.recipient):
            return 0
        return 2 if self._faults.take("repeat", text.recipient) else 1

    def _tell(self, text: Text, station: Station, copies: int) -> None:
        config = self._config()
        form = _form(text, station, config.account_sid)
        for _ in range(copies):
            webhooks.call(text.callback or "", form, config.auth_tokens[0])


def _form(text: Text, station: Station, account: str) -> dict[str, str]:
    status, code = station
    form = {
        "AccountSid": account,
        "ApiVersion": API_VERSION,
        "From": text.sender,
        "MessageSid": text.sid,
        "MessageStatus": status,
        "SmsSid": text.sid,
        "SmsStatus": status,
        "To": text.recipient,
    }
    if text.service:
        form["MessagingServiceSid"] = text.service
    return form | ({"ErrorCode": str(code)} if code else {})
