"""What a day came to, as its report tells it: goals, targets and their promises. Pure.

A victory is neither yes or no nor final: one target may give in and another not, somebody may move
whom nobody asked, and a word may be taken back after the report.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from chalicelib.domain.deliveries import Delivery
from chalicelib.domain.plan import Plan
from chalicelib.domain.targets import (
    CONCEDED,
    Stance,
    TargetRecord,
    TargetState,
    conceded,
    demands_of,
    state_of,
    was_delivered,
)
from chalicelib.domain.triggers import TriggerRecord

Outcome = Literal["won", "partly_won", "not_won"]
"""`won`: each target has given all that is demanded. `partly_won`: one of them, or a part of it, or
somebody whom nobody asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalLine:
    """A count that the plan aimed at."""

    trigger: str
    goal: int
    reached: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerLine:
    """One turn of a target's mind."""

    stance: Stance
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetLine:
    """Where a target stands on one demand, and how it came there. `asked`: the plan names it."""

    target: str
    demand: str
    state: TargetState
    asked: bool
    answers: tuple[AnswerLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseLine:
    """A part of a promise: how often it was kept, of how often it is to be."""

    target: str
    demand: str
    promise: str
    kept: int
    times: int
    due: datetime | None


def goals(plan: Plan, records: Iterable[TriggerRecord], signatures: int) -> tuple[GoalLine, ...]:
    """Every count of the plan, smallest first. One whose packet went stays reached."""
    went = {record.trigger for record in records if record.state == "fired" and not record.reason}
    counts = sorted(
        (trigger.count, name) for name, trigger in plan.triggers.items() if trigger.kind == "count"
    )
    return tuple(
        GoalLine(trigger=name, goal=count, reached=signatures >= count or name in went)
        for count, name in counts
    )


def target_lines(
    plan: Plan, records: Iterable[TargetRecord], deliveries: Iterable[Delivery]
) -> tuple[TargetLine, ...]:
    """Each target of the plan, then whoever moved unasked, demand by demand."""
    packets = list(deliveries)
    known = {name: TargetRecord(day=plan.day, target=name) for name in plan.targets}
    known |= {record.target: record for record in records}
    lines = (
        _line(plan, record, demand, was_delivered(record.target, packets))
        for record in known.values()
        for demand in demands_of(plan)
    )
    return tuple(line for line in lines if line.asked or line.answers)


def promise_lines(records: Iterable[TargetRecord]) -> tuple[PromiseLine, ...]:
    """Each part of each promise."""
    return tuple(
        PromiseLine(
            target=record.target,
            demand=promise.demand,
            promise=promise.name,
            kept=len(promise.proofs),
            times=promise.times,
            due=promise.due,
        )
        for record in records
        for promise in record.commitments
    )


def outcome_of(plan: Plan, records: Iterable[TargetRecord]) -> Outcome:
    """What it came to in one word, as of now."""
    known = {record.target: record for record in records}
    asked = [known.get(name) for name in plan.targets]
    if asked and all(record and conceded(plan, record) for record in asked):
        return "won"
    given = any(stance in CONCEDED for record in known.values() for stance in _stances(record))
    return "partly_won" if given else "not_won"


def _stances(record: TargetRecord) -> Iterable[Stance]:
    return record.stances.values()


def _line(plan: Plan, record: TargetRecord, demand: str, delivered: bool) -> TargetLine:
    return TargetLine(
        target=record.target,
        demand=demand,
        state=state_of(record, delivered, demand),
        asked=record.target in plan.targets,
        answers=tuple(
            AnswerLine(stance=answer.stance, at=answer.at)
            for answer in record.answers
            if answer.demand == demand
        ),
    )
