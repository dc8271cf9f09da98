"""What a target answered, demand by demand: the decision-maker's side of a day. Pure.

A win may be partial (one of two demands), reversed (blocked, passed, annulled) and is never final
for the engine: every stance may be left again, except where it makes no sense.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import takewhile
from typing import Literal

from chalicelib.domain.commitments import Commitment, all_kept
from chalicelib.domain.deliveries import ARRIVED, Delivery
from chalicelib.domain.plan import Plan

Stance = Literal["no_move", "revising", "answered", "committed", "kept", "refused", "reversed"]
"""`answered`: in words of its own, that are none of the others."""
TargetState = Literal["pending", "delivered", "acknowledged"] | Stance

THE_DEMAND = "demand"
"""The name of the demand in a plan that has one."""
CONCEDED: tuple[Stance, ...] = ("committed", "kept")

_BEFORE: tuple[TargetState, ...] = ("pending", "delivered", "acknowledged")
FROM: dict[Stance, tuple[TargetState, ...]] = {
    "no_move": ("delivered", "acknowledged", "revising", "answered"),
    "revising": (*_BEFORE, "no_move", "answered", "refused", "reversed"),
    "answered": (*_BEFORE, "no_move", "revising", "refused", "reversed", *CONCEDED),
    "committed": (*_BEFORE, "no_move", "revising", "answered", "refused", "reversed"),
    "refused": (*_BEFORE, "no_move", "revising", "answered", "reversed"),
    "kept": ("committed",),
    "reversed": ("committed", "kept", "refused"),
}
"""The states from which each stance may be taken. Some move without being asked (pending)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer, in its order. `text` is sealed; it is published with the petition."""

    number: int
    stance: Stance
    at: datetime
    demand: str = THE_DEMAND
    text: bytes = b""
    by: Literal["target", "coordinator"] = "target"
    signed: int = 0
    """How many had signed when it came, of those for whom the target answers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetRecord:
    """What is known of a target beyond its deliveries. `version` grows by one a write."""

    day: str
    target: str
    name: bytes = b""
    """The sealed name of one who moved although the plan does not ask them."""
    opened_at: datetime | None = None
    """When the target first signed in to its page."""
    stances: dict[str, Stance] = field(default_factory=dict)
    """The stance on each demand that was answered."""
    answers: tuple[Answer, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    version: int = 0


def state_of(record: TargetRecord, delivered: bool, demand: str = THE_DEMAND) -> TargetState:
    """Where the target stands on a demand."""
    stance = record.stances.get(demand)
    if stance:
        return stance
    if record.opened_at:
        return "acknowledged"
    return "delivered" if delivered else "pending"


def answered(record: TargetRecord, answer: Answer, delivered: bool) -> TargetRecord | None:
    """The record with the next answer; None where that stance cannot follow."""
    state = state_of(record, delivered, answer.demand)
    if state != answer.stance and state not in FROM[answer.stance]:
        return None
    numbered = replace(answer, number=len(record.answers) + 1)
    stances = {**record.stances, answer.demand: stance_after(record.stances, answer)}
    return replace(record, stances=stances, answers=(*record.answers, numbered))


def stance_after(stances: Mapping[str, Stance], answer: Answer) -> Stance:
    """Where an answer leaves its demand: words alone take no promise back."""
    before = stances.get(answer.demand)
    return before if before in CONCEDED and answer.stance == "answered" else answer.stance


def words_of(record: TargetRecord, demand: str) -> bytes:
    """The sealed words that a demand was last answered with; a promise keeps its own."""
    said = [answer for answer in record.answers if answer.demand == demand]
    if said and said[-1].stance == "kept" and not said[-1].text:
        said = [answer for answer in said if answer.stance == "committed"]
    return said[-1].text if said else b""


def last_answer(record: TargetRecord, demand: str) -> Answer | None:
    """The newest answer to a demand."""
    return next((a for a in reversed(record.answers) if a.demand == demand), None)


def opened(record: TargetRecord, now: datetime) -> TargetRecord:
    """The record once the target has signed in to its page."""
    return record if record.opened_at else replace(record, opened_at=now)


def promised(record: TargetRecord, commitments: Iterable[Commitment]) -> TargetRecord:
    """The record with further commitments, each by its name; one that is known stays."""
    known = {commitment.name for commitment in record.commitments}
    new = (commitment for commitment in commitments if commitment.name not in known)
    return replace(record, commitments=(*record.commitments, *new))


def proved(record: TargetRecord, kept: Commitment, now: datetime, signed: int = 0) -> TargetRecord:
    """The record with that commitment's newest proofs; once all are kept, so is the demand."""
    commitments = tuple(kept if c.name == kept.name else c for c in record.commitments)
    after = replace(record, commitments=commitments)
    of_demand = [c for c in commitments if c.demand == kept.demand]
    if record.stances.get(kept.demand) != "committed" or not all_kept(of_demand):
        return after
    said = Answer(
        number=0, stance="kept", at=now, demand=kept.demand, by="coordinator", signed=signed
    )
    return answered(after, said, delivered=True) or after


def demands_of(plan: Plan) -> tuple[str, ...]:
    """The names of the plan's demands."""
    return tuple(plan.demands) or (THE_DEMAND,)


def conceded(plan: Plan, record: TargetRecord) -> bool:
    """Whether the target has given all that is demanded."""
    return all(record.stances.get(demand) in CONCEDED for demand in demands_of(plan))


def conceded_at(plan: Plan, record: TargetRecord) -> datetime | None:
    """When the target had given all that is demanded; None while it has not.

    A promise that is kept, or said again in other words, was given before.
    """
    if not conceded(plan, record):
        return None
    return max(_given_at(record, demand) for demand in demands_of(plan))


def _given_at(record: TargetRecord, demand: str) -> datetime:
    said = [answer for answer in record.answers if answer.demand == demand]
    given = takewhile(lambda answer: answer.stance in CONCEDED, reversed(said))
    return min(answer.at for answer in given)


def asks_conceded(plan: Plan, records: Iterable[TargetRecord]) -> set[str]:
    """The asks all of whose named targets have conceded: nobody is asked them any more."""
    given = {record.target for record in records if conceded(plan, record)}
    return {ask.name for ask in plan.asks.values() if ask.about and given.issuperset(ask.about)}


def was_delivered(target: str, deliveries: Iterable[Delivery]) -> bool:
    """Whether a packet has reached that target."""
    return any(d.target == target and d.state in ARRIVED for d in deliveries)
