"""Check 2: a plan without a demand, or without anybody who could meet it."""

import re
from collections.abc import Iterator

from chalicelib.domain.planfile.draft import Draft
from chalicelib.domain.planfile.models import TargetFile
from chalicelib.domain.planfile.problems import Problem


def missing_demand(draft: Draft) -> Iterator[Problem]:
    """A day demands something."""
    if not draft.file.demand:
        mend = "add `demand: {fr: …}`, one line in each language"
        yield draft.problem(("demand",), "no demand", mend)


_VAGUE = re.compile(
    r"\b(rais\w+ awareness|do (more|better|something)|act(ion)? now|make a difference|support us"
    r"|sensibilis\w+|agi\w* (maintenant|enfin)|faire (plus|mieux)|changer les choses"
    r"|concienci\w+|sensibiliz\w+|hacer (más|algo)|actuar ya|conscientiz\w+|fazer mais|agir já)\b",
    re.IGNORECASE,
)


def vague_demands(draft: Draft) -> Iterator[Problem]:
    """A demand is something that somebody can do, and be seen to have done."""
    for language, text in draft.file.demand.items():
        if _VAGUE.search(text) or len(text.split()) < 2:
            message = "a vague demand: nobody can say yes to it"
            mend = "say what is to be done, and by when: `Ban PFAS before 2028`"
            yield draft.problem(("demand", language), message, mend, "warning")


def unidentified_targets(draft: Draft) -> Iterator[Problem]:
    """A petition goes to somebody, who can be reached, by a trigger."""
    if not draft.file.targets:
        mend = "add under `targets` who decides, and where they are reached"
        yield draft.problem(("targets",), "no identified target", mend)
    reached = {name for t in draft.file.triggers.values() for name in t.deliver}
    for name, target in draft.file.targets.items():
        path = ("targets", name)
        yield from (draft.problem(path, *lack) for lack in _lacks(target))
        if name not in reached:
            message = "no trigger delivers to it"
            yield draft.problem(path, message, "add it to a trigger's `deliver`", "warning")


def _lacks(target: TargetFile) -> Iterator[tuple[str, str]]:
    """What is missing to reach it, and the mend."""
    if target.deliver == "mail" and "@" not in target.to:
        yield "no mail address", "add `to: …`"
    if target.deliver == "hand" and not (target.place and target.bearers):
        yield "nobody could hand it over", "add `place` and `bearers`"
    if target.deliver == "post" and not target.address:
        yield "no postal address", "add `address: |`, then a line each under it"
    if target.deliver == "phone" and not target.to.startswith("+"):
        yield "no number to call", 'add `to: "+447700900123"`, with its `+`'
