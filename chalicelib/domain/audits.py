"""What was done at the desk: by whom, what, on whom, when. Written once, never changed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

DeskAct = Literal[
    "sign_in",
    "papers",
    "pause",
    "resume",
    "close",
    "reopen",
    "pause_wave",
    "resume_wave",
    "stop_wave",
    "open_case",
    "reply",
    "assign",
    "close_case",
    "record_call",
    "open_person",
    "hush",
    "export",
    "erase",
    "invalidate",
    "release",
    "undo_review",
    "pass_story",
    "refuse_story",
    "withdraw_story",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """`id` is random: the same act twice is written twice. No number, address, name or text."""

    id: str
    day: str
    at: datetime
    who: str
    """The login: the keyed hash of a desk person's address."""
    act: DeskAct
    subject: str = ""
    """The id of the person it was done to. Kept after their erasure: it is a keyed hash, and who
    looked at whom must stay answerable."""
    case: str = ""
    detail: str = ""
    """A code or an ask's name."""


def in_time(entries: Iterable[Audit]) -> list[Audit]:
    """The oldest first."""
    return sorted(entries, key=lambda entry: (entry.at, entry.id))
