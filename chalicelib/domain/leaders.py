"""A leader's path for one day: what they are told and asked, and when a human must call.

The path is pure: `begin`, `followed_up`, `reported` and `left` give the leader's next state,
and `due_at` says when the next step is due.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from chalicelib.domain.plan import FollowUp, Plan

LeaderState = Literal["hand_raised", "equipped", "asked", "reported", "to_call", "left"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Leader:
    """`done` holds the follow-ups already handled; `due_at` is None when nothing is left."""

    day: str
    person: str
    ask: str
    state: LeaderState
    accepted_at: datetime
    gathering_at: datetime
    done: tuple[str, ...] = ()
    asked_at: datetime | None = None
    amount: int = 0
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What a due leader needs: one of the plan's texts, or a human's call."""

    name: Literal["kit", "ready", "report", "call"]
    due: datetime


def begin(
    plan: Plan, person: str, ask: str, accepted_at: datetime, gathering_at: datetime
) -> Leader:
    """A leader whose hand was just raised."""
    leader = Leader(
        day=plan.day,
        person=person,
        ask=ask,
        state="hand_raised",
        accepted_at=accepted_at,
        gathering_at=gathering_at,
        done=tuple(
            f.text for f in plan.follow_ups if _due(f, accepted_at, gathering_at) < accepted_at
        ),
    )
    return _scheduled(plan, leader)


def next_step(plan: Plan, leader: Leader) -> Step | None:
    """The earliest step left, or None when the path is over."""
    steps = [
        Step(name=f.text, due=_due(f, leader.accepted_at, leader.gathering_at))
        for f in plan.follow_ups
        if f.text not in leader.done
    ]
    if leader.state == "asked" and leader.asked_at and plan.silence:
        steps.append(Step(name="call", due=leader.asked_at + plan.silence.after))
    return min(steps, key=lambda step: step.due, default=None)


def followed_up(plan: Plan, leader: Leader, step: Step, now: datetime) -> Leader:
    """The leader after `step` was texted to them or handed to a human."""
    if step.name == "call":
        return _scheduled(plan, replace(leader, state="to_call", done=_all(plan)))
    moved = replace(leader, done=(*leader.done, step.name))
    if step.name == "kit" and leader.state == "hand_raised":
        moved = replace(moved, state="equipped")
    if step.name == "report":
        moved = replace(moved, state="asked", asked_at=now)
    return _scheduled(plan, moved)


def postponed(leader: Leader, until: datetime) -> Leader:
    """The leader whose step waits until `until`, because their window is shut."""
    return replace(leader, due_at=until)


def left(plan: Plan, leader: Leader) -> Leader:
    """The leader who may no longer be texted: leaving is not failure, and nobody calls them."""
    return replace(leader, state="left", done=_all(plan), due_at=None)


def reported(plan: Plan, leader: Leader, amount: int) -> Leader:
    """The leader after they said how many came: nothing more is due."""
    return replace(leader, state="reported", amount=amount, done=_all(plan), due_at=None)


def _scheduled(plan: Plan, leader: Leader) -> Leader:
    step = next_step(plan, leader)
    return replace(leader, due_at=step.due if step else None)


def _due(follow_up: FollowUp, accepted_at: datetime, gathering_at: datetime) -> datetime:
    anchor = accepted_at if follow_up.anchor == "accepted" else gathering_at
    return anchor + follow_up.offset


def _all(plan: Plan) -> tuple[str, ...]:
    return tuple(follow_up.text for follow_up in plan.follow_ups)
