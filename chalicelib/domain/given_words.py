"""A text that gives something to be passed on: `NAME Ana Silva`, `STORY My river is dead.`

The word at its start is the consent. `NAME NO` and `STORY NO` take it back.
"""

import re
from dataclasses import replace

from chalicelib.domain.intents import classify
from chalicelib.domain.normal import normalise
from chalicelib.domain.replies import Intent
from chalicelib.domain.vocabulary import Vocabulary
from chalicelib.domain.voices import VoiceKind, clean

TELLS = re.compile(r"\s*([^\W\d_]+)\s*[:.,;-]*\s+(\S.*)", re.DOTALL)
ENDS = ("stop", "erase")
"""What goes before any testimony: whoever wants out is out, whatever word they began with."""


def told(text: str, vocabulary: Vocabulary, taken: frozenset[VoiceKind]) -> Intent | None:
    """The intent, if the text gives or takes back what an open day takes."""
    found = TELLS.fullmatch(text)
    kind = vocabulary.tells.get(normalise(found[1])) if found else None
    if found is None or kind is None or kind not in taken:
        return None
    rest = classify(found[2], vocabulary)
    if rest.kind in ENDS:
        return replace(rest, carrier_answers=False)
    words = "" if rest.kind == "no" else clean(kind, found[2])
    return Intent(kind="tell", word=kind, words=words)
