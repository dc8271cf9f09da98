"""The way in: a plan file's text to its problems, or to the plan."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from pydantic_core import ErrorDetails

from chalicelib.domain.forecast.homes import Listed, counted, estimated
from chalicelib.domain.forecast.waves import Wave, forecast
from chalicelib.domain.plan import Plan
from chalicelib.domain.planfile import audiences, shape
from chalicelib.domain.planfile.checks import OF_TEXTS, OF_THE_WHOLE
from chalicelib.domain.planfile.compile import compile_plan
from chalicelib.domain.planfile.draft import Check, Draft
from chalicelib.domain.planfile.models import PlanFile
from chalicelib.domain.planfile.problems import Problem, written
from chalicelib.domain.planfile.wording import ask_texts, notice_texts, sent_texts
from chalicelib.domain.planfile.yaml12 import Document, read
from chalicelib.domain.prices import is_priced
from chalicelib.domain.texts import Says
from chalicelib.errors import PlanError


@dataclass(frozen=True, slots=True)
class Checked:
    """Every problem found, in the order of the file; the plan where none is an error.

    `draft` is the plan whatever its mistakes, where the file has its shape; `waves` its forecast.
    `counted`: of people who were counted, with those of each segment by ask, not of an estimate.
    """

    problems: tuple[Problem, ...]
    plan: Plan | None
    draft: Plan | None = None
    waves: tuple[Wave, ...] = ()
    segments: dict[tuple[str, str], int] = field(default_factory=dict)
    counted: bool = False


People = Callable[[], Iterable[Listed] | None]
"""Whom a list or the roster names, each once; None where it names nobody."""


def load_plan(
    text: str,
    file: str,
    now: datetime,
    catalogues: Says,
    version: int = 1,
    people: People | None = None,
    paces: Mapping[str, float] | None = None,
) -> Plan:
    """The compiled plan. Raises PlanError with every problem that is an error."""
    checked = check_plan(text, file, now, catalogues, version, people, paces)
    if checked.plan is None:
        raise PlanError([str(p) for p in checked.problems if p.severity == "error"])
    return checked.plan


def check_plan(
    text: str,
    file: str,
    now: datetime,
    catalogues: Says,
    version: int = 1,
    people: People | None = None,
    paces: Mapping[str, float] | None = None,
) -> Checked:
    """All the problems of the file at once, and its plan if it may be launched.

    `paces`: segments a second by kind of sender, where a stage's have others than usual.
    """
    document = read(text, file)
    found = shape.validated(document.value)
    if isinstance(found, PlanFile):
        draft = _draft(found, document, now, catalogues, version)
        draft = _with_waves(draft, people, catalogues, paces)
        checked = _checked(
            [*document.problems, *_found(draft, OF_TEXTS + OF_THE_WHOLE)], draft.plan
        )
        return replace(
            checked,
            draft=draft.plan,
            waves=draft.waves,
            segments=draft.segments,
            counted=draft.counted,
        )
    if document.value is None:
        return _checked(document.problems, None)
    told = {problem.path for problem in document.problems}
    misshapen = (shape.problem_of(document, error) for error in found)
    new = [problem for problem in misshapen if problem.path not in told]
    rest = _of_the_rest(document, found, now, catalogues)
    return _checked([*document.problems, *new, *rest], None)


def _with_waves(
    draft: Draft, people: People | None, says: Says, paces: Mapping[str, float] | None
) -> Draft:
    """The draft with its forecast; without one in a currency of which no price is known."""
    plan = draft.plan
    if not is_priced(plan.currency, plan.prices):
        return draft
    listed = people() if people else None
    crowd = estimated(plan, draft.file.audience) if listed is None else counted(plan, listed)
    return replace(
        draft,
        counted=listed is not None,
        waves=forecast(plan, crowd.homes, sent_texts(plan, draft.ask_texts, says), paces),
        segments={
            (ask, audiences.written(plan.asks[ask].who[n])): count
            for (ask, n), count in crowd.segments.items()
        },
        countries=crowd.countries,
    )


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
