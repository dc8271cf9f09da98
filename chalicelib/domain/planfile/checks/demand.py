"""Check 2: a plan without a demand, or without anybody who could meet it."""

from collections.abc import Iterator

from chalicelib.domain.planfile.draft import Draft
from chalicelib.domain.planfile.problems import Problem


def missing_demand(draft: Draft) -> Iterator[Problem]:
    """A day demands something."""
    if not draft.file.demand:
        mend = "add `demand: {fr: …}`, one line in each language"
        yield draft.problem(("demand",), "no demand", mend)


def unidentified_targets(draft: Draft) -> Iterator[Problem]:
    """A petition goes to somebody, who can be reached, by a trigger."""
    if not draft.file.targets:
        mend = "add under `targets` who decides, and where they are reached"
        yield draft.problem(("targets",), "no identified target", mend)
    reached = {name for t in draft.file.triggers.values() for name in t.deliver}
    for name, target in draft.file.targets.items():
        path = ("targets", name)
        if target.deliver == "mail" and not target.to:
            yield draft.problem(path, "no mail address", "add `to: …`")
        if target.deliver == "hand" and not (target.place and target.bearers):
            yield draft.problem(path, "nobody could hand it over", "add `place` and `bearers`")
        if name not in reached:
            message = "no trigger delivers to it"
            yield draft.problem(path, message, "add it to a trigger's `deliver`", "warning")
