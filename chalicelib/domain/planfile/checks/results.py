"""Check 8: results that nobody is told, and a debrief before the end.

The texts obey checks 4 and 10, as those of asks do.
"""

import re
from collections.abc import Iterator

from chalicelib.domain.planfile.checks.written import results
from chalicelib.domain.planfile.draft import Draft
from chalicelib.domain.planfile.instants import closes_of, utc
from chalicelib.domain.planfile.problems import Problem

NEEDS = {"signers": "sign", "hosts": "host"}
"""The act without which there is nobody to tell."""


def unsigned_results(draft: Draft) -> Iterator[Problem]:
    """A result says who writes and how to stop; at high risk the catalogue's neutral words go."""
    name = draft.file.organisation.casefold()
    for path, text in results(draft):
        if draft.file.risk == "high":
            message = "high risk, and a result in the plan's own words"
            yield draft.problem(path, message, "take it out: a neutral text leads to their page")
        if "{org}" not in text and name not in text.casefold():
            yield draft.problem(path, "a text without the organisation", "begin with `{org}:`")
        if not re.search(r"\bSTOP\b", text):
            yield draft.problem(path, "a text without how to stop", "end with `STOP`")


def results_to_nobody(draft: Draft) -> Iterator[Problem]:
    """Whom nobody can be, and texts that nobody gets."""
    told, acts = draft.file.results.tell, {ask.does for ask in draft.file.asks.values()}
    for n, group in enumerate(told):
        if NEEDS.get(group, "") not in ("", *acts):
            message = f"no ask makes {group}"
            mend = f"add an ask that `does: {NEEDS[group]}`, or write `participants`"
            yield draft.problem(("results", "tell", n), message, mend)
    for says in draft.file.results.text:
        if not told or (says == "close" and "hosts" not in told):
            group = "hosts" if says == "close" else "signers"
            mend = f"add `tell: [{group}]`, or take the text out"
            yield draft.problem(("results", "text", says), "nobody is told", mend)


def early_debriefs(draft: Draft) -> Iterator[Problem]:
    """Nobody looks back on a day that is not over."""
    at, closes = draft.file.results.debrief, closes_of(draft.file)
    if at and utc(draft.file, at) < closes:
        message = f"is before the day closes ({closes:%Y-%m-%d %H:%M} UTC)"
        yield draft.problem(("results", "debrief"), message, "make it later")
