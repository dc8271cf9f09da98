"""Outbound texts. See `ports.Messages`."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from chalicelib.adapters.memory.people import MemoryPeople
from chalicelib.adapters.memory.shelves import atomic
from chalicelib.domain.breaker import WaveCount
from chalicelib.domain.days import Day
from chalicelib.domain.messages import Message, counted_as
from chalicelib.domain.people import Person
from chalicelib.ports import Exists, Stale, Written


class MemoryMessages(MemoryPeople):
    @atomic
    def claim(
        self,
        person: Person,
        message: Message,
        lease_at: datetime,
        proof: str = "",
        day: Day | None = None,
    ) -> Written | Stale | Exists:
        if message.id in self._messages:
            return Exists()
        if self._stale(person) or not self._reachable(person.id) or self._moved(day):
            return Stale()
        if proof and self._proved(self._known(message.day), proof):
            return Exists()
        self._put_person(person)
        self._messages[message.id] = message
        self._leases[message.id] = lease_at
        return Written()

    @atomic
    def claim_again(
        self, person: Person, before: Message, after: Message, lease_at: datetime, proof: str = ""
    ) -> Written | Stale | Exists:
        stored = self._messages.get(before.id)
        if stored is None or (stored.status, stored.tries) != ("retry", before.tries):
            return Exists()
        if self._stale(person) or not self._reachable(person.id):
            return Stale()
        if proof and self._proved(self._known(after.day), proof):
            return Exists()
        self._messages[before.id] = after
        self._retries.pop(before.id, None)
        self._leases[before.id] = lease_at
        return Written()

    @atomic
    def retries_due(self, now: datetime, limit: int) -> list[Message]:
        due = sorted((at, message) for message, at in self._retries.items() if at <= now)
        return [self._messages[message] for _, message in due[:limit]]

    @atomic
    def renew_claim(self, message: Message, lease_at: datetime) -> bool:
        return self._reachable(message.person)

    @atomic
    def move_message(self, before: Message, after: Message) -> Written | Stale:
        stored = self._messages.get(before.id)
        if stored is None or stored.status != before.status:
            return Stale()
        moved = replace(
            stored, status=after.status, sid=after.sid, code=after.code, retry_at=after.retry_at
        )
        self._messages[before.id] = moved
        self._retries.pop(before.id, None)
        if after.retry_at:
            self._retries[before.id] = after.retry_at
        if after.status != "claimed":
            self._leases.pop(before.id, None)
        return Written()

    @atomic
    def move_messages(self, moves: Sequence[tuple[Message, Message]]) -> None:
        for before, after in moves:
            self.move_message(before, after)
            count = self._wave_count(before.day, before.ask)
            self._waves[before.day, before.ask] = replace(count, texts=count.texts + 1)

    @atomic
    def count_failure(self, day: str, ask: str, filtered: int) -> WaveCount:
        count = self._wave_count(day, ask)
        after = replace(count, failed=count.failed + 1, filtered=count.filtered + filtered)
        self._waves[day, ask] = after
        return after

    @atomic
    def restart_count(self, day: str, ask: str) -> None:
        self._waves[day, ask] = WaveCount(turn=self._wave_count(day, ask).turn + 1)

    def _wave_count(self, day: str, ask: str) -> WaveCount:
        return self._waves.get((day, ask), WaveCount())

    @atomic
    def reserve(self, pool: str, seconds: float, real_now: datetime) -> datetime:
        begins = max(real_now, self._pools.get(pool, real_now))
        self._pools[pool] = begins + timedelta(seconds=seconds)
        return begins

    @atomic
    def message(self, public_id: str) -> Message | None:
        return self._messages.get(public_id)

    @atomic
    def claims_before(self, lease_at: datetime, limit: int) -> list[Message]:
        leases = sorted((at, message) for message, at in self._leases.items() if at < lease_at)
        return [self._messages[message] for _, message in leases[:limit]]

    @atomic
    def message_counts(self, day: str) -> dict[str, int]:
        messages = [message for message in self._messages.values() if message.day == day]
        return dict(Counter(counted_as(m.ask, m.n, m.status, m.in_answer) for m in messages))

    def _moved(self, day: Day | None) -> bool:
        if day is None:
            return False
        stored = self._days.get(day.id)
        return stored is None or stored.sending != day.sending

    def _reachable(self, person: str) -> bool:
        stored = self._persons.get(person)
        return stored is not None and not stored.opted_out

    def _proved(self, day: str, fact: str) -> bool:
        stored = self._facts.get(day, {}).get(fact)
        return stored is not None and stored.proved
