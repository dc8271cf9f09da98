"""Requests of people about themselves. See `ports.Subjects`."""

from datetime import datetime

from chalicelib.adapters.memory.shelves import Shelves, atomic
from chalicelib.domain.audits import Audit
from chalicelib.domain.subject_requests import SubjectRequest
from chalicelib.ports import Exists, Stale, Written


class MemorySubjects(Shelves):
    @atomic
    def ask_subject(self, request: SubjectRequest, entry: Audit | None = None) -> Written | Exists:
        if (request.day, request.id) in self._subjects:
            return Exists()
        self._subjects[request.day, request.id] = request
        self._audits += [entry] if entry else []
        return Written()

    @atomic
    def subject_requests(self, day: str) -> list[SubjectRequest]:
        return [self._subjects[key] for key in sorted(self._subjects) if key[0] == day]

    @atomic
    def subject_requests_due(self, now: datetime, limit: int) -> list[SubjectRequest]:
        waiting = [
            (each.look_at, each.id, each) for each in self._subjects.values() if each.look_at
        ]
        due = sorted((at, key, each.day) for at, key, each in waiting if at <= now)
        return [self._subjects[day, key] for _, key, day in due[:limit]]

    @atomic
    def move_subject_request(
        self, before: SubjectRequest, after: SubjectRequest
    ) -> Written | Stale:
        stored = self._subjects.get((before.day, before.id))
        if stored is None or (stored.state, stored.runs) != (before.state, before.runs):
            return Stale()
        self._subjects[before.day, before.id] = after
        return Written()
