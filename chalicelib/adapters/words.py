"""The word lists of the catalogues (`words.po`) as one vocabulary for each language."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from chalicelib.domain.normal import normalise
from chalicelib.domain.vocabulary import Vocabulary, vocabulary

ACTS = ("sign", "share", "write", "call", "give", "attend", "host", "wear", "testify")
SPOKEN = ("en", "fr", "es", "pt")
PLAIN = (
    *("accept", "no", "later", "help", "start", "pause", "back", "who", "erase", "abuse"),
    *("changed", "changed:no"),
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
DENIED = "words.not"
ALWAYS = {f"words.{kind}": kind for kind in ("free", "doubt", "optout", "stop")}
"""In this order, the last one first: an opt-out word of any language always is one."""

OUTSIDE = ("words.lookalike", "words.pledge")
KEYS = (*MANNERS, *COUNTS, *ANSWERS, DENIED, *ALWAYS, *OUTSIDE)
Lists = Callable[[str, str], str]


def compiled(own: str, known: Sequence[str], text: Lists) -> Vocabulary:
    """All languages' phrases, `own` first; `text` gives a list by language and key.

    Another language's polite or hedging words yield to any language's answers.
    """
    others = [name for name in reversed(("en", *known)) if name != own]
    words: dict[str, str] = {}
    for names in (others, [own]):
        for kinds in (MANNERS | COUNTS, ANSWERS):
            for name in names:
                words |= _phrases(name, kinds, text)
    for name in known:
        words |= _denied(name, text)
    for key, meaning in ALWAYS.items():
        for name in known:
            words |= _phrases(name, {key: meaning}, text)
    lookalikes, pledges = ([w for name in known for w in _list(name, key, text)] for key in OUTSIDE)
    return vocabulary(words, lookalikes, pledges)


def _phrases(language: str, kinds: Mapping[str, str], text: Lists) -> dict[str, str]:
    return {
        phrase: meaning for key, meaning in kinds.items() for phrase in _list(language, key, text)
    }


def _denied(language: str, text: Lists) -> dict[str, str]:
    """ "Can't stop", "won't quit": each way to deny, with each stop word of its language."""
    stops = [word for word in _list(language, "words.stop", text) if " " not in word]
    return {f"{no} {word}": "free" for no in _list(language, DENIED, text) for word in stops}


def _list(language: str, key: str, text: Lists) -> Iterator[str]:
    return filter(None, map(normalise, text(key, language).split(",")))
