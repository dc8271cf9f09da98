"""A stage in memory whose every call to AWS, Twilio and SES may go wrong.

Under the faults lies a witness: it notes what was committed, in the order of commits, so that
the promises are checked against what happened and not against what the engine believes.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from typing import Any, Literal
from zlib import crc32

from chalicelib import wiring
from chalicelib.adapters.catalogues import GettextCatalogues
from chalicelib.adapters.memory import MemoryStore
from chalicelib.domain.days import Day
from chalicelib.domain.facts import Fact
from chalicelib.domain.messages import Message
from chalicelib.domain.people import Person
from chalicelib.domain.replies import Decision, Reply
from chalicelib.domain.triggers import TriggerRecord
from chalicelib.errors import TocsinError
from chalicelib.ports import Unknown, Written
from chalicelib.steps.answer_reply import InboundText, answer_reply
from chalicelib.steps.publish import publish_day
from chalicelib.steps.record_status import StatusReport, record_status
from chalicelib.steps.replay_text import keep_text
from chalicelib.steps.tick import Ticked, tick
from chalicelib.web.signing import Signed, sign_on_web
from tests.support.asl import WORKFLOWS, AslExecutions, Machine
from tests.support.fakes import FakeCarrier, FakeClock, FakeMailer, FakeObjects, FakePress
from tests.support.stage import SETTINGS, Stage

When = Literal["before", "after", "twice"]
"""Before it took effect; after it; or the adapter asked again although it had taken effect."""
How = Literal["error", "death", "lost", "absent", "unknown"]
"""The call raises; the Lambda dies; its whole execution, or for a webhook all the carrier's
tries, with it; the same and nobody knows the execution any more; the sender says `Unknown`."""

LATENCY = timedelta(milliseconds=50)
"""Passes on both clocks with every call."""
RETRIED = ("store", "files", "public", "executions")
"""Ports whose adapter asks again by itself: the AWS client does."""
SENDERS = ("carrier", "mailer")
NO_EFFECT = ("vault",)
SCENE_SETTINGS = SETTINGS.model_copy(update={"closing_grace_seconds": 60})
CATALOGUES = GettextCatalogues()


class AwsError(Exception):
    """What an SDK raises when a call failed, or seems to have."""


class DeathError(BaseException):
    """The Lambda is killed: no handler of ours runs."""


class LostError(BaseException):
    """The Lambda is killed and nothing tries again by itself."""


class AbsentError(LostError):
    """And the workflow service has forgotten the execution."""


class LambdaDiedError(Exception):
    """What Step Functions sees of a killed Lambda: States.TaskFailed."""


_RAISED: dict[str, type[BaseException]] = {
    "error": AwsError,
    "death": DeathError,
    "lost": LostError,
    "absent": AbsentError,
}
FAILURES = (AwsError, DeathError, LostError, TocsinError)


@dataclass(frozen=True, slots=True)
class Fault:
    """What goes wrong with the call of that number."""

    call: int
    when: When
    how: How


@dataclass(frozen=True, slots=True)
class Landing:
    """What another Lambda does just before the call of that number."""

    call: int
    what: Callable[["World"], None]


class Calls:
    """Counts the calls of all ports together, and makes the faults among them happen."""

    def __init__(self, clock: FakeClock) -> None:
        self.clock = clock
        self.on = False
        self.made: list[str] = []
        self.struck: list[tuple[Fault, str]] = []
        self.faults: dict[int, Fault] = {}
        self.landings: dict[int, list[Callable[[], None]]] = {}

    def make(self, port: str, method: str, call: Callable[..., Any], args: Any, more: Any) -> Any:
        if not self.on:
            return call(*args, **more)
        self.made.append(f"{port}.{method}")
        number = len(self.made)
        for land in self.landings.pop(number, ()):
            self.on = False
            land()
            self.on = True
        self.clock.advance(LATENCY)
        fault = self.faults.pop(number, None)
        if fault is None or not possible(fault, self.made[-1]):
            return call(*args, **more)
        self.struck.append((fault, self.made[-1]))
        return _struck(fault, call, args, more)


def possible(fault: Fault, call: str) -> bool:
    """Whether such a fault exists for such a call."""
    port = call.partition(".")[0]
    if fault.how == "unknown":
        return port in SENDERS and fault.when != "twice"
    if fault.when == "twice":
        return port in RETRIED and fault.how == "error"
    return fault.when == "before" or port not in NO_EFFECT


def _struck(fault: Fault, call: Callable[..., Any], args: Any, more: Any) -> Any:
    if fault.when != "before":
        result = call(*args, **more)
        if fault.when == "twice":
            del result
            return call(*args, **more)
    if fault.how == "unknown":
        return Unknown()
    raise _RAISED[fault.how]


class Faulty:
    """A port through which every call is counted."""

    def __init__(self, name: str, port: Any, calls: Calls) -> None:
        self._name, self._port, self._calls = name, port, calls

    def __getattr__(self, method: str) -> Any:
        call = getattr(self._port, method)

        def counted(*args: Any, **more: Any) -> Any:
            return self._calls.make(self._name, method, call, args, more)

        self.__dict__[method] = counted
        return counted


class FaultyVault(Faulty):
    """Hashes and signatures are our own arithmetic; sealing and opening may ask KMS."""

    def __getattr__(self, method: str) -> Any:
        plain = method not in ("seal", "open")
        return getattr(self._port, method) if plain else super().__getattr__(method)


@dataclass(frozen=True, slots=True)
class Commit:
    """Something that became true, and when in real time."""

    what: str
    who: str
    at: datetime
    of: Any = None


class WatchedStore(MemoryStore):
    """The store, and its witness."""

    def __init__(self, clock: FakeClock) -> None:
        super().__init__()
        self.clock = clock
        self.commits: list[Commit] = []

    def note(self, what: str, who: str, of: Any = None) -> None:
        self.commits.append(Commit(what, who, self.clock.real_now(), of))

    def claim(
        self, person: Person, message: Message, lease_at: datetime, proof: str = ""
    ) -> Any:
        result = super().claim(person, message, lease_at, proof)
        if isinstance(result, Written):
            self.note("claim", person.id, message)
        return result

    def record(self, decision: Decision, reply: Reply) -> Any:
        before = self._persons.get(decision.person.id)
        result = super().record(decision, reply)
        if isinstance(result, Written):
            was = before.opted_out if before else False
            if decision.person.opted_out != was:
                self.note("in" if was else "out", decision.person.id)
            for fact in decision.facts:
                self.note("fact", fact.person, fact)
            for key in decision.proves:
                self.note("fact", decision.person.id, self._facts[decision.day][key])
        return result

    def sign(self, fact: Fact) -> Any:
        return super().sign(fact)

    def move_trigger(self, before: TriggerRecord, after: TriggerRecord) -> Any:
        result = super().move_trigger(before, after)
        if isinstance(result, Written):
            self.note(f"trigger {after.state}", after.trigger)
        return result

    def move_day(self, before: Day, after: Day) -> Any:
        result = super().move_day(before, after)
        if isinstance(result, Written) and before.state != after.state:
            self.note(f"day {after.state}", after.id)
        return result

    def cloned(self, clock: FakeClock) -> "WatchedStore":
        """Another store that holds the same: all values are frozen, only the shelves are new."""
        other = WatchedStore(clock)
        for name, shelf in vars(self).items():
            if isinstance(shelf, dict):
                setattr(other, name, _copied(shelf))
        other.commits = list(self.commits)
        return other


def _copied(shelf: Any) -> Any:
    if not isinstance(shelf, dict):
        return shelf
    copied = type(shelf)()
    for key, value in shelf.items():
        copied[key] = _copied(value)
    return copied


@cache
def definition(workflow: str) -> Mapping[str, Any]:
    """The machine's definition, read once."""
    read: Mapping[str, Any] = json.loads((WORKFLOWS / f"{workflow}.asl.json").read_text())
    return read


