"""A mistake in a plan file: where it is, what it is, and how to mend it."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

Path = tuple[str | int, ...]
"""The keys, and positions from 0 in lists, that lead to a value of the file."""

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One mistake. `path` is written `asks.sign.answers[2]`, lists counted from 1."""

    file: str
    line: int
    path: str
    message: str
    mend: str = ""
    severity: Severity = "error"

    def __str__(self) -> str:
        place = f"{self.path}: " if self.path else ""
        warning = "warning: " if self.severity == "warning" else ""
        mend = f" — {self.mend}" if self.mend else ""
        return f"{self.file}:{self.line}: {warning}{place}{self.message}{mend}"


def written(path: Path) -> str:
    """The path as people read it."""
    steps = (f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in path)
    return "".join(steps).lstrip(".")


def did_you_mean(word: str, known: Iterable[str], otherwise: str = "") -> str:
    """The mend for a word that is not known: the nearest known one, or all of them."""
    names = sorted(known)
    near = get_close_matches(word, names, n=1, cutoff=0.6)
    if near:
        return f"did you mean `{near[0]}`?"
    if otherwise or not names:
        return otherwise
    return "use one of " + ", ".join(f"`{name}`" for name in names)
