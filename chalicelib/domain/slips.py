"""Keywords with a slip of the thumb: `STPO`, `stoppp`, `unsuscribe`, `S T O P`."""

from collections.abc import Sequence

from chalicelib.domain.vocabulary import NEAREST, Vocabulary, without_repeats

LONGEST = 40
SURE = 5
"""Letters from which one slip leaves no doubt; of the shorter, only STOP: every text names it."""


def meant_keyword(word: str, vocabulary: Vocabulary) -> str:
    """The keyword that a word which is none of ours is one slip away from, or "".

    One slip: a letter too many, too few, another, two in each other's place; or any repeated.
    """
    if word in vocabulary.known or not NEAREST - 1 <= len(word) <= LONGEST:
        return ""
    return _repeated(word, vocabulary) or _slipped(word, vocabulary)


def is_sure(word: str, keyword: str) -> bool:
    """Whether the slip is an opt-out; else it is a doubt. Repeated letters are meant so."""
    return len(keyword) >= SURE or keyword in ("stop", without_repeats(word))


def spelled(words: Sequence[str], vocabulary: Vocabulary) -> bool:
    """Whether the words are a keyword with gaps: `S T O P`, `st op`."""
    return 1 < len(words) <= 20 and "".join(words) in vocabulary.keywords


def _repeated(word: str, vocabulary: Vocabulary) -> str:
    once = without_repeats(word)
    return vocabulary.once.get(once, "") if once != word else ""


def _slipped(word: str, vocabulary: Vocabulary) -> str:
    rests = [word[:at] + word[at + 1 :] for at in range(len(word))]
    if word not in vocabulary.near and vocabulary.near.isdisjoint(rests):
        return ""
    slots, keywords = vocabulary.slots, vocabulary.keywords
    found = {slots.get((len(word), word), "")}
    for at, rest in enumerate(rests):
        swapped = rest[: at + 1] + word[at] + rest[at + 1 :]
        found |= {slots.get((at, word), ""), slots.get((at, rest), "")}
        found |= {near for near in (rest, swapped) if near in keywords}
    return max(sorted(found), key=lambda keyword: (keyword == "stop", len(keyword)))
