"""One form for all the ways of typing the same words."""

import re
import unicodedata
from functools import lru_cache

SIGNS = frozenset("🛑⛔🚫🔕🖕👍👌✅✔👎❌❤💚💙💜🧡💛🖤🤍🙏")
"""Emoji that count as words, because the catalogues give them a meaning; others are punctuation."""

STRETCH = "\u0640"
"""Arabic's kashida is a letter to Unicode, but only makes a word longer."""

PUNCTUATION = {code: " " for code in range(128) if not chr(code).isalnum()}
ODD = re.compile(r"[^a-z0-9 ]")
NO_LETTERS = frozenset({"Mn", "Mc", "Me", "Cf"})


def normalise(text: str) -> str:
    """Lower case, no accents, no punctuation, single spaces: `Arrêtez-LE !` is `arretez le`.

    Full-width, enclosed and mathematical letters are plain ones; a sign is a word of its own.
    """
    if text.isascii():
        return " ".join(text.lower().translate(PUNCTUATION).split())
    # Upper case first: it folds the letters that only a lower case tells apart (dotless i, long s).
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).upper().casefold())
    return " ".join(ODD.sub(lambda found: _plain(found[0]), folded).split())


@lru_cache(maxsize=4096)
def _plain(letter: str) -> str:
    if letter == STRETCH:
        return ""
    if letter.isalnum():
        return letter
    if letter in SIGNS:
        return f" {letter} "
    # Accents, joiners and emoji selectors vanish; anything else parts two words.
    return "" if unicodedata.category(letter) in NO_LETTERS else " "
