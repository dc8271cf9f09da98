"""A day of action: a launched plan and its state."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from chalicelib.domain.notices import is_result

DayState = Literal["draft", "ready", "open", "paused", "closing", "closed", "reopened"]
WaveState = Literal["paused", "stopped"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A launched plan. `slots` is fixed at launch; `next_due` wakes the tick, None when over."""

    id: str
    state: DayState
    plan_version: int
    slots: int
    opened_at: datetime
    closes: datetime
    next_due: datetime | None = None
    published_at: datetime | None = None
    """When its public objects were last written, for the tick that replaces a lost stream."""
    shown: str = ""
    """What they were made of, as a digest (`domain.shown`)."""
    closing_at: datetime | None = None
    revision: int = 1
    """Which report its close will write: 1, and one more each time it is reopened."""
    waves: dict[str, WaveState] = field(default_factory=dict)
    """Asks and results whose waves were paused or stopped; every other goes out while the day
    sends."""
    ended: tuple[str, ...] = ()
    """What ended before its time: asks whose trigger fired or whose target conceded, and results
    that a later answer has replaced."""

    @property
    def sends(self) -> bool:
        """Whether new claims may be made (promise 6)."""
        return self.state in ("open", "reopened")

    @property
    def sending(self) -> tuple[DayState, dict[str, WaveState], tuple[str, ...]]:
        """All that a claim asks of it: as long as this is the same, it would decide the same."""
        return self.state, self.waves, self.ended

    def sends_wave(self, ask: str) -> bool:
        """Whether texts of this ask may be claimed: one wave may rest while its day goes on."""
        return self.sends and ask not in self.waves

    def sends_notice(self, name: str) -> bool:
        """Whether texts of this notice may be claimed: a closed day tells its results."""
        told_after = self.state == "closed" and is_result(name)
        return (self.sends or told_after) and name not in self.waves

    def goes_on_with(self, name: str) -> bool:
        """Whether texts of that name may yet go out, now or later."""
        return self.state not in ("closing", "closed") or is_result(name)

    @property
    def counts(self) -> bool:
        """Whether facts are still accepted: `closing` accepts them until the recount."""
        return self.state in ("open", "paused", "closing", "reopened")
