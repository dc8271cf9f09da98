"""Check 1: a name that leads nowhere, or to two things."""

from collections.abc import Collection, Iterator

from chalicelib.domain.planfile.draft import Draft
from chalicelib.domain.planfile.models import PlanFile
from chalicelib.domain.planfile.moments import Before
from chalicelib.domain.planfile.problems import Path, Problem, did_you_mean
from chalicelib.domain.planfile.words import ANSWERS


def unknown_names(draft: Draft) -> Iterator[Problem]:
    """Every name among answers, ends, deadlines and deliveries must be in the file."""
    for path, name, known in _references(draft):
        if name not in known:
            yield draft.problem(path, f"unknown name `{name}`", did_you_mean(name, known))


def shared_names(draft: Draft) -> Iterator[Problem]:
    """`until: vote` must mean one thing: a trigger and a date cannot share a name."""
    for name in draft.file.triggers.keys() & draft.file.dates.keys():
        message = f"`{name}` is also a name among `dates`"
        yield draft.problem(("triggers", name), message, "give one of them another name")


def _references(draft: Draft) -> Iterator[tuple[Path, str, Collection[str]]]:
    file = draft.file
    ends = [*file.triggers, *file.dates]
    for name, ask in file.asks.items():
        for n, answer in enumerate(ask.answers):
            yield ("asks", name, "answers", n), answer, [*ANSWERS, *file.asks]
        if isinstance(ask.until, str):
            yield ("asks", name, "until"), ask.until, ends
    yield from _targets_of_asks(file)
    for name, trigger in file.triggers.items():
        if isinstance(trigger.when, Before):
            yield ("triggers", name, "when"), trigger.when.name, list(file.dates)
        for n, target in enumerate(trigger.deliver):
            yield ("triggers", name, "deliver", n), target, list(file.targets)


def _targets_of_asks(file: PlanFile) -> Iterator[tuple[Path, str, Collection[str]]]:
    for name, ask in file.asks.items():
        for n, target in enumerate(ask.about):
            yield ("asks", name, "about", n), target, list(file.targets)
        if ask.after:
            yield ("asks", name, "after"), ask.after, list(file.targets)
