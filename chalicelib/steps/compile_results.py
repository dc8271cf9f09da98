"""CompileResults: the recount from the facts, kept as one JSON object."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime

import msgspec

from chalicelib.domain.results import Evidence, Results
from chalicelib.domain.results import compile_results as compiled
from chalicelib.ports import Clock, Objects, Store
from chalicelib.steps.launched import launched

EVERY = 10_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class CompileResults:
    """The day to recount."""

    day: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultsCompiled:
    """Where the results are, and how often tallies and facts disagree (0 when all is well)."""

    results: str
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
    return ResultsCompiled(results=key, differences=len(results.differences))


def encode_results(results: Results) -> bytes:
    """As JSON, instants in ISO 8601."""
    return json.dumps(asdict(results), default=datetime.isoformat, ensure_ascii=False).encode()


def decode_results(body: bytes) -> Results:
    """The results again."""
    return msgspec.json.decode(body, type=Results)
