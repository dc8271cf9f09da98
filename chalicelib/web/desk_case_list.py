"""The list of cases as the desk shows it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from chalicelib.domain.case_work import AnswerTimes, answer_times, answered_at, shown
from chalicelib.domain.cases import Case, owner_of
from chalicelib.domain.days import Day
from chalicelib.domain.desk_roles import Role
from chalicelib.domain.plan import Plan
from chalicelib.ports import Clock, Store
from chalicelib.web.case_page import seen_cases
from chalicelib.web.desk_state import short


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One case. `waited`: until its first answer, or until now where there is none."""

    case: Case
    person: str
    owner: str
    answered: bool
    waited: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """`wanted` is the filter that was asked for; `kinds` are those that have an open case."""

    rows: list[Row]
    times: AnswerTimes
    kinds: dict[str, int]
    wanted: str
    mine: int
    open: int
    closed: int
    as_of: datetime


def listing(
    day: Day, plan: Plan, login: str, wanted: str, role: Role, *, store: Store, clock: Clock
) -> Listing:
    """Reads the cases that this role sees on the day's desk."""
    cases, now = seen_cases(day, role, store), clock.now()
    kinds = dict.fromkeys(case.kind for case in cases if case.closed_at is None)
    return Listing(
        rows=[_row(case, plan, now) for case in shown(cases, login, wanted)],
        times=answer_times(cases, now),
        kinds={kind: len(shown(cases, login, kind)) for kind in kinds},
        wanted=wanted,
        mine=len(shown(cases, login, "mine")),
        open=len(shown(cases, login, "")),
        closed=len(shown(cases, login, "closed")),
        as_of=now,
    )


def _row(case: Case, plan: Plan, now: datetime) -> Row:
    answered = answered_at(case)
    return Row(
        case=case,
        person=short(case.person),
        owner=owner_of(plan, case),
        answered=answered is not None,
        waited=(answered or now) - case.opened_at,
    )
