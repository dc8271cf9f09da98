"""Check 4: a first text must say who writes and how to stop."""

import re
from collections.abc import Iterator

from chalicelib.domain.planfile.draft import Draft
from chalicelib.domain.planfile.problems import Problem


def unsigned_texts(draft: Draft) -> Iterator[Problem]:
    """Whoever receives a first text learns who sent it."""
    name = draft.file.organisation.casefold()
    for path, _, text in draft.first_texts():
        if "{org}" not in text and name not in text.casefold():
            yield draft.problem(
                path, "a first text without the organisation", "begin with `{org}:`"
            )


def unstoppable_texts(draft: Draft) -> Iterator[Problem]:
    """Whoever receives a first text learns how to receive no more."""
    for path, _, text in draft.first_texts():
        if not re.search(r"\bSTOP\b", text):
            yield draft.problem(path, "a first text without how to stop", "end with `STOP`")
