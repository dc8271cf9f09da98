"""The world outside the store, in memory: each fake remembers what it was asked.

The fake vault's seals are reversible and carry `LEAK`, so that a test can look for an address
where none may be.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from chalicelib.domain.packet import Letter
from chalicelib.domain.printed_list import PrintedList
from chalicelib.domain.runs import ExecutionState
from chalicelib.errors import CarrierBusyError, NotFoundError, SealError
from chalicelib.ports import Refused, Sent, Unknown

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
LEAK = "!sealed!"
BUSY = CarrierBusyError("the carrier did not take the text")
Given = TypeVar("Given")
Made = TypeVar("Made")
Outcome = Sent | Refused | Unknown | CarrierBusyError


class FakeClock:
    """Stands still until it is moved. Real time passes only by `pass_real`."""

    def __init__(self, at: datetime = NOON) -> None:
        self._now = at
        self._real = at

    def now(self) -> datetime:
        return self._now

    def real_now(self) -> datetime:
        return self._real

    def move(self, to: datetime) -> None:
        """Moves the stage's clock; real time stays."""
        self._now = to

    def advance(self, by: timedelta) -> None:
        """Time passes, on both clocks."""
        self._now += by
        self._real += by

    def sleep(self, seconds: float) -> None:
        """Time passes at once."""
        self.advance(timedelta(seconds=seconds))

    def pass_real(self, by: timedelta) -> None:
        self._real += by


class OneHand:
    """ports.Hands that takes one thing at a time, whatever it may: each call has its number."""

    def each(
        self, work: Callable[[Given], Made], given: Iterable[Given], most: int
    ) -> Iterator[Made]:
        return map(work, given)


class FakeVault:
    """Ids are plain hashes; seals show their content after a mark; tokens are counted.

    `peppers` are versions, the current one first.
    """

    def __init__(self, peppers: tuple[int, ...] = (0,)) -> None:
        self._made = 0
        self.peppers = peppers

    def person_id(self, address: str) -> str:
        return self.ids(address)[0]

    def ids(self, address: str) -> tuple[str, ...]:
        return tuple(f"p{pepper}.{_peppered(pepper, address)[:32]}" for pepper in self.peppers)

    def login(self, text: str) -> str:
        oldest = min(self.peppers)
        return f"p{oldest}.{_peppered(oldest, text)[:32]}"

    def mark(self, text: str) -> str:
        return _peppered(self.peppers[0], f"mark|{text}")[:16]

    def marks(self, text: str) -> frozenset[str]:
        return frozenset(_peppered(pepper, f"mark|{text}")[:16] for pepper in self.peppers)

    def seal(self, clear: str, owner: str) -> bytes:
        return f"{LEAK}{owner}|{clear}".encode()

    def open(self, sealed: bytes, owner: str) -> str:
        head = f"{LEAK}{owner}|"
        text = sealed.decode(errors="replace")
        if not text.startswith(head):
            raise SealError("wrong owner, or damaged")
        return text.removeprefix(head)

    def new_data_key(self) -> tuple[str, bytes]:
        self._made += 1
        return f"{self._made:016x}", f"wrapped {self._made}".encode()

    def token(self) -> str:
        self._made += 1
        return f"token-{self._made:032}"

    def code(self) -> str:
        self._made += 1
        return f"{self._made:06}"

    def sign(self, clear: str) -> str:
        return f"{clear.encode().hex()}.{hashlib.sha256(clear.encode()).hexdigest()[:24]}"

    def unsign(self, signed: str) -> str | None:
        try:
            clear = bytes.fromhex(signed.partition(".")[0]).decode()
        except ValueError:
            return None
        return clear if self.sign(clear) == signed else None


