"""What the parts of the store in memory share: their dicts and one lock."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from threading import RLock
from typing import Any, TypeVar, cast

from chalicelib.domain.audits import Audit
from chalicelib.domain.breaker import WaveCount
from chalicelib.domain.cases import Case
from chalicelib.domain.confirmations import Confirmation
from chalicelib.domain.days import Day
from chalicelib.domain.deliveries import Delivery
from chalicelib.domain.facts import Fact
from chalicelib.domain.leaders import Leader
from chalicelib.domain.mailings import Mailing
from chalicelib.domain.messages import Message
from chalicelib.domain.people import Consent, Person
from chalicelib.domain.plan import Plan
from chalicelib.domain.replies import Reply
from chalicelib.domain.runs import Run
from chalicelib.domain.subject_requests import SubjectRequest
from chalicelib.domain.targets import TargetRecord
from chalicelib.domain.triggers import TriggerRecord
from chalicelib.domain.voices import Voice
from chalicelib.errors import NotFoundError

Method = TypeVar("Method", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True, kw_only=True)
class Dealt:
    """The keys of a day's facts by slot, as they were when there were `of` facts."""

    of: int
    keys: tuple[list[str], ...]


class Shelves:
    """All values are frozen: what is kept and what is given out never changes."""

    def __init__(self) -> None:
        self._lock = RLock()
        self._days: dict[str, Day] = {}
        self._publishers: dict[str, tuple[str, datetime, bool]] = {}
        self._plans: dict[tuple[str, int], Plan] = {}
        self._runs: dict[tuple[str, str], Run] = {}
        self._triggers: dict[tuple[str, str], TriggerRecord] = {}
        self._persons: dict[str, Person] = {}
        self._aliases: dict[str, str] = {}
        self._tokens: dict[str, str] = {}
        self._consents: dict[tuple[str, datetime, str], Consent] = {}
        self._replies: dict[tuple[str, str], Reply] = {}
        self._facts: dict[str, dict[str, Fact]] = {}
        self._dealt: dict[str, Dealt] = {}
        self._tallies: dict[str, dict[str, Counter[str]]] = {}
        self._latest: dict[str, dict[str, datetime]] = {}
        self._messages: dict[str, Message] = {}
        self._leases: dict[str, datetime] = {}
        self._retries: dict[str, datetime] = {}
        self._waves: dict[tuple[str, str], WaveCount] = {}
        self._pools: dict[str, datetime] = {}
        self._deliveries: dict[tuple[str, str, str], Delivery] = {}
        self._mailings: dict[tuple[str, str, str], Mailing] = {}
        self._targets: dict[tuple[str, str], TargetRecord] = {}
        self._leaders: dict[tuple[str, str], Leader] = {}
        self._cases: dict[tuple[str, str], Case] = {}
        self._arrivals: dict[tuple[str, int | None], int] = {}
        self._letters: dict[tuple[str, str], Confirmation] = {}
        self._voices: dict[tuple[str, str, str], Voice] = {}
        self._audits: list[Audit] = []
        self._subjects: dict[tuple[str, str], SubjectRequest] = {}
        self._data_keys: dict[str, bytes] = {}
        self._current_key = ""
        self._codes: dict[str, tuple[str, datetime, int]] = {}
        self._texts: dict[str, tuple[str, bytes, str, datetime]] = {}

    def _known(self, day: str) -> str:
        """The day, which must be there. Raises NotFoundError."""
        if day not in self._days:
            raise NotFoundError(f"no day {day}")
        return day


def atomic(method: Method) -> Method:
    """The method alone with the shelves, from start to end."""

    @wraps(method)
    def alone(self: Shelves, *args: Any, **kwargs: Any) -> Any:
        with self._lock:
            return method(self, *args, **kwargs)

    return cast(Method, alone)
