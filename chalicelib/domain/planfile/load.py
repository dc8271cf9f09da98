"""The way in: a plan file's text to its problems, or to the plan."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from pydantic_core import ErrorDetails

from chalicelib.domain.plan import Plan
from chalicelib.domain.planfile import shape
from chalicelib.domain.planfile.checks import OF_TEXTS, OF_THE_WHOLE
from chalicelib.domain.planfile.compile import compile_plan
from chalicelib.domain.planfile.draft import Check, Draft
from chalicelib.domain.planfile.models import PlanFile
from chalicelib.domain.planfile.problems import Problem, written
from chalicelib.domain.planfile.wording import ask_texts, notice_texts
from chalicelib.domain.planfile.yaml12 import Document, read
from chalicelib.domain.texts import Says
from chalicelib.errors import PlanError


@dataclass(frozen=True, slots=True)
class Checked:
    """Every problem found, in the order of the file; the plan where none is an error."""

    problems: tuple[Problem, ...]
    plan: Plan | None


def load_plan(text: str, file: str, now: datetime, catalogues: Says, version: int = 1) -> Plan:
    """The compiled plan. Raises PlanError with every problem that is an error."""
    checked = check_plan(text, file, now, catalogues, version)
    if checked.plan is None:
        raise PlanError([str(p) for p in checked.problems if p.severity == "error"])
    return checked.plan


def check_plan(text: str, file: str, now: datetime, catalogues: Says, version: int = 1) -> Checked:
    """All the problems of the file at once, and its plan if it may be launched."""
    document = read(text, file)
    found = shape.validated(document.value)
    if isinstance(found, PlanFile):
        draft = _draft(found, document, now, catalogues, version)
        return _checked([*document.problems, *_found(draft, OF_TEXTS + OF_THE_WHOLE)], draft.plan)
    if document.value is None:
        return _checked(document.problems, None)
    told = {problem.path for problem in document.problems}
    misshapen = (shape.problem_of(document, error) for error in found)
    new = [problem for problem in misshapen if problem.path not in told]
    rest = _of_the_rest(document, found, now, catalogues)
    return _checked([*document.problems, *new, *rest], None)


def _checked(problems: list[Problem], plan: Plan | None) -> Checked:
    in_order = tuple(sorted(problems, key=lambda problem: (problem.line, problem.path)))
    wrong = any(problem.severity == "error" for problem in problems)
    return Checked(in_order, None if wrong else plan)


def _of_the_rest(
    document: Document, errors: list[ErrorDetails], now: datetime, catalogues: Says
) -> Iterator[Problem]:
    """What the checks find in the parts of the file that have their shape.

    Names are only followed when nothing but unknown keys was taken out.
    """
    rest = shape.validated(shape.without(document.value, errors))
    if not isinstance(rest, PlanFile):
        return
    only_keys = all(error["type"] == "extra_forbidden" for error in errors)
    checks = OF_TEXTS + OF_THE_WHOLE if only_keys else OF_TEXTS
    touched = {written(path[:2]) for path in map(shape.path_of, errors)}
    for problem in _found(_draft(rest, document, now, catalogues), checks):
        if not any(f"{problem.path}.".startswith(f"{part}.") for part in touched):
            yield problem


def _found(draft: Draft, checks: tuple[Check, ...]) -> Iterator[Problem]:
    return (problem for check in checks for problem in check(draft))


def _draft(
    file: PlanFile, document: Document, now: datetime, catalogues: Says, version: int = 1
) -> Draft:
    plan = compile_plan(file, version)
    return Draft(
        file=file,
        plan=plan,
        document=document,
        now=now,
        ask_texts=ask_texts(plan, catalogues),
        notice_texts=notice_texts(plan, catalogues),
    )
