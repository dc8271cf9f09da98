"""A target's answer, its promises and their proofs: one transaction each, the same twice.

A concession ends the asks that name the target in the transaction that records it: the sender
reads the day each second (promise 6).
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from chalicelib.domain import targets
from chalicelib.domain.commitments import Commitment, Proof, kept_once_more
from chalicelib.domain.days import Day
from chalicelib.domain.ended import asks_over
from chalicelib.domain.plan import Plan
from chalicelib.domain.targets import THE_DEMAND, Answer, Stance, TargetRecord, was_delivered
from chalicelib.domain.totals import counts_for, signatures
from chalicelib.errors import ConflictError, NotFoundError
from chalicelib.ports import Clock, Stale, Store, Vault
from chalicelib.steps.launched import launched

MAX_TRIES = 4
MOMENT = timedelta(microseconds=1)
LONGEST_ANSWER = 4_000
Change = Callable[[TargetRecord, Plan], TargetRecord]


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetAnswer:
    """What a target said, in clear. `name`: of one whom the plan does not ask."""

    day: str
    target: str
    stance: Stance
    demand: str = THE_DEMAND
    text: str = ""
    by: Literal["target", "coordinator"] = "target"
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """A part of what a target promised, in clear."""

    name: str
    what: str
    times: int = 1
    due: datetime | None = None


def answer_target(said: TargetAnswer, *, store: Store, vault: Vault, clock: Clock) -> TargetRecord:
    """The record after the answer. Raises ConflictError for a stance that cannot follow, and
    NotFoundError for a target that is neither the plan's nor named."""

    def change(record: TargetRecord, plan: Plan) -> TargetRecord:
        _check(said, record, plan)
        delivered = was_delivered(said.target, store.deliveries(said.day))
        answer = Answer(
            number=0,
            stance=said.stance,
            at=clock.now(),
            demand=said.demand,
            text=_sealed(said.text, record, vault),
            by=said.by,
            signed=_signed(said.target, plan, store, clock),
        )
        named = replace(record, name=record.name or _sealed(said.name, record, vault))
        if _said_before(record, said, vault):
            return record
        after = targets.answered(named, answer, delivered)
        if after is None:
            state = targets.state_of(record, delivered, said.demand)
            raise ConflictError(f"{said.target} is {state}: it cannot become {said.stance}")
        return after

    return _moved(said.day, said.target, change, store, clock)


def open_page(day: str, target: str, *, store: Store, clock: Clock) -> TargetRecord:
    """The record once the target has signed in to its page."""
    return _moved(day, target, lambda record, _: targets.opened(record, clock.now()), store, clock)


def promise(
    day: str,
    target: str,
    demand: str,
    parts: tuple[Promise, ...],
    *,
    store: Store,
    vault: Vault,
    clock: Clock,
) -> TargetRecord:
    """The record with these parts of the promise; a part that is known stays as it was."""

    def change(record: TargetRecord, plan: Plan) -> TargetRecord:
        sealed = [
            Commitment(
                name=part.name,
                demand=demand,
                what=_sealed(part.what, record, vault),
                times=part.times,
                due=part.due,
            )
            for part in parts
        ]
        return targets.promised(record, sealed)

    return _moved(day, target, change, store, clock)


def prove(
    day: str, target: str, commitment: str, proof: Proof, *, store: Store, clock: Clock
) -> TargetRecord:
    """The record with one proof more. Raises NotFoundError for a promise that was not made."""

    def change(record: TargetRecord, plan: Plan) -> TargetRecord:
        found = next((c for c in record.commitments if c.name == commitment), None)
        if found is None:
            raise NotFoundError(f"{target} promised no {commitment}")
        kept, signed = kept_once_more(found, proof), _signed(target, plan, store, clock)
        return targets.proved(record, kept, clock.now(), signed)

    return _moved(day, target, change, store, clock)


def seal_owner(day: str, target: str) -> str:
    """Whom the words of a target are sealed for: no other item bears that name."""
    return f"target/{day}/{target}"


def _moved(day_id: str, target: str, change: Change, store: Store, clock: Clock) -> TargetRecord:
    """The record as changed and written, decided again when somebody else was first."""
    for _ in range(MAX_TRIES):
        day, plan = launched(day_id, store)
        before = store.target(day_id, target) or TargetRecord(day=day_id, target=target)
        after = change(before, plan)
        if after == before:
            return before
        moved = _moved_day(day, plan, after, store, clock.now())
        if not isinstance(store.move_target(after, moved), Stale):
            return replace(after, version=after.version + 1)
    raise ConflictError(f"target {target} of {day_id} moved meanwhile: look again and repeat")


def _moved_day(
    day: Day, plan: Plan, after: TargetRecord, store: Store, now: datetime
) -> tuple[Day, Day] | None:
    """The day with the asks and results that are over once this record is written, and, where it
    closes or is closed, looked at again: by then no tick may be to come. None: it stays so."""
    others = [record for record in store.targets(day.id) if record.target != after.target]
    over = tuple(sorted(asks_over(plan, store.triggers(day.id), [*others, after])))
    moved = replace(day, ended=over)
    if day.state in ("closing", "closed"):
        moved = replace(moved, next_due=now if now != day.next_due else now + MOMENT)
    return None if moved == day else (day, moved)


def _signed(target: str, plan: Plan, store: Store, clock: Clock) -> int:
    """How many have signed by now, of those for whom the target answers."""
    totals, known = store.totals(plan.day, clock.now()), plan.targets.get(target)
    return signatures(plan, counts_for(known, totals) if known else totals)


def _check(said: TargetAnswer, record: TargetRecord, plan: Plan) -> None:
    if said.target not in plan.targets and not (said.name or record.name):
        raise NotFoundError(f"{plan.day} has no target {said.target}: give the name of who moved")
    if said.demand not in targets.demands_of(plan):
        known = ", ".join(targets.demands_of(plan))
        raise NotFoundError(f"{plan.day} has no demand {said.demand!r}: it has {known}")


def _said_before(record: TargetRecord, said: TargetAnswer, vault: Vault) -> bool:
    """The same words twice are one answer (promise 9): seals differ, so it is the words."""
    last = targets.last_answer(record, said.demand)
    if last is None or last.stance != said.stance:
        return False
    owner = seal_owner(record.day, record.target)
    return (vault.open(last.text, owner) if last.text else "") == said.text.strip()


def _sealed(text: str, record: TargetRecord, vault: Vault) -> bytes:
    clear = text.strip()[:LONGEST_ANSWER]
    return vault.seal(clear, seal_owner(record.day, record.target)) if clear else b""
