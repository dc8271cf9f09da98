"""The store's part for what targets answered."""

from typing import Protocol

from chalicelib.domain.days import Day
from chalicelib.domain.targets import TargetRecord
from chalicelib.ports.written import Stale, Written


class Targets(Protocol):
    """Records of targets: those the plan asks, and those who moved unasked."""

    def target(self, day: str, target: str) -> TargetRecord | None:
        """Consistent read."""
        ...

    def targets(self, day: str) -> list[TargetRecord]:
        """By name."""
        ...

    def move_target(
        self, record: TargetRecord, day: tuple[Day, Day] | None = None
    ) -> Written | Stale:
        """Writes `record` with `version + 1` if the stored version is `record.version` (0: none).

        `day`: as read and as it is from now on, in the same transaction: what `ended`, if the
        stored day ended the same, so that a concession stops asks at once; and `next_due`, where
        it changes, if the stored one is still as read.
        """
        ...
