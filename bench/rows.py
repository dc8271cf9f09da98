"""The rows of the table: a figure, its limit, and whether it holds."""

from dataclasses import asdict, dataclass
from typing import Any


class WrongAnswerError(AssertionError):
    """What was measured did not do its work: its figure means nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One figure. `limit` None: reported only."""

    name: str
    value: float
    unit: str
    limit: float | None = None

    @property
    def ok(self) -> bool:
        if self.limit is None:
            return True
        most = ORDER[self.name] == "at most"
        return self.value <= self.limit if most else self.value >= self.limit

    def as_json(self) -> dict[str, Any]:
        """The row as `bench/results.json` holds it."""
        return {**asdict(self), "value": round(self.value, 3), "ok": self.ok}


ORDER = {
    "reply_cpu_ratio": "at most",
    "reply_aws_calls": "at most",
    "signature_cpu_ratio": "at most",
    "signature_aws_calls": "at most",
    "signature_growth": "at most",
    "local_signatures_per_second": "",
    "webhook_import_ratio": "at most",
    "import_rows_ratio": "at least",
    "import_rows_stored": "",
    "import_memory_ratio": "at most",
    "tick_1000_days_seconds": "",
    "wave_calls_per_ask": "at most",
    "local_texts_per_second": "",
    "wave_100k_memory_ratio": "at most",
    "dialogue_decisions_per_second": "at least",
    "dialogue_growth": "at most",
    "packet_500k_seconds": "",
    "packet_500k_peak_mb": "at most",
}
"""The rows of the table, and which side of its limit is good."""


def line(row: dict[str, Any]) -> str:
    """A row as the table prints it."""
    limit = verdict = ""
    if row["limit"] is not None:
        limit = f"{ORDER[row['name']]} {row['limit']:g}"
        verdict = "ok" if row["ok"] else "MISSED"
    figure = f"{row['value']:10.3f} {row['unit']:7}"
    return f"{row['name']:30}{figure}{limit:15}{verdict}".rstrip()


def require(right: bool, what: str) -> None:
    """Raises WrongAnswerError unless what was measured did its work."""
    if not right:
        raise WrongAnswerError(what)
