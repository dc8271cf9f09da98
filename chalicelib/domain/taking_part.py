"""Somebody who takes part in an action against something: "Stop the pipeline! Count me in"."""

from collections.abc import Sequence

from chalicelib.domain.vocabulary import Said, Vocabulary

POLITE = frozenset({"filler", "thanks"})
SILENT = POLITE | {"free", "denied", "cause", "actually"}
AGAINST = frozenset({"stop", "cease", "enough", "free", "denied"})
OTHERWISE = frozenset(
    {"hedge", "no", "later", "doubt", "ours", "limit", "optout", "erase", "abuse", "who"}
)


def is_part(meaning: str) -> bool:
    """Whether the phrase says that they will do something."""
    return meaning == "accept" or meaning.startswith("act:")


def takes_part_against(said: Sequence[Said], vocabulary: Vocabulary) -> bool:
    """Every stop word has an object of its own, and what they will do is beyond doubt.

    Beyond doubt: several words ("count me in"), or a first person ("firmo"), with nothing after it
    that could change it ("I'm in bed"), and nothing in the text that speaks of us or takes it back.
    """
    meanings = [phrase.meaning for phrase in said]
    parts = [at for at, meaning in enumerate(meanings) if is_part(meaning)]
    otherwise = OTHERWISE | ({"person"} if "stop" in meanings else set())
    return (
        not otherwise & set(meanings)
        and any(_is_firm(said, at, vocabulary) for at in parts)
        and all(_is_whole(meanings, at) for at in parts)
        and all(_has_object(meanings, at) for at, m in enumerate(meanings) if m == "stop")
    )


def part(said: Sequence[Said]) -> list[str]:
    """What remains of such a text: what they will do."""
    return [phrase.meaning for phrase in said if is_part(phrase.meaning)]


def _is_firm(said: Sequence[Said], at: int, vocabulary: Vocabulary) -> bool:
    words = said[at].words
    led = at > 0 and said[at - 1].meaning == "filler" and said[at].meaning != "accept"
    return len(words) > 1 or words[0] in vocabulary.pledges or led


def _is_whole(meanings: Sequence[str], at: int) -> bool:
    return at + 1 == len(meanings) or bool(meanings[at + 1])


def _has_object(meanings: Sequence[str], at: int) -> bool:
    rest = (meaning for meaning in meanings[at + 1 :] if meaning not in SILENT)
    return next(rest, "nothing") == ""
