"""What a run's steps came to, added up: counts and ids only."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any


def outcome_of(results: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """The outcome a run keeps, from its workflow's final state.

    A wave of a plan with a budget keeps what it was `billed` for at most, and what it `spent`.
    `shut` lists what found its window shut, as of `seen_at`; the calendar opens it again.
    """
    audience = results.get("audience") or {}
    frozen = results.get("frozen") or {}
    chunks: list[dict[str, Any]] = results.get("counts") or []
    shut = {*audience.get("shut", ()), *frozen.get("shut", ())}
    shut.update(*(chunk.get("shut", ()) for chunk in chunks))
    outcome: dict[str, Any] = {
        "seen_at": now.isoformat(),
        "shut": sorted(shut),
        "people": audience.get("people", 0),
        "counts": _added(chunk.get("counts", {}) for chunk in chunks),
    }
    if audience.get("over_budget"):
        outcome["over_budget"] = True
    if audience.get("billed"):
        outcome["billed"] = audience["billed"]
        outcome["spent"] = sum(chunk.get("spent", 0) for chunk in chunks)
    for delivery in results.get("deliveries") or []:
        outcome.setdefault("deliveries", {})[delivery["target"]] = delivery["outcome"]
    if error := (results.get("outcome") or {}).get("error"):
        outcome["error"] = error
    return outcome


def _added(counts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    total: Counter[str] = Counter()
    for each in counts:
        total.update(each)
    return dict(total)
