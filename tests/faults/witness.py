"""Under the faults: a store that notes what was committed, in the order of the commits.

So the promises are checked against what happened, not against what the engine believes.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from chalicelib.adapters.memory import MemoryStore
from chalicelib.domain.days import Day
from chalicelib.domain.messages import Message
from chalicelib.domain.people import Person
from chalicelib.domain.replies import Decision, Reply
from chalicelib.domain.targets import TargetRecord
from chalicelib.domain.triggers import TriggerRecord
from chalicelib.ports import Written
from tests.support.fakes import FakeClock


@dataclass(frozen=True, slots=True)
class Commit:
    """Something that became true, and when in real time."""

    what: str
    who: str
    at: datetime
    begun: datetime
    of: Any = None


class WatchedStore(MemoryStore):
    """The store, and its witness."""

    def __init__(self, clock: FakeClock) -> None:
        super().__init__()
        self.clock = clock
        self.commits: list[Commit] = []

    def note(self, what: str, who: str, of: Any = None, begun: datetime | None = None) -> None:
        now = self.clock.real_now()
        self.commits.append(Commit(what, who, now, begun or now, of))

    def claim(self, person: Person, message: Message, lease_at: datetime, *more: Any) -> Any:
        result = super().claim(person, message, lease_at, *more)
        if isinstance(result, Written):
            self.note("claim", person.id, message, begun=lease_at)
        return result

    def claim_again(
        self, person: Person, before: Message, after: Message, lease_at: datetime, proof: str = ""
    ) -> Any:
        result = super().claim_again(person, before, after, lease_at, proof)
        if isinstance(result, Written):
            self.note("claim", person.id, after, begun=lease_at)
        return result

    def renew_claim(self, message: Message, lease_at: datetime) -> bool:
        held = super().renew_claim(message, lease_at)
        if held:
            self.note("renewed", message.person, message)
        return held

    def record(self, decision: Decision, reply: Reply, free: Sequence[str] = ()) -> Any:
        before = self._persons.get(decision.person.id)
        result = super().record(decision, reply, free)
        if isinstance(result, Written):
            was = before.opted_out if before else False
            if decision.person.opted_out != was:
                self.note("in" if was else "out", decision.person.id)
            for fact in decision.facts:
                self.note("fact", fact.person, fact)
            for key in decision.proves:
                self.note("fact", decision.person.id, self._facts[decision.day][key])
        return result

    def move_trigger(self, before: TriggerRecord, after: TriggerRecord) -> Any:
        result = super().move_trigger(before, after)
        if isinstance(result, Written):
            self.note(f"trigger {after.state}", after.trigger)
        return result

    def move_target(self, record: TargetRecord, day: tuple[Day, Day] | None = None) -> Any:
        result = super().move_target(record, day)
        if isinstance(result, Written) and day:
            for ended in set(day[1].ended) - set(day[0].ended):
                self.note("ended", ended)
        return result

    def move_day(self, before: Day, after: Day, *audit: Any) -> Any:
        result = super().move_day(before, after, *audit)
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


@dataclass
class Heard:
    """What the outside was told: each request answered 2xx, with its answer."""

    texts: list[tuple[str, str, str, str | None]] = field(default_factory=list)
    """(sid, person, body, answer; None from the fallback), of people we know by then."""
    forms: list[str] = field(default_factory=list)
    """Mail addresses whose form was taken."""
