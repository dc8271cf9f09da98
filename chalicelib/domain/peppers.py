"""The peppers of a stage: which there are, which one is current, and when that may change."""

from dataclasses import dataclass
from datetime import datetime, timedelta

KNOWN_AFTER = timedelta(minutes=30)
"""So long after a change of the secret every process knows it: what was read is used for five
minutes, and what a Lambda computed from it for fifteen at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Peppers:
    """Versions alone. `changed_at`: when anything of the secret last changed; real time."""

    versions: tuple[str, ...]
    current: str
    changed_at: datetime

    @property
    def waiting(self) -> str:
        """The newest, while it is not current; else empty."""
        newest = max(self.versions, key=int)
        return "" if newest == self.current else newest

    @property
    def next(self) -> str:
        """What a further pepper would be called."""
        return str(max(map(int, self.versions)) + 1)

    @property
    def usable_at(self) -> datetime:
        """When another one may become current."""
        return self.changed_at + KNOWN_AFTER
