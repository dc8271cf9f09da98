"""Check 5: a word that we invite, but that the carrier answers itself.

Someone who texts YES has opted in and someone who texts END has opted out, whatever we asked.
"""

import re
from collections.abc import Iterator

from chalicelib.domain.planfile.draft import Draft
from chalicelib.domain.planfile.problems import Problem
from chalicelib.domain.planfile.words import CARRIER_WORDS

_WORD = r"[\"'«“]?\s?\w+\s?[\"'»”]?"
_INVITATION = re.compile(
    r"\b(?:reply|respond|answer|text|send|r[ée]ponde?[zs]?|envoye[zs]|tape[zs]"
    r"|respond[ae]|contest[ae]|env[ií][ae]|responda)\b"
    r"(?:\s+(?:with|by|back|par|con|com))?\s*:?\s*"
    rf"(?P<words>{_WORD}(?:\s*(?:,|/|\b(?:or|ou|o|and|et|y|e)\b)\s*{_WORD})*)",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[\"«“]\s?(\w+)\s?[\"»”]|(?<!\w)'(\w+)'(?!\w)")


def invited_carrier_words(draft: Draft) -> Iterator[Problem]:
    """Only STOP may be invited, as the way to stop."""
    for path, _, text in draft.all_texts():
        for word in sorted(_offered(text) & (CARRIER_WORDS - {"STOP"})):
            mend = "invite a number instead: `reply 1`"
            yield draft.problem(path, f"`{word}` is answered by the carrier, not by us", mend)


def _offered(text: str) -> set[str]:
    """Words written in capitals, in quotes or after "reply", in capitals."""
    invited = (re.findall(r"\w+", found["words"]) for found in _INVITATION.finditer(text))
    quoted = (word for found in _QUOTED.findall(text) for word in found if word)
    capitals = (word for word in re.findall(r"\w+", text) if word.isupper())
    return {word.upper() for words in (*invited, quoted, capitals) for word in words}
