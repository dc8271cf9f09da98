"""CompileResults: the recount from the facts, kept as one JSON object."""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from chalicelib.domain.plan import Figure
from chalicelib.domain.results import DeliveryLine, Evidence, Results
from chalicelib.domain.results import compile_results as compiled
from chalicelib.domain.standing import AnswerLine, GoalLine, PromiseLine, TargetLine
from chalicelib.ports import Clock, Objects, Store
from chalicelib.steps.launched import launched

EVERY = 10_000_000
LINES: dict[str, Callable[..., Any]] = {
    "deliveries": DeliveryLine,
    "targets": TargetLine,
    "promises": PromiseLine,
    "goals": GoalLine,
}
INSTANTS = ("at", "due", "compiled_at")


@dataclass(frozen=True, slots=True, kw_only=True)
class CompileResults:
    """The day to recount."""

    day: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultsCompiled:
    """Where the results are, how many signed, and how often tallies and facts disagree (0 when
    all is well)."""

    results: str
    signatures: int
    differences: int


def results_key(day: str) -> str:
    """The results' object, which the report is made from."""
    return f"reports/{day}/results.json"


def compile_results(
    command: CompileResults, *, store: Store, files: Objects, clock: Clock
) -> ResultsCompiled:
    """Run again, it counts again: a late report is a revision."""
    day, plan = launched(command.day, store)
    now = clock.now()
    evidence = Evidence(
        facts=store.facts(day.id),
        totals=store.totals(day.id, now),
        texts=store.message_counts(day.id),
        replies=store.recent_replies(day.id, EVERY),
        triggers=store.triggers(day.id),
        deliveries=store.deliveries(day.id),
        leaders=store.leaders(day.id),
        cases=store.cases(day.id),
        runs=store.runs(day.id),
        targets=store.targets(day.id),
        revision=day.revision,
    )
    results = compiled(plan, evidence, now)
    key = results_key(day.id)
    files.put(key, encode_results(results), "application/json")
    return ResultsCompiled(
        results=key, signatures=results.signatures, differences=len(results.differences)
    )


def encode_results(results: Results) -> bytes:
    """As JSON, instants in ISO 8601."""
    return json.dumps(asdict(results), default=datetime.isoformat, ensure_ascii=False).encode()


def decode_results(body: bytes) -> Results:
    """The results again."""
    stored: dict[str, Any] = json.loads(body)
    for target in stored["targets"]:
        target["answers"] = tuple(_line(AnswerLine, each) for each in target["answers"])
    lines = {
        name: tuple(_line(type_, each) for each in stored[name]) for name, type_ in LINES.items()
    }
    figures = {name: Figure(**figure) for name, figure in stored["figures"].items()}
    plain = {**_timed(stored), "differences": tuple(stored["differences"])}
    return Results(**{**plain, **lines, "figures": figures})


def _line(type_: Callable[..., Any], fields: dict[str, Any]) -> Any:
    return type_(**_timed(fields))


def _timed(fields: dict[str, Any]) -> dict[str, Any]:
    """With its instants as instants."""
    known = {name: fields[name] for name in INSTANTS if fields.get(name)}
    return {**fields, **{name: datetime.fromisoformat(text) for name, text in known.items()}}
