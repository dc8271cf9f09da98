"""The carrier itself: takes texts from the account, and passes phones' texts on to it."""

import re
import threading
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from local import stage_clock
from local.phones import config as configs
from local.phones.callbacks import Callbacks
from local.phones.config import CarrierConfig
from local.phones.faults import Faults
from local.phones.refusals import Refusal
from local.phones.storage import Storage
from local.phones.texts import FROM_API, Text, new_sid
from local.stage import LocalStage

E164 = re.compile(r"\+[1-9]\d{6,14}")
LONGEST = 1600
LONGEST_VALIDITY = 36_000


@dataclass(frozen=True, slots=True)
class Acceptance:
    """An accepted text, and what goes wrong with telling the account so."""

    text: Text
    hold_seconds: float
    broken: bool


class Carrier:
    """The parts of the carrier that its addresses share."""

    def __init__(self, stage: LocalStage) -> None:
        self.stage = stage
        self.storage = Storage(stage.directory / "phones.sqlite")
        self.faults = Faults()
        self.callbacks = Callbacks(self.storage, self.faults, self.config, self.now)
        self.callbacks.resume()
        self.closing = threading.Event()

    def config(self) -> CarrierConfig:
        return configs.load(self.stage)

    def now(self) -> datetime:
        return stage_clock.now(self.stage.clock_file)

    def close(self) -> None:
        """End the workers and close the file."""
        self.closing.set()
        self.callbacks.close()
        self.storage.close()

    def accept(self, form: Mapping[str, str]) -> Acceptance:
        """Take a text from the account, or raise the Refusal that Twilio would give."""
        to = form.get("To", "")
        self._stumble(to)
        _check(form)
        if self.storage.opted_out(to):
            raise Refusal(21610)
        failing = self.faults.take("fail", to)
        code = failing.code if failing else 0
        if code and not _after_accepting(code):
            raise Refusal(code)
        text = self._text(form)
        self.storage.add(text)
        self.callbacks.send_off(text, code)
        held = self.faults.take("time_out", to)
        broken = self.faults.take("break", to)
        return Acceptance(text, held.seconds if held else 0.0, broken is not None)

    def _stumble(self, to: str) -> None:
        """Be slow or too busy before a request is even looked at."""
        if slow := self.faults.take("slow", to):
            self.closing.wait(slow.seconds)
        if self.faults.take("busy", to):
            raise Refusal(20429)

    def _text(self, form: Mapping[str, str]) -> Text:
        now, service = self.now(), form.get("MessagingServiceSid") or None
        return Text(
            sid=new_sid(),
            direction=FROM_API,
            sender=form.get("From") or self.config().sender,
            recipient=form["To"],
            body=form["Body"],
            status="accepted" if service else "queued",
            created=now,
            updated=now,
            service=service,
            callback=form.get("StatusCallback") or None,
        )

    def change(self, text: Text, form: Mapping[str, str]) -> Text:
        """Cancel or redact a text: the two changes that Twilio knows."""
        if form.get("Status") == "canceled":
            return self._cancel(text)
        if form.get("Body") == "":
            _must_be_complete(text)
            self.storage.redact(text.sid, self.now())
            return replace(text, redacted=True)
        return text

    def _cancel(self, text: Text) -> Text:
        if text.status not in ("accepted", "queued", "scheduled"):
            raise Refusal(30409)
        if not self.storage.advance(text.sid, "canceled", None, self.now()):
            raise Refusal(30409)
        return replace(text, status="canceled")

    def delete(self, text: Text) -> None:
        """Take a complete text from the account's list."""
        _must_be_complete(text)
        self.storage.delete(text.sid)


def _check(form: Mapping[str, str]) -> None:
    """Twilio's own checks of a create, in its order."""
    wrong = (
        (not form.get("To"), 21604),
        (not form.get("MessagingServiceSid") and not form.get("From"), 21603),
        (not form.get("Body"), 21602),
        (not E164.fullmatch(form.get("To", "")), 21211),
        (len(form.get("Body", "")) > LONGEST, 21617),
        (not _valid_period(form.get("ValidityPeriod")), 90007),
    )
    for is_wrong, code in wrong:
        if is_wrong:
            raise Refusal(code)


def _valid_period(given: str | None) -> bool:
    return given is None or (given.isdigit() and 1 <= int(given) <= LONGEST_VALIDITY)


def _after_accepting(code: int) -> bool:
    """Whether Twilio finds this out only once it has accepted the text."""
    return 30000 <= code < 40000


def _must_be_complete(text: Text) -> None:
    if text.status in ("accepted", "queued", "sending"):
        raise Refusal(20009)
