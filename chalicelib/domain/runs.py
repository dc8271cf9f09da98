"""A run: one workflow execution for one moment or trigger."""

import hashlib
import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal

Workflow = Literal[
    "send_wave", "deliver_petition", "follow_up_leaders", "close_day", "answer_request"
]
RunState = Literal["started", "succeeded", "failed"]
ExecutionState = Literal["running", "succeeded", "failed", "absent"]

CLOSE = "day.close"
"""The moment that closes a day."""
MAX_ATTEMPTS = 5
ABSENT_FOR = timedelta(minutes=2)
"""How long a started run may be missing from the workflow service before it is tried again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """`moment` names what it is for; (day, moment, attempt) is its idempotency key.

    `lease_at` is real time, in UTC: a run's absence is judged on the real clock even where
    the stage's clock was moved.
    """

    day: str
    moment: str
    workflow: Workflow
    attempt: int
    started_at: datetime
    lease_at: datetime
    state: RunState = "started"
    finished_at: datetime | None = None
    outcome: dict[str, Any] = field(default_factory=dict)
    """Counts and ids only."""
    input: dict[str, Any] = field(default_factory=dict)

    @property
    def execution(self) -> str:
        return execution_name(self.day, self.moment, self.attempt)


def execution_name(day: str, moment: str, attempt: int) -> str:
    """A name of at most 80 characters, the same for the same (day, moment, attempt)."""
    plain = re.sub(r"[^A-Za-z0-9_-]+", "_", f"{day}-{moment}-{attempt}")
    digest = hashlib.sha256(f"{day}|{moment}|{attempt}".encode()).hexdigest()[:16]
    return f"{plain[:63]}-{digest}"


def opening_after(moment: str, first: str) -> str:
    """The id of the opening that follows `moment`, itself `first` or one of its openings."""
    number = moment.removeprefix(first).removeprefix(".") or "0"
    return f"{first}.{int(number) + 1}"