def _peppered(pepper: int, text: str) -> str:
    return hashlib.sha256(f"{pepper or ''}{text}".encode()).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One call of the carrier, whatever came of it."""

    to: str
    body: str
    message_id: str
    validity_seconds: int
    service: str
    outcome: Outcome


class FakeCarrier:
    """Takes every text, unless the next outcomes were scripted or `answer` decides."""

    def __init__(self) -> None:
        self.calls: list[Text] = []
        self.script: list[Outcome] = []
        self.answer: Callable[[str, str], Outcome | None] = lambda to, body: None
        self.before_send: Callable[[], None] = lambda: None
        """Runs inside the call, before its outcome: for what races a send."""

    @property
    def sent(self) -> list[Text]:
        """The texts that were taken."""
        return [call for call in self.calls if isinstance(call.outcome, Sent)]

    def texts_to(self, number: str) -> list[str]:
        return [text.body for text in self.sent if text.to == number]

    def send(
        self, to: str, body: str, message_id: str, validity_seconds: int, service: str = ""
    ) -> Sent | Refused | Unknown:
        self.before_send()
        taken = Sent(f"SM{len(self.calls):032x}", "accepted")
        scripted = self.script.pop(0) if self.script else None
        outcome = scripted or self.answer(to, body) or taken
        self.calls.append(
            Text(
                to=to,
                body=body,
                message_id=message_id,
                validity_seconds=validity_seconds,
                service=service,
                outcome=outcome,
            )
        )
        if isinstance(outcome, CarrierBusyError):
            raise outcome
        return outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """One call of the mailer, whatever came of it."""

    to: str
    subject: str
    text: str
    reference: str
    attachment: tuple[str, bytes] | None
    outcome: Outcome


class FakeMailer:
    """Takes every mail, unless the next outcomes were scripted."""

    def __init__(self) -> None:
        self.calls: list[Mail] = []
        self.script: list[Outcome] = []

    @property
    def sent(self) -> list[Mail]:
        """The mails that were taken."""
        return [call for call in self.calls if isinstance(call.outcome, Sent)]

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
        taken = Sent(f"mail-{len(self.calls)}", "sent")
        outcome = self.script.pop(0) if self.script else taken
        self.calls.append(
            Mail(
                to=to,
                subject=subject,
                text=text,
                reference=reference,
                attachment=attachment,
                outcome=outcome,
            )
        )
        if isinstance(outcome, CarrierBusyError):
            raise outcome
        return outcome


class FakePress:
    """Prints a letter as text, and remembers each."""

    def __init__(self) -> None:
        self.letters: list[Letter] = []

    def letter(self, letter: Letter) -> bytes:
        self.letters.append(letter)
        return f"%PDF of {letter.title}: {letter.count}\n{letter.demand}".encode()

    def list(self, listed: PrintedList) -> bytes:
        return f"%PDF of {listed.title}: {listed.rows}".encode()


@dataclass(slots=True)
class FakeObjects:
    """A bucket; `kinds` are content types, `ages` the seconds a copy may be shown."""

    bodies: dict[str, bytes] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    ages: dict[str, int] = field(default_factory=dict)

    def put(self, key: str, body: bytes, content_type: str, max_age: int = 0) -> None:
        self.bodies[key] = body
        self.kinds[key] = content_type
        self.ages[key] = max_age

    def get(self, key: str) -> bytes:
        if key not in self.bodies:
            raise NotFoundError(f"no object {key}")
        return self.bodies[key]

    def lines(self, key: str) -> Iterator[bytes]:
        return iter(self.get(key).splitlines())

    def keys(self, prefix: str) -> list[str]:
        return sorted(key for key in self.bodies if key.startswith(prefix))

    def delete(self, key: str) -> None:
        self.bodies.pop(key, None)


class FakeExecutions:
    """Remembers what was started; `states` says what became of it (running at first)."""

    def __init__(self) -> None:
        self.started: dict[tuple[str, str], dict[str, Any]] = {}
        self.states: dict[tuple[str, str], ExecutionState] = {}

    def start(self, workflow: str, name: str, command: Mapping[str, Any]) -> None:
        self.started.setdefault((workflow, name), dict(command))

    def state(self, workflow: str, name: str) -> ExecutionState:
        absent_or_running: ExecutionState = (
            "running" if (workflow, name) in self.started else "absent"
        )
        return self.states.get((workflow, name), absent_or_running)
