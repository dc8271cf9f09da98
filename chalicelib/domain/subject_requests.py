"""Somebody's right to know or to be forgotten, asked for at the desk or on their own page. Pure.

Answering reads the whole table, which no request of a browser waits for: the tick finds what was
asked and starts a run of its own for it. Source: GDPR articles 12, 15, 17 and 20.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

SubjectKind = Literal["erase", "export"]
SubjectState = Literal["asked", "ready", "closed", "failed"]

KEPT_FOR = timedelta(hours=24)
"""How long the desk offers what was exported."""
AGAIN_AFTER = timedelta(hours=1)
"""When a run that came to nothing is tried again; a step runs for 15 minutes, and a text that is
under way at the carrier, which it would not delete yet, has arrived or not by the fifth."""
MOST_RUNS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectRequest:
    """`subject` is the id of whom it is about, until it is closed; `day` the desk's, may be empty.

    `look_at`: when the tick starts a run for it, or the next one. None: nothing more is to do.
    """

    id: str
    day: str
    kind: SubjectKind
    subject: str
    asked_at: datetime
    by: str = ""
    """The login of whoever asked at the desk; empty for the person, on their page."""
    state: SubjectState = "asked"
    runs: int = 0
    look_at: datetime | None = None

    @property
    def moment(self) -> str:
        """What its run is for: the answer, or taking the file away again."""
        return f"{'expiry' if self.state == 'ready' else 'request'}.{self.id}"


def begun(request: SubjectRequest, now: datetime) -> SubjectRequest:
    """With one run more under way, or given up on."""
    if request.runs >= MOST_RUNS:
        return replace(request, state="failed", look_at=None)
    return replace(request, runs=request.runs + 1, look_at=now + AGAIN_AFTER)


def ready(request: SubjectRequest, now: datetime) -> SubjectRequest:
    """What was exported waits at the desk, and is taken away after a day."""
    return replace(request, state="ready", runs=0, look_at=now + KEPT_FOR)


def closed(request: SubjectRequest) -> SubjectRequest:
    """Done: nothing in it leads to the person any more."""
    return replace(request, state="closed", subject="", look_at=None)


def over(request: SubjectRequest) -> bool:
    """Whether it keeps nobody from asking anew."""
    return request.state in ("closed", "failed")


def offered(request: SubjectRequest, now: datetime) -> bool:
    """Whether the desk gives out what was exported: ready, and not yet to be taken away."""
    if request.state != "ready" or request.runs or request.look_at is None:
        return False
    return now < request.look_at


def export_key(request: SubjectRequest) -> str:
    """Under the person's id, so that an erasure finds it."""
    return f"{exports_of(request.subject)}{request.id}.sealed"


def exports_of(person: str) -> str:
    """How the keys of all that was exported of one person begin."""
    return f"exports/{person}/"
