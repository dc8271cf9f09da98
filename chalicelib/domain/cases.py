"""Something for a human."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from chalicelib.domain.plan import Plan, doer

CaseKind = Literal[
    "unclear_reply",
    "quiet_leader",
    "host_left",
    "help_wanted",
    "erase_request",
    "abuse",
    "run_failed",
    "delivery_unknown",
    "delivery_left",
    "mail_returned",
    "trigger_dropped",
    "below_goal",
    "over_budget",
    "target_silent",
    "to_post",
    "to_call",
    "not_handed",
    "not_reached",
    "commitment_due",
    "wave_paused",
    "reply_loop",
    "carrier_refused",
    "sending_stopped",
    "debrief",
]

NO_DAY = ""
"""The day of a case about somebody whom no day has asked anything."""

Outcome = Literal["", "settled", "called", "wrong", "no_answer"]
"""How it was closed: dealt with; reached by telephone; opened by mistake; they did not answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """`id` is made from its cause, so that the same cause opens one case, not two."""

    id: str
    day: str
    kind: CaseKind
    opened_at: datetime
    person: str = ""
    text: bytes = b""
    """The sealed text a human needs to read, if any."""
    detail: str = ""
    """Ids, counts and codes only."""
    due_at: datetime | None = None
    closed_at: datetime | None = None
    assignee: str = ""
    """The login of the desk person who has taken it, or was given it."""
    first_reply_at: datetime | None = None
    """When the desk first answered by text."""
    outcome: Outcome = ""


def opened_anew(case: Case, stored: Iterable[Case]) -> Case:
    """The case; under the next number of its cause where a human has closed the one before."""
    closed = {each.id for each in stored if each.closed_at}
    number, named = 1, case.id
    while named in closed:
        number += 1
        named = f"{case.id}.{number}"
    return replace(case, id=named)


def about(case: Case) -> tuple[str, str, int] | None:
    """Trigger, target and number of a case to post or to call: names have no point in them."""
    if case.kind not in ("to_post", "to_call"):
        return None
    _, trigger, target, *number = case.id.split(".")
    return trigger, target, int(number[0]) if number else 0


def owner_of(plan: Plan, case: Case) -> str:
    """The address of the named human whose case it is: every silence ends with one."""
    if case.kind in ("quiet_leader", "host_left", "help_wanted") and plan.silence:
        return plan.silence.call
    told = about(case)
    if told and told[1] in plan.targets:
        return doer(plan, plan.targets[told[1]], told[2])
    return plan.coordinators[0] if plan.coordinators else ""
