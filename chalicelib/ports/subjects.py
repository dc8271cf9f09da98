"""The store's part for those who ask what is held of them, or to be erased."""

from datetime import datetime
from typing import Protocol

from chalicelib.domain.audits import Audit
from chalicelib.domain.subject_requests import SubjectRequest
from chalicelib.ports.written import Exists, Stale, Written


class Subjects(Protocol):
    """Requests of people about themselves."""

    def ask_subject(self, request: SubjectRequest, entry: Audit | None = None) -> Written | Exists:
        """Writes it (and `entry`, all or nothing), if there is none of that day and id."""
        ...

    def subject_requests(self, day: str) -> list[SubjectRequest]:
        """All of the day, by id, consistently read."""
        ...

    def subject_requests_due(self, now: datetime, limit: int) -> list[SubjectRequest]:
        """Those whose `look_at` is at or before `now`, earliest first."""
        ...

    def move_subject_request(
        self, before: SubjectRequest, after: SubjectRequest
    ) -> Written | Stale:
        """Writes `after` if the stored state and runs are still `before`'s."""
        ...
