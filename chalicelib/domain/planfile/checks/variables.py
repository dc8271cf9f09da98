"""Check 2: a variable that nothing fills in."""

import re
from collections.abc import Collection, Iterator

from chalicelib.domain.planfile.checks.written import results
from chalicelib.domain.planfile.draft import Draft
from chalicelib.domain.planfile.problems import Path, Problem, did_you_mean
from chalicelib.domain.planfile.wording import VARIABLES

_VARIABLE = re.compile(r"\{([^{}]*)\}")


def unknown_variables(draft: Draft) -> Iterator[Problem]:
    """Only {org}, {firstName}, {link}, {demand} and {date}, and only in texts that are sent; in
    results {number} and {target} as well."""
    for path, _, text in draft.all_texts():
        yield from _in_text(draft, path, text)
    for path, text in results(draft):
        yield from _in_text(draft, path, text, (*VARIABLES, "number", "target"))
    for path, text in _fixed(draft):
        if "{" in text or "}" in text:
            yield draft.problem(path, "no variable is filled in here", "write it out")


def _in_text(
    draft: Draft, path: Path, text: str, known: Collection[str] = VARIABLES
) -> Iterator[Problem]:
    for name in _VARIABLE.findall(text):
        if name not in known:
            mend = did_you_mean(name, known)
            yield draft.problem(path, f"unknown variable `{{{name}}}`", mend)
    if re.search(r"[{}]", _VARIABLE.sub("", text)):
        yield draft.problem(path, "a lone brace", "write a variable as `{org}`")


def _fixed(draft: Draft) -> Iterator[tuple[Path, str]]:
    for language, text in draft.file.demand.items():
        yield ("demand", language), text
    for name, target in draft.file.targets.items():
        for language, text in target.name.items():
            yield ("targets", name, "name", language), text
