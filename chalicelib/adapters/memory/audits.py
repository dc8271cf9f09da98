"""Acts of the desk. See `ports.Audits`."""

from collections.abc import Sequence
from dataclasses import replace

from chalicelib.adapters.memory.people import MemoryPeople
from chalicelib.adapters.memory.shelves import atomic
from chalicelib.domain.audits import Audit, in_time
from chalicelib.domain.cases import Case
from chalicelib.domain.people import Person
from chalicelib.ports import Stale, Written


class MemoryAudits(MemoryPeople):
    @atomic
    def audit(self, entry: Audit) -> None:
        self._audits.append(entry)

    @atomic
    def audits(self, day: str, limit: int) -> list[Audit]:
        found = [entry for entry in self._audits if entry.day == day]
        return sorted(found, key=lambda entry: (entry.at, entry.id), reverse=True)[:limit]

    @atomic
    def audits_of(self, person: str) -> list[Audit]:
        return in_time(entry for entry in self._audits if entry.subject == person)

    @atomic
    def move_case(self, before: Case, after: Case, entry: Audit | None = None) -> Written | Stale:
        stored = self._cases.get((before.day, before.id))
        if stored is None or _worked_on(stored) != _worked_on(before):
            return Stale()
        self._cases[before.day, before.id] = replace(
            stored,
            assignee=after.assignee,
            first_reply_at=after.first_reply_at,
            outcome=after.outcome,
            closed_at=after.closed_at,
        )
        self._audits += [entry] if entry else []
        return Written()

    @atomic
    def hush(self, person: Person, entry: Audit, free: Sequence[str] = ()) -> Written | Stale:
        if self._stale(person) or self._any_taken(free):
            return Stale()
        self._put_person(person)
        self._audits.append(entry)
        return Written()


def _worked_on(case: Case) -> tuple[object, ...]:
    return case.assignee, case.first_reply_at, case.outcome, case.closed_at
