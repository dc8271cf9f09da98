"""Texts that ask nothing: those of the leaders' path, and the results told to who acted.

A result is told under a name of its own (`result.westin.1`): it is claimed, paused and stopped by
that name, as a wave is by its ask's.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from chalicelib.domain.plan import Plan
from chalicelib.domain.runs import Run

RESULT = "result"
"""The name of the close's own result, and the first part of every other's."""
NEWS_FOR = timedelta(days=3)
"""How long a result is worth a text: every window opens within it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """`name` is what it is claimed under, `says` which text it is: `kit`, `result.committed`."""

    name: str
    says: str
    until: datetime
    target: str = ""
    """Whose answer it tells."""
    signed: int = 0
    """How many had signed when the answer came, or at the close's recount: as the text says."""


def of_the_path(plan: Plan, name: str) -> Notice:
    """A text of the leaders' path: `kit`, `ready`."""
    return Notice(name=name, says=name, until=plan.closes)


def of_the_close(run: Run) -> Notice | None:
    """What hosts are told once the day is closed; None until its run has said so."""
    if run.state != "succeeded" or run.finished_at is None:
        return None
    signed = int(run.outcome.get("signatures", 0))
    return Notice(name=RESULT, says=RESULT, until=run.finished_at + NEWS_FOR, signed=signed)


def is_result(name: str) -> bool:
    """Whether a text of that name tells a result."""
    return name.partition(".")[0] == RESULT
