"""A case as the desk works on it: opened on request, given to somebody, closed."""

from dataclasses import dataclass, replace

from chalicelib.domain.audits import Audit
from chalicelib.domain.cases import NO_DAY, Case, Outcome
from chalicelib.domain.days import Day
from chalicelib.domain.desk_roles import Role, may
from chalicelib.domain.plan import Plan
from chalicelib.errors import ConflictError, NotFoundError
from chalicelib.ports import Clock, Stale, Store, Vault
from chalicelib.web.desk_story import Story, opened, story

RECENT = 12
"""Events on the case's own page; the person's page has all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """`text` is what they wrote; `story` is None for a case that is about nobody."""

    case: Case
    text: str
    story: Story | None

    @property
    def opted_out(self) -> bool:
        return bool(self.story and self.story.known and self.story.known.opted_out)


def open_case(
    case: Case, plan: Plan, entry: Audit, *, store: Store, vault: Vault, clock: Clock
) -> Opened:
    """Opens number, name, text and story, and writes `entry` before."""
    store.audit(entry)
    told = story(case.person, plan, store=store, vault=vault, clock=clock) if case.person else None
    return Opened(case=case, text=opened(case.text, case.person, vault), story=told)


def assign(case: Case, login: str, entry: Audit, *, store: Store) -> None:
    """Gives it to that login, or to nobody. Raises ConflictError."""
    _moved(case, replace(case, assignee=login), entry, store)


def settle(case: Case, outcome: Outcome, entry: Audit, *, store: Store, clock: Clock) -> None:
    """Closes it; one that is closed stays so. Raises ConflictError."""
    if case.closed_at is None:
        _moved(case, replace(case, outcome=outcome, closed_at=clock.now()), entry, store)


def seen_cases(day: Day, role: Role, store: Store) -> list[Case]:
    """The day's, and for coordinators those of no day: somebody wrote whom no day had asked."""
    return [*store.cases(day.id), *(store.cases(NO_DAY) if may(role, "erase") else ())]


def found_case(day: Day, case_id: str, role: Role, *, store: Store) -> Case:
    """The case of that id, if this role sees it. Raises NotFoundError."""
    case = next((case for case in seen_cases(day, role, store) if case.id == case_id), None)
    if case is None:
        raise NotFoundError(f"no such case of day {day.id}")
    return case


def _moved(before: Case, after: Case, entry: Audit, store: Store) -> None:
    if isinstance(store.move_case(before, after, entry), Stale):
        raise ConflictError("the case moved meanwhile")
