"""Where a day stands, as the desk shows it: ids, counts, states and instants only.

No number, no name, no text: a person is the first letters of their keyed hash.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil
from typing import Any

from chalicelib.domain.cases import Case, owner_of
from chalicelib.domain.days import Day
from chalicelib.domain.deliveries import Delivery
from chalicelib.domain.errands import errand_of
from chalicelib.domain.leaders import Leader
from chalicelib.domain.plan import Ask, Plan, Target
from chalicelib.domain.replies import Reply
from chalicelib.domain.runs import Run
from chalicelib.domain.signatories import A_SHEET
from chalicelib.domain.targets import TargetRecord
from chalicelib.domain.totals import Totals, petition_of, signatures
from chalicelib.domain.triggers import TriggerRecord, ready_at
from chalicelib.ports import Clock, Store
from chalicelib.web.desk_results import results

KINDS = (
    "signed",
    "pledged",
    "declined",
    "deferred",
    "attended",
    "gave",
    "hosted",
    "reported",
    "visited",
)
RECENT = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """What the desk was told, all of it read at about `totals.as_of`."""

    day: Day
    plan: Plan
    totals: Totals
    runs: list[Run]
    triggers: list[TriggerRecord]
    deliveries: list[Delivery]
    leaders: list[Leader]
    cases: list[Case]
    replies: list[Reply]
    targets: list[TargetRecord]


def look(day: Day, plan: Plan, *, store: Store, clock: Clock) -> Sight:
    """Reads what the desk shows of a day."""
    return Sight(
        day=day,
        plan=plan,
        totals=store.totals(day.id, clock.now()),
        runs=store.runs(day.id),
        triggers=store.triggers(day.id),
        deliveries=store.deliveries(day.id),
        leaders=store.leaders(day.id),
        cases=store.cases(day.id),
        replies=store.recent_replies(day.id, RECENT),
        targets=store.targets(day.id),
    )


def desk_state(sight: Sight) -> dict[str, Any]:
    """The state, ready for JSON and for the page: both say the same."""
    day, plan, totals = sight.day, sight.plan, sight.totals
    petition = f"{petition_of(plan)}.signed"
    return {
        "day": day.id,
        "state": day.state,
        "as_of": totals.as_of,
        "closes": day.closes,
        "zone": plan.zone,
        "signatures": signatures(plan, totals),
        "countries": [{"code": c, "count": n} for c, n in totals.countries(petition).items()],
        "channels": {name: totals.of(f"{petition}@{name}") for name in ("sms", "link", "web")},
        "asks": [_ask(ask, totals, day) for ask in plan.asks.values()],
        "triggers": _triggers(plan, sight.triggers),
        "runs": [_run(run) for run in _latest_first(sight.runs)],
        "results": results(day, plan, sight.targets, sight.runs),
        "deliveries": [_delivery(plan, delivery) for delivery in sight.deliveries],
        "leaders": dict(Counter(leader.state for leader in sight.leaders)),
        "cases": [_case(plan, case) for case in sight.cases],
        "replies": [_reply(reply) for reply in sight.replies],
    }


def counts_only(state: dict[str, Any]) -> dict[str, Any]:
    """The state without anybody in it, not even as a hash."""
    return {name: shown for name, shown in state.items() if name not in ("cases", "replies")}


def short(person: str) -> str:
    """Enough of a person's id to tell two apart on one page."""
    return person.partition(".")[2][:6] or person[:6]


def _ask(ask: Ask, totals: Totals, day: Day) -> dict[str, Any]:
    counts = {kind: totals.of(f"{ask.name}.{kind}") for kind in KINDS}
    return {
        "name": ask.name,
        "does": ask.does,
        "level": int(ask.level),
        "until": ask.until,
        "wave": day.waves.get(ask.name, "going") if ask.send else "",
        "counts": {kind: count for kind, count in counts.items() if count},
    }


def _triggers(plan: Plan, records: Iterable[TriggerRecord]) -> list[dict[str, Any]]:
    known = {record.trigger: record for record in records}
    shown = []
    for name, trigger in plan.triggers.items():
        record = known.get(name, TriggerRecord(day=plan.day, trigger=name))
        shown.append(
            {
                "name": name,
                "kind": trigger.kind,
                "count": trigger.count,
                "state": record.state,
                "ready_at": ready_at(trigger, record),
                "crossed_at": record.crossed_at,
                "fired_at": record.fired_at,
                "seen": record.seen.get("signatures"),
            }
        )
    return shown


def _latest_first(runs: Iterable[Run]) -> list[Run]:
    return sorted(runs, key=lambda run: run.started_at, reverse=True)


def _run(run: Run) -> dict[str, Any]:
    return {
        "moment": run.moment,
        "workflow": run.workflow,
        "attempt": run.attempt,
        "state": run.state,
        "started_at": run.started_at,
        "finished_at": run.finished_at,
        "people": run.outcome.get("people", 0),
        "counts": run.outcome.get("counts", {}),
        "shut": run.outcome.get("shut", []),
        "error": run.outcome.get("error", ""),
    }


def _delivery(plan: Plan, delivery: Delivery) -> dict[str, Any]:
    errand, target = errand_of(plan, delivery), plan.targets.get(delivery.target)
    return {
        "trigger": delivery.trigger,
        "target": delivery.target,
        "state": delivery.state,
        "signatures": delivery.signatures,
        "sha256": delivery.sha256,
        "sent_at": delivery.sent_at,
        "packet": bool(delivery.packet),
        "roster": bool(delivery.roster),
        "done_at": delivery.handed_at,
        "calls": [call.outcome for call in delivery.calls],
        "due": errand.due if errand else None,
        "lists": _printed_lists(target, delivery) if target else 0,
    }


def _printed_lists(target: Target, delivery: Delivery) -> int:
    """How many parts of the list lie beside a letter that is posted."""
    listed = target.deliver == "post" and target.signatories != "none"
    return ceil(delivery.signatures / A_SHEET) if listed else 0


def _case(plan: Plan, case: Case) -> dict[str, Any]:
    return {
        "id": case.id,
        "kind": case.kind,
        "opened_at": case.opened_at,
        "due_at": case.due_at,
        "closed_at": case.closed_at,
        "owner": owner_of(plan, case),
        "person": short(case.person),
        "detail": case.detail,
    }


def _reply(reply: Reply) -> dict[str, Any]:
    return {
        "at": reply.at,
        "person": short(reply.person),
        "intent": reply.intent,
        "ask": reply.ask,
        "reason": reply.reason,
    }
