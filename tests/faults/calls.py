"""Every call to AWS, Twilio and SES, counted, and what goes wrong with it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Literal

from chalicelib.errors import TocsinError
from chalicelib.ports import Unknown
from tests.support.fakes import FakeClock

When = Literal["before", "after", "twice"]
"""Before it took effect; after it; or the adapter asked again although it had taken effect."""
How = Literal["error", "death", "lost", "absent", "unknown"]
"""The call raises; the Lambda dies; its whole execution, or for a webhook all the carrier's
tries, with it; the same and nobody knows the execution any more; the sender says `Unknown`."""

LATENCY = timedelta(milliseconds=150)
"""Passes on both clocks with every call."""
RETRIED = ("store", "files", "public", "executions")
"""Ports whose adapter asks again by itself: the AWS client does."""
SENDERS = ("carrier", "mailer")
NO_EFFECT = ("vault",)


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
"""What whoever called us sees as an error, or as no answer."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What goes wrong with the call of that number."""

    call: int
    when: When
    how: How


class Calls:
    """Counts the calls of all ports together, and makes the faults among them happen."""

    def __init__(self, clock: FakeClock) -> None:
        self.clock = clock
        self.on = False
        self.begun = clock.real_now()
        """When the call under way began."""
        self.made: list[str] = []
        self.struck: list[tuple[Fault, str]] = []
        self.faults: dict[int, Fault] = {}
        self.landings: dict[int, list[Callable[[], None]]] = {}

    def make(self, port: str, method: str, call: Callable[..., Any], args: Any, more: Any) -> Any:
        if not self.on:
            return call(*args, **more)
        self.made.append(f"{port}.{method}")
        self.begun = self.clock.real_now()
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
