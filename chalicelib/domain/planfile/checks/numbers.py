"""Check 5: every answer is invited by its number, shown in the text."""

import re
from collections.abc import Iterator

from chalicelib.domain.planfile.draft import Draft
from chalicelib.domain.planfile.problems import Problem


def numbers_not_shown(draft: Draft) -> Iterator[Problem]:
    """A number nobody sees is an answer nobody gives.

    The text of an ask that no wave sends is its confirmation, and invites nothing: its question,
    where a "no" leads to it, is the catalogue's.
    """
    for path, ask, text in draft.all_texts():
        for number, answer in enumerate(ask.answers, start=1):
            if (ask.send or ask.after) and not _shows(text, number):
                message = f"the text does not show `{number}`, the answer for `{answer}`"
                yield draft.problem(path, message, f"say what `{number}` does", "error")


def _shows(text: str, number: int) -> bool:
    """Whether the number stands alone: neither in `10` nor in `20/3`, `18:01` or `1,000`."""
    alone = rf"(?<!\w)(?<!\d[.,:/-]){number}(?!\w|[.,:/-]\d)"
    return re.search(alone, text) is not None