class TimedMachine(Machine):
    """A Wait takes its seconds. A Retry takes none, which is its jitter's worst case."""

    def __init__(self, workflow: str, task: Any, files: Any, clock: FakeClock) -> None:
        super().__init__(definition(workflow), task, files)
        self._clock = clock

    def _step(self, spec: Mapping[str, Any], state: Any) -> tuple[str, Any]:
        if spec["Type"] == "Wait":
            seconds = state["closing"]["grace_seconds"]
            self._clock.advance(timedelta(seconds=seconds))
        return super()._step(spec, state)


class MortalExecutions(AslExecutions):
    """Executions whose Lambdas die, and which may be lost as a whole."""

    clock: FakeClock

    def run_queued(self) -> int:
        ran = 0
        while self._queue:
            workflow, name, command = self._queue.pop(0)
            self._run(workflow, name, command)
            ran += 1
        return ran

    def _run(self, workflow: str, name: str, command: Any) -> None:
        self.states[name] = "failed"
        try:
            TimedMachine(workflow, self._mortal, self._files, self.clock).run(command)
            self.states[name] = "succeeded"
        except AbsentError:
            del self.states[name]
        except LostError:
            return
        except Exception:  # the machine's own end: a Fail state, or a task nobody caught
            return

    def _mortal(self, name: str, event: dict[str, Any]) -> Any:
        try:
            return self._task(name, event)
        except DeathError:
            raise LambdaDiedError(name) from None


@dataclass
class Heard:
    """What the outside was told: each request answered 2xx, with its answer."""

    texts: list[tuple[str, str, str, str | None]] = field(default_factory=list)
    """(sid, person, body, answer; None from the fallback)."""
    forms: list[str] = field(default_factory=list)
    """Mail addresses whose form was taken."""


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
        for _ in range(3):
            try:
                answered = self.call(answer_reply, self._inbound(number, body, sid))
            except LostError:
                break
            except FAILURES:
                continue
            self.heard.texts.append((sid, self.person(number), body, answered.text))
            return
        self._fall_back(number, body, sid)

    def _fall_back(self, number: str, body: str, sid: str) -> None:
        for _ in range(3):
            try:
                self.call(keep_text, self._inbound(number, body, sid))
            except FAILURES:
                continue
            self.heard.texts.append((sid, self.person(number), body, None))
            return

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
            self.call(record_status, message, StatusReport(sid, status, code))
        except FAILURES:
            return

    def publish(self, day: str) -> None:
        """The stream of tallies wakes the publisher; if that fails, only the tick will."""
        try:
            self.call(publish_day, day)
        except FAILURES:
            return

    def operate(self, function: Any, day: str) -> None:
        """An operator's command, repeated while it fails."""
        for _ in range(4):
            try:
                self.call(function, day)
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

    def under_way(self, day: str) -> bool:
        """Whether something was started and has not ended, or is kept for a replay."""
        started = any(run.state == "started" for run in self.store.runs(day))
        return started or bool(self.store.kept_texts(1))


__all__ = ["Fault", "Landing", "World", "wiring"]
