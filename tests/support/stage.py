"""A whole stage in memory: the real steps, workflows and catalogues on fakes with memory."""

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import msgspec

from chalicelib import entry, wiring
from chalicelib.adapters.catalogues import GettextCatalogues
from chalicelib.adapters.memory import MemoryStore
from chalicelib.domain.people import Consent, Person
from chalicelib.domain.plan import Plan
from chalicelib.domain.roster import encode_line, roster_line
from chalicelib.settings import Settings
from chalicelib.steps.answer_reply import answer_reply
from chalicelib.steps.launch_day import launch_day
from chalicelib.steps.open_days import OpenDays
from chalicelib.steps.talk import Answered, InboundText
from chalicelib.steps.tick import Ticked, tick
from tests.support.asl import AslExecutions
from tests.support.fakes import FakeCarrier, FakeClock, FakeMailer, FakeObjects, FakeVault, OneHand

SETTINGS = Settings(
    stage="test",
    table="table",
    files_bucket="files",
    public_bucket="public",
    public_url="https://public.example",
    base_url="https://api.example/api",
    secret="secret",
    kms_key="key",
    segments_per_second={"long-code": 1_000_000, "toll-free": 1_000_000, "short-code": 1_000_000},
    day_cache_seconds=0,
    closing_grace_seconds=1,
)


@dataclass
class Stage:
    """`ports` may hold wrapped ports (faults); by default it holds the fakes themselves."""

    clock: FakeClock
    store: MemoryStore = field(default_factory=MemoryStore)
    vault: FakeVault = field(default_factory=FakeVault)
    carrier: FakeCarrier = field(default_factory=FakeCarrier)
    mailer: FakeMailer = field(default_factory=FakeMailer)
    files: FakeObjects = field(default_factory=FakeObjects)
    public: FakeObjects = field(default_factory=FakeObjects)
    settings: Settings = SETTINGS
    ports: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.executions = AslExecutions(self._task, self.files)
        self._sids = 0
        plain = {
            "clock": self.clock,
            "hands": OneHand(),
            "store": self.store,
            "vault": self.vault,
            "carrier": self.carrier,
            "mailer": self.mailer,
            "files": self.files,
            "public": self.public,
            "executions": self.executions,
            "settings": self.settings,
            "catalogues": GettextCatalogues(),
        }
        self.ports = {**plain, **self.ports}
        self.ports["open_days"] = OpenDays(self.ports["store"], self.clock, 0)

    def call(self, function: Any, *arguments: Any) -> Any:
        """Calls a step on this stage's ports."""
        with wiring.instead(**self.ports):
            return wiring.call(function, *arguments)

    def _task(self, name: str, event: dict[str, Any]) -> Any:
        with wiring.instead(**self.ports):
            return json.loads(msgspec.json.encode(entry.run_step(name, event)))

    def launch(self, plan: Plan, slots: int = 4) -> None:
        launch_day(plan, store=self.store, clock=self.clock, slots=slots)

    def add(self, number: str, **known: Any) -> Person:
        """A person on the roster who may be texted."""
        person_id = self.vault.person_id(number)
        consent = Consent(state="in", at=self.clock.now() - timedelta(days=30), source="import")
        person = Person(
            id=person_id,
            consent=consent,
            address=self.vault.seal(number, person_id),
            **{"language": "en", "country": "GB", "zone": "Europe/London", **known},
        )
        self.store.add_person(person)
        self.files.put(f"roster/{person_id}.jsonl", encode_line(roster_line(person)), "text/plain")
        stored = self.store.person(person_id)
        assert stored is not None
        return stored

    def text(self, number: str, body: str, sid: str = "") -> Answered:
        """A text comes in."""
        self._sids += 1
        inbound = InboundText(
            sid=sid or f"SM{self._sids:032x}", number=number, body=body, at=self.clock.now()
        )
        answered: Answered = self.call(answer_reply, inbound)
        return answered

    def tick(self, at: datetime | None = None) -> Ticked:
        """Moves the clock there if given, ticks, and runs what was started."""
        if at is not None:
            self.clock.advance(max(timedelta(0), at - self.clock.now()))
        ticked: Ticked = self.call(tick)
        self.executions.run_queued()
        return ticked

    def tick_until_quiet(self, at: datetime | None = None, most: int = 20) -> None:
        """Ticks, a minute apart, until nothing more is started."""
        self.tick(at)
        for _ in range(most):
            self.clock.advance(timedelta(minutes=1))
            if not self.tick().runs:
                return
        raise AssertionError("the day does not come to rest")
