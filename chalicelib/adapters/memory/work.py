"""Deliveries, mails to the desk, leaders, cases. See `ports.Work`."""

from datetime import datetime

from chalicelib.adapters.memory.shelves import Shelves, atomic
from chalicelib.domain.cases import Case
from chalicelib.domain.deliveries import Delivery, progress_of
from chalicelib.domain.leaders import Leader
from chalicelib.domain.mailings import Mailing
from chalicelib.ports import Exists, Stale, Written


class MemoryWork(Shelves):
    @atomic
    def claim_delivery(self, delivery: Delivery) -> Written | Exists:
        key = (delivery.day, delivery.trigger, delivery.target)
        if key in self._deliveries:
            return Exists()
        self._deliveries[key] = delivery
        return Written()

    @atomic
    def delivery(self, day: str, trigger: str, target: str) -> Delivery | None:
        return self._deliveries.get((day, trigger, target))

    @atomic
    def move_delivery(self, before: Delivery, after: Delivery) -> Written | Stale:
        key = (before.day, before.trigger, before.target)
        stored = self._deliveries.get(key)
        if stored is None or progress_of(stored) != progress_of(before):
            return Stale()
        self._deliveries[key] = after
        return Written()

    @atomic
    def deliveries(self, day: str) -> list[Delivery]:
        return [self._deliveries[key] for key in sorted(self._deliveries) if key[0] == day]

    @atomic
    def claim_mailing(self, mailing: Mailing) -> Written | Exists:
        key = (mailing.day, mailing.name, mailing.to)
        if key in self._mailings:
            return Exists()
        self._mailings[key] = mailing
        return Written()

    @atomic
    def mailings(self, day: str) -> list[Mailing]:
        return [self._mailings[key] for key in sorted(self._mailings) if key[0] == day]

    @atomic
    def move_mailing(self, before: Mailing, after: Mailing) -> Written | Stale:
        key = (before.day, before.name, before.to)
        if key not in self._mailings or self._mailings[key].state != before.state:
            return Stale()
        self._mailings[key] = after
        return Written()

    @atomic
    def leader(self, day: str, person: str) -> Leader | None:
        return self._leaders.get((day, person))

    @atomic
    def leaders(self, day: str) -> list[Leader]:
        return [self._leaders[key] for key in sorted(self._leaders) if key[0] == day]

    @atomic
    def leaders_due(self, day: str, now: datetime, limit: int) -> list[Leader]:
        due = [(leader.due_at, leader.person) for leader in self.leaders(day) if leader.due_at]
        ready = sorted((at, person) for at, person in due if at <= now)
        return [self._leaders[day, person] for _, person in ready[:limit]]

    @atomic
    def next_leader_due(self, day: str) -> datetime | None:
        return min((leader.due_at for leader in self.leaders(day) if leader.due_at), default=None)

    @atomic
    def move_leader(
        self, before: Leader, after: Leader, case: Case | None = None
    ) -> Written | Stale:
        stored = self._leaders.get((before.day, before.person))
        if stored is None or (stored.state, stored.done) != (before.state, before.done):
            return Stale()
        self._leaders[before.day, before.person] = after
        if case:
            self._cases.setdefault((case.day, case.id), case)
        return Written()

    @atomic
    def open_case(self, case: Case) -> Written | Exists:
        if (case.day, case.id) in self._cases:
            return Exists()
        self._cases[case.day, case.id] = case
        return Written()

    @atomic
    def cases(self, day: str) -> list[Case]:
        cases = [case for case in self._cases.values() if case.day == day]
        return sorted(cases, key=lambda case: (case.closed_at is not None, case.opened_at, case.id))
