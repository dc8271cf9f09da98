"""What the case of a letter to post, or of a call, shows; and what came of the call."""

from dataclasses import dataclass
from datetime import datetime
from typing import get_args

from chalice.app import Response

from chalicelib import wiring
from chalicelib.domain.cases import Case, about, owner_of
from chalicelib.domain.days import Day
from chalicelib.domain.deliveries import CallOutcome, Delivery
from chalicelib.domain.errands import errand_id, errand_of
from chalicelib.domain.plan import Plan, Target
from chalicelib.errors import NotFoundError
from chalicelib.ports import Objects, Store
from chalicelib.steps.record_call import RecordCall, record_call
from chalicelib.web import answers
from chalicelib.web.case_page import found_case
from chalicelib.web.desk_pages import Desk

OUTCOMES: tuple[CallOutcome, ...] = get_args(CallOutcome)


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrandView:
    """`words`: what a caller says. `live`: nobody has done it, or called, since."""

    delivery: Delivery
    target: Target
    who: str
    opens: datetime | None
    due: datetime | None
    words: str
    number: int
    live: bool


def errand_view(case: Case, plan: Plan, *, store: Store, files: Objects) -> ErrandView | None:
    """Of a case to post or to call; None for another."""
    told = about(case)
    target = plan.targets.get(told[1]) if told else None
    found = store.delivery(case.day, told[0], told[1]) if told else None
    if told is None or target is None or found is None:
        return None
    errand = errand_of(plan, found)
    live = errand is not None and errand_id(found) == case.id
    return ErrandView(
        delivery=found,
        target=target,
        who=owner_of(plan, case),
        opens=errand.opens if errand and live else None,
        due=case.due_at,
        words=files.get(found.roster).decode() if found.roster else "",
        number=told[2],
        live=live,
    )


def record(desk: Desk, at: Day, plan: Plan) -> Response:
    """Records what came of the call of a case, and goes back to the list."""
    case = wiring.call(found_case, at, desk.form.get("case", ""), desk.role)
    told, outcome = about(case), desk.form.get("outcome", "")
    if told is None or case.kind != "to_call" or outcome not in OUTCOMES:
        raise NotFoundError("no such call")
    trigger, target, number = told
    call = RecordCall(
        day=at.id,
        trigger=trigger,
        target=target,
        number=number,
        outcome=outcome,
        note=desk.form.get("note", ""),
    )
    wiring.store().audit(desk.entry("record_call", case=case.id, detail=outcome))
    wiring.call(record_call, call)
    return answers.see(f"{desk.link(f'/days/{at.id}/cases')}&done=called")
