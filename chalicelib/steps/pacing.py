"""The pace of sending: each text waits for its segments' turn in the pool of its sender.

The turn is reserved on one shared item, a second's worth at a time, so that chunks and days on
the same pool take turns. Pace runs on real time: the carrier does.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock

from chalicelib.domain.pace import segments_a_second
from chalicelib.domain.plan import Plan
from chalicelib.domain.pools import Pool
from chalicelib.ports import Clock, Store
from chalicelib.settings import Settings


@dataclass(kw_only=True)
class Pacer:
    """One pool's turns, as one worker takes them. Past `deadline` (real time) it gives up.

    Safe between threads: each takes a turn of its own, and waits for it beside the others.
    """

    pool: Pool
    store: Store
    clock: Clock
    deadline: datetime
    _free: int = 0
    _next: datetime = field(init=False)
    _lock: Lock = field(default_factory=Lock, repr=False)

    def __post_init__(self) -> None:
        self._next = self.clock.real_now()

    def take(self, segments: int, expected: int) -> bool:
        """Waits for the turn of so many segments; False, without waiting, if it comes too late.

        `expected`: how many segments the worker may yet need, these included.
        """
        with self._lock:
            turn = self._turn(segments, expected)
        if turn is None:
            return False
        wait = (turn - self.clock.real_now()).total_seconds()
        if wait > 0:
            self.clock.sleep(wait)
        return True

    def _turn(self, segments: int, expected: int) -> datetime | None:
        if self._free < segments:
            self._reserve(self.pool.worth_reserving(segments, expected))
        turn = self._next
        if turn > self.deadline:
            return None
        self._free -= segments
        self._next += timedelta(seconds=segments / self.pool.rate)
        return turn

    def _reserve(self, segments: int) -> None:
        now = self.clock.real_now()
        begins = self.store.reserve(self.pool.name, segments / self.pool.rate, now)
        self._next = max(self._next, begins) if self._free else begins
        self._free += segments


@dataclass(kw_only=True)
class Senders:
    """The pools of one plan's senders, by the country of who is texted."""

    plan: Plan
    settings: Settings
    store: Store
    clock: Clock
    deadline: datetime
    _pacers: dict[str, Pacer] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock, repr=False)

    def pacer(self, country: str) -> Pacer:
        """The one for this country's people."""
        return self.of(self.plan.sender_for(country))

    def of(self, sender: str) -> Pacer:
        """The one of that sender, the same for every thread."""
        with self._lock:
            if sender not in self._pacers:
                self._pacers[sender] = Pacer(
                    pool=pool_of(self.plan, sender, self.settings),
                    store=self.store,
                    clock=self.clock,
                    deadline=self.deadline,
                )
            return self._pacers[sender]


def pool_of(plan: Plan, sender: str, settings: Settings) -> Pool:
    """The pool behind a plan's sender: the Messaging Service of that country, else of its kind."""
    kind = plan.senders[sender]
    services = settings.messaging_services
    service = services.get(sender) or services.get(kind) or settings.messaging_service
    rate = segments_a_second(kind, settings.segments_per_second)
    return Pool(name=f"{kind}.{service}", service=service, rate=rate)
