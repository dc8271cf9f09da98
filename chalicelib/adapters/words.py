"""The word lists of the catalogues (`words.po`) as one vocabulary for each language."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from chalicelib.domain.normal import normalise
from chalicelib.domain.vocabulary import Vocabulary, vocabulary

ACTS = ("sign", "share", "write", "call", "give", "attend", "host", "wear", "testify")
SPOKEN = ("en", "fr", "es", "pt")
PLAIN = (
    *("accept", "no", "later", "help", "start", "pause", "back", "who", "erase", "abuse"),
    *("changed", "changed:no", "return"),
)
SOFT = ("filler", "thanks", "hedge", "actually", "cease", "ours", "limit", "cause", "person")
MANNERS = {f"words.{kind}": kind for kind in (*SOFT, "enough")}
COUNTS = {f"words.number.{n}": f"number:{n}" for n in range(1, 13)} | {
    f"words.days.{n}": f"days:{n}" for n in (1, 7, 30)
}
ANSWERS = (
    {f"words.act.{act}": f"act:{act}" for act in ACTS}
    | {f"words.{kind.replace(':', '.')}": kind for kind in PLAIN}
    | {f"words.language.{code}": f"language:{code}" for code in SPOKEN}
)
ALWAYS = {f"words.{kind}": kind for kind in ("free", "doubt", "optout", "stop")}
"""In this order, the last one first: an opt-out word of any language always is one."""

OUTSIDE = ("denial", "lookalike", "pledge", "name", "story")
KEYS = (*MANNERS, *COUNTS, *ANSWERS, *ALWAYS, *(f"words.{of}" for of in OUTSIDE))
FALLBACK = "en"
Lists = Callable[[str, str], str]


def compiled(own: str, known: Sequence[str], text: Lists) -> Vocabulary:
    """All languages' phrases, `own` first; `text` gives a list by key and language.

    Another language's polite or hedging words yield to any language's answers.
    """
    others = [name for name in reversed(known) if name not in (own, FALLBACK)]
    others += [FALLBACK] if own != FALLBACK else []
    listed = _Listed(text)
    words: dict[str, str] = {}
    for names in (others, [own]):
        for kinds in (MANNERS | COUNTS, ANSWERS):
            words |= listed.meanings(names, kinds)
    for key, meaning in ALWAYS.items():
        words |= listed.meanings(known, {key: meaning})
    return vocabulary(words, **{of: listed.of_all(known, f"words.{of}") for of in OUTSIDE})


class _Listed:
    """The normalised phrases of each list."""

    def __init__(self, text: Lists) -> None:
        self._text = text

    def meanings(self, names: Iterable[str], kinds: Mapping[str, str]) -> dict[str, str]:
        return {
            phrase: meaning
            for name in names
            for key, meaning in kinds.items()
            for phrase in self._phrases(name, key)
        }

    def of_all(self, names: Iterable[str], key: str) -> frozenset[str]:
        return frozenset(phrase for name in names for phrase in self._phrases(name, key))

    def _phrases(self, name: str, key: str) -> Iterable[str]:
        return filter(None, map(normalise, self._text(key, name).split(",")))
