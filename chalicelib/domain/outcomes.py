"""What a run's steps came to, added up: counts and ids only."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from chalicelib.domain.runs import Run, opening_after


def outcome_of(results: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """The outcome a run keeps, from its workflow's final state.

    A close keeps how many `signatures` it counted, for those who are told of it, and its mails.
    A wave of a plan with a budget keeps what it was `billed` for at most, and what it `spent`.
    `shut` lists what found its window shut, as of `seen_at`; the calendar opens it again for the
    `waiting`. The count `expired` are those for whom no window opens while it is useful.
    """
    audience = results.get("audience") or {}
    frozen = results.get("frozen") or {}
    chunks: list[dict[str, Any]] = results.get("counts") or []
    told = (results.get("told") or {}).get("counts", {})
    shut = {*audience.get("shut", ()), *frozen.get("shut", ())}
    shut.update(*(chunk.get("shut", ()) for chunk in chunks))
    outcome: dict[str, Any] = {
        "seen_at": now.isoformat(),
        "shut": sorted(shut),
        "people": audience.get("people", 0),
        "waiting": audience.get("waiting", 0) + sum(chunk.get("waiting", 0) for chunk in chunks),
        "counts": _added(
            [*(chunk.get("counts", {}) for chunk in chunks), _expired(audience), told]
        ),
    }
    if audience.get("over_budget"):
        outcome["over_budget"] = True
    if audience.get("billed"):
        outcome["billed"] = audience["billed"]
        outcome["spent"] = sum(chunk.get("spent", 0) for chunk in chunks)
    if compiled := results.get("results"):
        outcome["signatures"] = compiled["signatures"]
    for delivery in results.get("deliveries") or []:
        outcome.setdefault("deliveries", {})[delivery["target"]] = delivery["outcome"]
    if error := (results.get("outcome") or {}).get("error"):
        outcome["error"] = error
    return outcome


def expired_texts(runs: Iterable[Run]) -> dict[str, int]:
    """By `ask.n.expired`: how many were left out of a wave and got no opening while it was useful.

    Those who still waited for an opening that never came are among them.
    """
    waves = {run.moment: run for run in runs if run.workflow == "send_wave"}
    total: Counter[str] = Counter()
    for run in waves.values():
        counts = run.outcome.get("counts", {})
        lost = counts.get("expired", 0) + counts.get("over", 0)
        following = waves.get(_following(run))
        if following is None or following.state != "succeeded":
            lost += run.outcome.get("waiting", 0)
        total[f"{run.input.get('ask')}.{run.input.get('n')}.expired"] += lost
    return {name: count for name, count in sorted(total.items()) if count}


def _following(run: Run) -> str:
    first = "wave.{ask}.{n}.{sender}".format(**run.input)
    return opening_after(run.moment, first)


def _expired(audience: Mapping[str, Any]) -> dict[str, int]:
    return {"expired": audience["expired"]} if audience.get("expired") else {}


def _added(counts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    total: Counter[str] = Counter()
    for each in counts:
        total.update(each)
    return dict(total)
