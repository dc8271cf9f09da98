"""Check 3: a text of more than one segment, with the letters that make it dear."""

from collections.abc import Iterator

from chalicelib.domain.forecast.bill import LONGEST
from chalicelib.domain.planfile.checks.written import results
from chalicelib.domain.planfile.draft import Draft
from chalicelib.domain.planfile.problems import Path, Problem
from chalicelib.domain.planfile.wording import longest
from chalicelib.domain.segments import GSM_ONE, UCS_ONE, costly_letters, length, segments
from chalicelib.domain.texts import fill, of_plan

LONGEST_RESULT = {"number": "1,000,000", "target": "t" * 25}
"""As long as they usually are at most."""


def dear_texts(draft: Draft) -> Iterator[Problem]:
    """Each segment is billed; one letter outside GSM-7 leaves room for 70 instead of 160."""
    filled = longest(draft.plan, draft.ask_texts)
    for path, _, _ in draft.first_texts():
        text = filled[str(path[1])][str(path[3])]
        if segments(text) > 1:
            yield _dear(draft, path, text)
    for path, text in results(draft):
        whole = {**of_plan(draft.plan, str(path[3])), **LONGEST, **LONGEST_RESULT}
        if segments(fill(text, whole)) > 1:
            yield _dear(draft, path, fill(text, whole))


def _dear(draft: Draft, path: Path, text: str) -> Problem:
    letters, parts = costly_letters(text), segments(text)
    room = UCS_ONE if letters else GSM_ONE
    told = f"{parts} segments, each of them billed ({length(text)} of {room})"
    plain = _without(text, letters)
    if letters and segments(plain) < parts:
        told = f"{' '.join(letters)} make it {parts} segments instead of {segments(plain)}"
        return draft.problem(path, told, "write it without these letters", "warning")
    return draft.problem(path, told, f"shorten it by {length(text) - room}", "warning")


def _without(text: str, letters: str) -> str:
    """The text with a letter of the GSM alphabet for each costly one."""
    return "".join("e" if letter in letters else letter for letter in text)
