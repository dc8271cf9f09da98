"""The rows of the table: a figure, its limit, and whether it holds."""

from dataclasses import asdict, dataclass
from typing import Any, Literal


class WrongAnswerError(AssertionError):
    """What was measured did not do its work: its figure means nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One figure. `limit` None: reported only."""

    name: str
    value: float
    unit: str
    limit: float | None = None
    side: Literal["at most", "at least"] = "at most"

    @property
    def ok(self) -> bool:
        if self.limit is None:
            return True
        return self.value <= self.limit if self.side == "at most" else self.value >= self.limit

    def as_json(self) -> dict[str, Any]:
        """The row as `bench/results.json` holds it."""
        row = asdict(self)
        del row["side"]
        return {**row, "value": round(self.value, 3), "ok": self.ok}

    def line(self) -> str:
        """The row as the table prints it."""
        limit = "" if self.limit is None else f"{self.side} {self.limit:g}"
        verdict = "" if self.limit is None else ("ok" if self.ok else "MISSED")
        return f"{self.name:24}{self.value:12.3f}  {self.unit:10}{limit:16}{verdict}".rstrip()


def require(right: bool, what: str) -> None:
    """Raises WrongAnswerError unless what was measured did its work."""
    if not right:
        raise WrongAnswerError(what)
