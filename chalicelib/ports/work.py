"""The store's part for deliveries, mails to the desk, leaders and cases."""

from datetime import datetime
from typing import Protocol

from chalicelib.domain.cases import Case
from chalicelib.domain.deliveries import Delivery
from chalicelib.domain.leaders import Leader
from chalicelib.domain.mailings import Mailing
from chalicelib.ports.written import (
    Exists,
    Stale,
    Written,
)


class Work(Protocol):
    """Deliveries, mails to the desk, leaders, cases."""

    def claim_delivery(self, delivery: Delivery) -> Written | Exists: ...

    def delivery(self, day: str, trigger: str, target: str) -> Delivery | None: ...

    def move_delivery(self, before: Delivery, after: Delivery) -> Written | Stale:
        """Writes `after` if the stored one has come as far as `before` (`PROGRESS`)."""
        ...

    def deliveries(self, day: str) -> list[Delivery]: ...

    def claim_mailing(self, mailing: Mailing) -> Written | Exists: ...

    def mailings(self, day: str) -> list[Mailing]:
        """Consistently read, by name and whom they go to."""
        ...

    def move_mailing(self, before: Mailing, after: Mailing) -> Written | Stale:
        """Writes `after` if the stored state is still `before.state`."""
        ...

    def leader(self, day: str, person: str) -> Leader | None: ...

    def leaders(self, day: str) -> list[Leader]: ...

    def leaders_due(self, day: str, now: datetime, limit: int) -> list[Leader]:
        """Leaders whose `due_at` is at or before `now`, earliest first."""
        ...

    def next_leader_due(self, day: str) -> datetime | None: ...

    def move_leader(
        self, before: Leader, after: Leader, case: Case | None = None
    ) -> Written | Stale:
        """Writes `after` (and `case`, if absent) if the stored state and `done` are `before`'s."""
        ...

    def open_case(self, case: Case) -> Written | Exists: ...

    def cases(self, day: str) -> list[Case]:
        """All cases of the day, open ones first, oldest first."""
        ...
