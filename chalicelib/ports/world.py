"""The rest of the world: clock, vault, carrier, mail, objects, executions, words."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol, TypeVar

from chalicelib.domain.packet import Letter
from chalicelib.domain.printed_list import PrintedList
from chalicelib.domain.runs import ExecutionState
from chalicelib.domain.vocabulary import Vocabulary

Given = TypeVar("Given")
Made = TypeVar("Made")
Result = TypeVar("Result")


class Steps(Protocol):
    """How a step calls others: with the ports that they name."""

    def __call__(self, step: Callable[..., Result], /, *arguments: Any) -> Result: ...


class Clock(Protocol):
    def now(self) -> datetime:
        """The stage's time, aware, UTC."""
        ...

    def real_now(self) -> datetime:
        """Real time, aware, UTC: for leases and time-outs."""
        ...

    def sleep(self, seconds: float) -> None:
        """Lets real time pass."""
        ...


class Hands(Protocol):
    """How a worker has several texts under way at once."""

    def each(
        self, work: Callable[[Given], Made], given: Iterable[Given], most: int
    ) -> Iterator[Made]:
        """`work` on each, begun in their order, at most `most` at a time; results as they come.

        Whatever `work` raises is raised once what was under way has ended; nothing more is begun.
        """
        ...


class Vault(Protocol):
    """Keyed hashes and sealed values."""

    def person_id(self, address: str) -> str:
        """The keyed hash of an E.164 number or canonical mail address, by the current pepper.

        Whether it is theirs says `steps.whose` alone: an older pepper may have made their id.
        """
        ...

    def ids(self, address: str) -> tuple[str, ...]:
        """Every id that it may have: one for each pepper known here, the current one's first."""
        ...

    def login(self, text: str) -> str:
        """A keyed hash that no change of peppers moves, of who works here: staff and targets."""
        ...

    def mark(self, text: str) -> str:
        """A short keyed hash, to compare what must not be kept: networks, mail domains."""
        ...

    def marks(self, text: str) -> frozenset[str]:
        """What `mark` may have said of it, under any pepper that is known here."""
        ...

    def seal(self, clear: str, owner: str) -> bytes: ...

    def open(self, sealed: bytes, owner: str) -> str:
        """Raises SealError."""
        ...

    def new_data_key(self) -> tuple[str, bytes]:
        """The id and the wrapped form of a data key that nothing is sealed with yet."""
        ...

    def token(self) -> str:
        """A random, unguessable, url-safe string."""
        ...

    def code(self) -> str:
        """Six random digits."""
        ...

    def sign(self, clear: str) -> str:
        """The string with its signature, url-safe."""
        ...

    def unsign(self, signed: str) -> str | None:
        """The string, or None when the signature is wrong."""
        ...


@dataclass(frozen=True, slots=True)
class Sent:
    """The carrier took it."""

    sid: str
    status: str


@dataclass(frozen=True, slots=True)
class Refused:
    """The carrier will not send it. `code` is Twilio's."""

    code: int


@dataclass(frozen=True, slots=True)
class Unknown:
    """It may have been sent. Never send it again."""


class Carrier(Protocol):
    def send(
        self, to: str, body: str, message_id: str, validity_seconds: int, service: str = ""
    ) -> Sent | Refused | Unknown:
        """One attempt through that Messaging Service, by default the stage's own.

        Raises CarrierBusyError when it is certain that nothing was sent.
        """
        ...


@dataclass(frozen=True, slots=True)
class CarrierErased:
    """What the carrier's own records of a number came to. `reached`: it answered throughout."""

    deleted: int = 0
    left: int = 0
    """It would not delete them yet: they are under way."""
    reached: bool = True


class CarrierRecords(Protocol):
    def erase(self, number: str) -> CarrierErased:
        """Deletes each text from or to that number, as far as the carrier lets us."""
        ...


class Mailer(Protocol):
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
        """One attempt, tagged with `reference`. `attachment` is (file name, PDF bytes).

        `receipts`: what becomes of it is told (`domain.receipts`).
        """
        ...


class Press(Protocol):
    def letter(self, letter: Letter) -> bytes:
        """The letter as a PDF; the same letter gives the same bytes."""
        ...

    def list(self, listed: PrintedList) -> bytes:
        """A part of who signed as a PDF, to be posted with the letter."""
        ...


class Objects(Protocol):
    """A bucket. Keys carry ids, never a number, address or name."""

    def put(self, key: str, body: bytes, content_type: str, max_age: int = 0) -> None: ...

    def get(self, key: str) -> bytes:
        """Raises NotFoundError."""
        ...

    def lines(self, key: str) -> Iterator[bytes]:
        """The object's lines, streamed. Raises NotFoundError."""
        ...

    def keys(self, prefix: str) -> list[str]: ...

    def delete(self, key: str) -> None:
        """What is not there stays so."""
        ...


class Executions(Protocol):
    def start(self, workflow: str, name: str, command: Mapping[str, Any]) -> None:
        """Starts it; a name that exists already is a success."""
        ...

    def state(self, workflow: str, name: str) -> ExecutionState: ...


class Catalogues(Protocol):
    """Texts and words by language."""

    def say(self, key: str, language: str, values: Mapping[str, str]) -> str: ...

    def vocabulary(self, language: str) -> Vocabulary:
        """Normalised phrase to meaning (`stop`, `later`, `act:host` …), this language first."""
        ...
