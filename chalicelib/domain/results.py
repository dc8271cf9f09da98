"""The results of a day, compiled from its facts alone: people, acts and reach kept apart.

The tallies are compared with the facts, name by name; a difference is said, never hidden.
"Not measured" (None) is a value.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from chalicelib.domain.cases import Case
from chalicelib.domain.deliveries import Delivery
from chalicelib.domain.facts import Fact, tally_change
from chalicelib.domain.leaders import Leader
from chalicelib.domain.outcomes import expired_texts
from chalicelib.domain.plan import Figure, Plan
from chalicelib.domain.replies import Reply
from chalicelib.domain.runs import Run
from chalicelib.domain.standing import (
    GoalLine,
    Outcome,
    PromiseLine,
    TargetLine,
    goals,
    outcome_of,
    promise_lines,
    target_lines,
)
from chalicelib.domain.targets import TargetRecord
from chalicelib.domain.totals import Totals, petition_of
from chalicelib.domain.triggers import TriggerRecord

ACTS = ("signed", "pledged", "attended", "gave", "hosted", "reported")
"""Kinds of fact that are acts; `declined` and `deferred` are answers, not acts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryLine:
    """One packet as the report tells it."""

    trigger: str
    target: str
    state: str
    signatures: int
    sha256: str
    at: datetime | None
    bearers: int = 0
    """How many carried it, each by their own signature."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """Counts only. `facts` and the like are by the names of `tally_change`."""

    day: str
    organisation: str
    compiled_at: datetime
    people: int
    """How many different people did at least one act."""
    acts: int
    """How many acts they did: who signed and shared did two."""
    signatures: int
    attendance: int
    """The sum of what hosts reported."""
    facts: dict[str, int]
    countries: dict[str, dict[str, int]]
    texts: dict[str, int]
    """`ask.n.status` to how many; `expired` are those for whom it would have come too late."""
    replies: dict[str, int]
    """Intent to how many, every reply of the day."""
    triggers: dict[str, str]
    deliveries: tuple[DeliveryLine, ...]
    leaders: dict[str, int]
    cases: dict[str, int]
    outcome: Outcome
    targets: tuple[TargetLine, ...]
    promises: tuple[PromiseLine, ...]
    goals: tuple[GoalLine, ...]
    figures: dict[str, Figure]
    """What others counted, each with its source; never added to what the facts say."""
    revision: int = 1
    """The first report of a day is 1; each time it reopens there will be another."""
    reach: int | None = None
    """How many may have seen it: not measured by this engine."""
    differences: tuple[str, ...] = field(default=())
    """Where tallies and facts disagree; empty when the count is exact."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """All that is known of a day when it is compiled. `facts` may be streamed."""

    facts: Iterable[Fact]
    totals: Totals
    texts: Mapping[str, int]
    replies: Iterable[Reply]
    triggers: Iterable[TriggerRecord]
    deliveries: Iterable[Delivery]
    leaders: Iterable[Leader]
    cases: Iterable[Case]
    runs: Iterable[Run] = ()
    targets: Sequence[TargetRecord] = ()
    revision: int = 1


def compile_results(plan: Plan, evidence: Evidence, now: datetime) -> Results:
    """The recount. Memory grows with the people who acted, by an id each."""
    recount, people, acts = _recounted(evidence.facts)
    total: Counter[str] = Counter()
    for counts in recount.values():
        total.update(counts)
    signed = total[f"{petition_of(plan)}.signed"]
    triggers, deliveries = list(evidence.triggers), list(evidence.deliveries)
    return Results(
        day=plan.day,
        organisation=plan.organisation,
        compiled_at=now,
        people=people,
        acts=acts,
        signatures=signed,
        attendance=total["report.reported+"],
        facts=dict(sorted(total.items())),
        countries={c: dict(sorted(n.items())) for c, n in sorted(recount.items()) if n},
        texts=dict(sorted({**evidence.texts, **expired_texts(evidence.runs)}.items())),
        replies=_counted(reply.intent for reply in evidence.replies),
        triggers={t.trigger: t.state for t in triggers},
        deliveries=tuple(map(_line, deliveries)),
        leaders=_counted(leader.state for leader in evidence.leaders),
        cases=_counted(case.kind for case in evidence.cases),
        outcome=outcome_of(plan, evidence.targets),
        targets=target_lines(plan, evidence.targets, deliveries),
        promises=promise_lines(evidence.targets),
        goals=goals(plan, triggers, signed),
        figures=plan.figures,
        revision=evidence.revision,
        differences=tuple(_differences(recount, evidence.totals)),
    )


def _recounted(facts: Iterable[Fact]) -> tuple[dict[str, Counter[str]], int, int]:
    """Names to counts by country; how many people acted; how many acts."""
    recount: dict[str, Counter[str]] = {}
    people: set[str] = set()
    acts = 0
    for fact in facts:
        recount.setdefault(fact.country, Counter()).update(tally_change(fact))
        if fact.state == "counted" and fact.kind in ACTS:
            people.add(fact.person)
            acts += 1
    return recount, len(people), acts


def _line(delivery: Delivery) -> DeliveryLine:
    return DeliveryLine(
        trigger=delivery.trigger,
        target=delivery.target,
        state=delivery.state,
        signatures=delivery.signatures,
        sha256=delivery.sha256,
        at=delivery.sent_at,
        bearers=delivery.bearers,
    )


def _counted(words: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(words).items()))


def _differences(recount: Mapping[str, Mapping[str, int]], totals: Totals) -> Iterable[str]:
    for country in sorted({*recount, *totals.by_country}):
        ours = recount.get(country, {})
        theirs = totals.by_country.get(country, {})
        for name in sorted({*ours, *theirs}):
            facts, tally = ours.get(name, 0), theirs.get(name, 0)
            if facts != tally:
                yield f"{country} {name}: {facts} facts, tally {tally}"
