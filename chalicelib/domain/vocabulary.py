"""The phrases that people write in one language, made ready once for any number of texts."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

NEAREST = 4
"""Letters of the shortest keyword that a slip of one letter still points at: `ens` is not `end`."""


MOST_DIGITS = 6
REPEATED = re.compile(r"(.)\1+")


class Said(NamedTuple):
    """One phrase of a text: its meaning ("" if it has none) and its words."""

    meaning: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """Normalised phrase to meaning, and what is derived from it.

    `longest`: by first word, the most words of a phrase. `known`: words that are no slip of a
    keyword, because they are words themselves. `keywords`: the opt-outs of one word.
    `slots`: each keyword by its letters with one left out, and where; `once`: by its letters
    with none repeated. `pledges`: single words with which
    somebody says, without any other, that they themselves will act.
    """

    phrases: Mapping[str, str]
    longest: Mapping[str, int]
    known: frozenset[str]
    keywords: frozenset[str]
    slots: Mapping[tuple[int, str], str]
    once: Mapping[str, str]
    pledges: frozenset[str]

    def cut(self, words: Sequence[str]) -> list[Said]:
        """The text's phrases, from the left, the longest first. A number means its digits."""
        said, at = [], 0
        while at < len(words):
            word = words[at]
            size = self.longest.get(word, 0)
            meaning = self._number(word)
            while size:
                phrase = word if size == 1 else " ".join(words[at : at + size])
                if phrase in self.phrases:
                    meaning = self.phrases[phrase]
                    break
                size -= 1
            end = at + (size or 1)
            said.append(Said(meaning, tuple(words[at:end])))
            at = end
        return said

    @staticmethod
    def _number(word: str) -> str:
        return word if word.isdecimal() and len(word) <= MOST_DIGITS else ""


def vocabulary(
    phrases: Mapping[str, str], lookalikes: Iterable[str] = (), pledges: Iterable[str] = ()
) -> Vocabulary:
    """Made ready. `lookalikes` are words that look like a keyword and are none (`shop`)."""
    longest: dict[str, int] = {}
    for phrase in phrases:
        first, size = phrase.split(" ", 1)[0], phrase.count(" ") + 1
        if size > longest.get(first, 0):
            longest[first] = size
    keywords = frozenset(p for p, meaning in phrases.items() if meaning == "stop" and " " not in p)
    return Vocabulary(
        phrases=phrases,
        longest=longest,
        known=frozenset(word for phrase in phrases for word in phrase.split()) | set(lookalikes),
        keywords=keywords,
        slots={slot: word for word in sorted(keywords) for slot in _slots(word)},
        once={without_repeats(word): word for word in sorted(keywords)},
        pledges=frozenset(pledges),
    )


def without_repeats(word: str) -> str:
    """`stoppp` is `stop`."""
    return REPEATED.sub(r"\1", word)


def _slots(word: str) -> list[tuple[int, str]]:
    if len(word) < NEAREST:
        return []
    return [(at, word[:at] + word[at + 1 :]) for at in range(len(word))]
