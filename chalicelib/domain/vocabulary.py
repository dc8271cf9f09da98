"""The phrases that people write in one language, made ready once for any number of texts."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from chalicelib.domain.voices import VoiceKind

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

    `longest`: by first word, the most words of a phrase. `denials`: phrases that make a keyword
    after them none ("will never"); the two mean `denied`. `known`: words that are no slip of a
    keyword, because they are words themselves. `keywords`: the opt-outs of one word.
    `slots`: each keyword by its letters with one left out, and where; `near`: all these; `once`:
    each by its letters with none repeated. `pledges`: single words with which somebody says,
    without any other, that they themselves will act. `tells`: words that begin a text with which
    somebody gives their name or their testimony.
    """

    phrases: Mapping[str, str]
    longest: Mapping[str, int]
    denials: frozenset[str]
    known: frozenset[str]
    keywords: frozenset[str]
    slots: Mapping[tuple[int, str], str]
    near: frozenset[str]
    once: Mapping[str, str]
    pledges: frozenset[str]
    tells: Mapping[str, VoiceKind]

    def cut(self, words: Sequence[str]) -> list[Said]:
        """The text's phrases, from the left, the longest first. A number means its digits."""
        said, at = [], 0
        while at < len(words):
            size, meaning = self._phrase(words, at)
            said.append(Said(meaning, tuple(words[at : at + size])))
            at += size
        return said

    def _phrase(self, words: Sequence[str], at: int) -> tuple[int, str]:
        word = words[at]
        for size in range(self.longest.get(word, 0), 0, -1):
            phrase = word if size == 1 else " ".join(words[at : at + size])
            if phrase in self.denials and self._ends(words, at + size):
                return size + 1, "denied"
            if phrase in self.phrases:
                return size, self.phrases[phrase]
        return 1, self._number(word)

    def _ends(self, words: Sequence[str], at: int) -> bool:
        return at < len(words) and words[at] in self.keywords

    @staticmethod
    def _number(word: str) -> str:
        return word if word.isdecimal() and len(word) <= MOST_DIGITS else ""


def vocabulary(
    phrases: Mapping[str, str],
    denial: frozenset[str] = frozenset(),
    lookalike: frozenset[str] = frozenset(),
    pledge: frozenset[str] = frozenset(),
    name: frozenset[str] = frozenset(),
    story: frozenset[str] = frozenset(),
) -> Vocabulary:
    """Made ready. A `denial` makes the stop word after it none; a `lookalike` is no slip of one."""
    longest: dict[str, int] = {}
    known = set(lookalike)
    for phrase in chain(phrases, denial):
        words = phrase.split()
        known.update(words)
        longest[words[0]] = max(len(words), longest.get(words[0], 0))
    keywords = frozenset(p for p, meaning in phrases.items() if meaning == "stop" and " " not in p)
    slots = {slot: word for word in sorted(keywords) for slot in _slots(word)}
    return Vocabulary(
        phrases=phrases,
        longest=longest,
        denials=denial,
        known=frozenset(known),
        keywords=keywords,
        slots=slots,
        near=keywords | {rest for _, rest in slots},
        once={without_repeats(word): word for word in sorted(keywords)},
        pledges=pledge,
        tells={**dict.fromkeys(name, "name"), **dict.fromkeys(story, "story")},
    )


def without_repeats(word: str) -> str:
    """`stoppp` is `stop`."""
    return REPEATED.sub(r"\1", word)


def _slots(word: str) -> list[tuple[int, str]]:
    if len(word) < NEAREST:
        return []
    return [(at, word[:at] + word[at + 1 :]) for at in range(len(word))]
