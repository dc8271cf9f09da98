"""A stage in memory whose calls may go wrong, and the carrier, browsers and operators around it."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from zlib import crc32

from chalicelib.adapters.catalogues import GettextCatalogues
from chalicelib.domain.deliveries import ReceiptKind
from chalicelib.domain.receipts import Receipt
from chalicelib.steps.answer_reply import answer_reply
from chalicelib.steps.publish import publish_day
from chalicelib.steps.record_receipt import record_receipt
from chalicelib.steps.record_status import StatusReport, record_status
from chalicelib.steps.replay_text import keep_text
from chalicelib.steps.talk import InboundText
from chalicelib.steps.tick import Ticked, tick
from chalicelib.web.signing import Signed, sign_on_web
from tests.faults.calls import FAILURES, RETRIED, SENDERS, Calls, Faulty, FaultyVault, LostError
from tests.faults.machines import MortalExecutions
from tests.faults.witness import Heard, WatchedStore
from tests.support.fakes import FakeCarrier, FakeClock, FakeMailer, FakeObjects, FakePress
from tests.support.stage import SETTINGS, Stage

SCENE_SETTINGS = replace(SETTINGS, closing_grace_seconds=60)
CATALOGUES = GettextCatalogues()


class World:
    """The stage, its faults, and the carrier, browser and clock around it."""

    def __init__(self, start: datetime, seed: "World | None" = None) -> None:
        self.clock = FakeClock(start)
        self.calls = Calls(self.clock)
        self.store = seed.store.cloned(self.clock) if seed else WatchedStore(self.clock)
        self.files, self.public = FakeObjects(), FakeObjects()
        self.carrier, self.mailer = FakeCarrier(), FakeMailer()
        self.heard = Heard()
        self.sids = 0
        self.stage = self._stage()
        if seed:
            self._like(seed)

    def _stage(self) -> Stage:
        stage = Stage(
            self.clock,
            store=self.store,
            carrier=self.carrier,
            mailer=self.mailer,
            files=self.files,
            public=self.public,
            settings=SCENE_SETTINGS,
            ports={"catalogues": CATALOGUES, "press": FakePress()},
        )
        executions = MortalExecutions(stage._task, self.files)
        executions.clock = self.clock
        stage.executions = executions
        stage.ports["executions"] = executions
        self.carrier.before_send = lambda: self.store.note("send", "", begun=self.calls.begun)
        for name in (*RETRIED, *SENDERS):
            stage.ports[name] = Faulty(name, stage.ports[name], self.calls)
        stage.ports["vault"] = FaultyVault("vault", stage.vault, self.calls)
        stage.ports["open_days"].store = stage.ports["store"]
        return stage

    def _like(self, seed: "World") -> None:
        self.clock.advance(seed.clock.now() - self.clock.now())
        for mine, its in ((self.files, seed.files), (self.public, seed.public)):
            mine.bodies, mine.kinds, mine.ages = dict(its.bodies), dict(its.kinds), dict(its.ages)
        self.carrier.calls, self.mailer.calls = list(seed.carrier.calls), list(seed.mailer.calls)
        self.stage.executions.states = dict(seed.stage.executions.states)
        self.heard = Heard(list(seed.heard.texts), list(seed.heard.forms))
        self.sids = seed.sids

    # ------------------------------------------------------------ what the outside does

    def call(self, function: Any, *arguments: Any) -> Any:
        return self.stage.call(function, *arguments)

    def person(self, number: str) -> str:
        return self.stage.vault.person_id(number)

    def text(self, number: str, body: str, sid: str = "") -> None:
        """A phone texts: `#rc=2&rp=ct,rt,5xx`, so three tries and then the fallback."""
        self.sids += 1
        sid = sid or f"SM{self.sids:032x}"
        self.clock.advance(timedelta(milliseconds=1))
        for _ in range(3):
            try:
                answered = self.call(answer_reply, self._inbound(number, body, sid))
            except LostError:
                break
            except FAILURES:
                continue
            self._heard(sid, number, body, answered.text)
            return
        self._fall_back(number, body, sid)

    def _fall_back(self, number: str, body: str, sid: str) -> None:
        for _ in range(3):
            try:
                self.call(keep_text, self._inbound(number, body, sid))
            except FAILURES:
                continue
            self._heard(sid, number, body, None)
            return

    def _heard(self, sid: str, number: str, body: str, answer: str | None) -> None:
        """A stranger's text is answered and, by design, not written down."""
        person = self.person(number)
        if person in self.store._persons:
            self.heard.texts.append((sid, person, body, answer))

    def _inbound(self, number: str, body: str, sid: str) -> InboundText:
        return InboundText(sid=sid, number=number, body=body, at=self.clock.now())

    def sign(self, day: str, mail: str) -> None:
        """Someone sends the petition's form, and once more if it answered an error."""
        for _ in range(2):
            try:
                signed = self.call(sign_on_web, day, {"email": mail, "country": "FR"})
            except FAILURES:
                continue
            if isinstance(signed, Signed):
                self.heard.forms.append(mail)
            return

    def callback(self, message: str, status: str, code: int = 0) -> None:
        """The carrier tells what became of a text; it tells each thing once."""
        sid = f"SM{crc32(message.encode()):032x}"
        try:
            self.call(record_status, message, StatusReport(sid=sid, status=status, code=code))
        except FAILURES:
            return

    def receive(self, day: str, trigger: str, target: str, kind: ReceiptKind) -> None:
        """SES tells what became of a mail, twice, and again while Lambda fails."""
        sent = self.store.delivery(day, trigger, target)
        about = {"day": day, "trigger": trigger, "target": target, "kind": kind}
        mail_id = sent.mail_id if sent else ""
        receipt = Receipt(**about, mail_id=mail_id, mailed_at=self.clock.now())  # type: ignore[arg-type]
        for _ in range(2):
            self.operate(record_receipt, receipt)

    def publish(self, day: str) -> None:
        """The stream of tallies wakes the publisher; if that fails, only the tick will."""
        try:
            self.call(publish_day, day)
        except FAILURES:
            return

    def operate(self, function: Any, told: Any) -> None:
        """An operator's command, repeated while it fails."""
        for _ in range(4):
            try:
                self.call(function, told)
                return
            except FAILURES:
                continue

    def tick(self, at: datetime | None = None) -> Ticked | None:
        """One minute's tick and what it starts; None when it died."""
        if at is not None:
            self.clock.advance(max(timedelta(0), at - self.clock.now()))
        try:
            ticked: Ticked | None = self.call(tick)
        except FAILURES:
            ticked = None
        self.stage.executions.run_queued()
        return ticked

    def tick_alone(self) -> None:
        """A second tick while something is under way; what it starts runs afterwards."""
        try:
            self.call(tick)
        except FAILURES:
            return

    def under_way(self, day: str) -> bool:
        """Whether something began and neither ended nor became a case, or is kept for a replay."""
        told = {case.id for case in self.store.cases(day)}
        begun = [run.moment for run in self.store.runs(day) if run.state == "started"]
        return any(f"run.{moment}" not in told for moment in begun) or bool(
            self.store.kept_texts(1)
        )
