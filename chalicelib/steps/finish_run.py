"""FinishRun: the last state of every workflow records what became of its run."""

from dataclasses import dataclass, replace
from typing import Any

from chalicelib.domain.outcomes import outcome_of
from chalicelib.domain.runs import RunState
from chalicelib.ports import Clock, Store


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishRun:
    """The run, and the workflow's results as they stand at its end."""

    day: str
    moment: str
    attempt: int
    outcome: dict[str, str]
    audience: dict[str, Any] | None = None
    frozen: dict[str, Any] | None = None
    counts: list[dict[str, Any]] | None = None
    deliveries: list[dict[str, Any]] | None = None
    results: dict[str, Any] | None = None
    told: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RunFinished:
    """`recorded` is False when a later attempt had taken over."""

    recorded: bool


def finish_run(command: FinishRun, *, store: Store, clock: Clock) -> RunFinished:
    """Records state and outcome once; a run that is finished stays as it is."""
    run = next((r for r in store.runs(command.day) if r.moment == command.moment), None)
    if run is None or run.attempt != command.attempt or run.state != "started":
        return RunFinished(recorded=False)
    state: RunState = "failed" if command.outcome.get("state") == "failed" else "succeeded"
    results = {
        "audience": command.audience,
        "frozen": command.frozen,
        "counts": command.counts,
        "deliveries": command.deliveries,
        "results": command.results,
        "told": command.told,
        "outcome": command.outcome,
    }
    now = clock.now()
    ended = replace(run, state=state, finished_at=now, outcome=outcome_of(results, now))
    store.finish_run(ended)
    return RunFinished(recorded=True)
