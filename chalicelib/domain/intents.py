"""What an inbound text means, before knowing who is asked what.

The text is cut into phrases of a vocabulary (`ports.Catalogues.vocabulary`), each with one
meaning. An opt-out comes before all else (`optouts`); then what may be said at any step
(`requests`); then answers. Where words contradict each other, it is `unclear`.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from chalicelib.domain.answers import answer
from chalicelib.domain.normal import SIGNS, normalise
from chalicelib.domain.optouts import opt_out
from chalicelib.domain.replies import Intent
from chalicelib.domain.requests import changed, request
from chalicelib.domain.taking_part import AGAINST, part, takes_part_against
from chalicelib.domain.vocabulary import Said, Vocabulary

CARRIER_STOP = frozenset(
    {"STOP", "STOPALL", "UNSUBSCRIBE", "END", "QUIT", "CANCEL", "REVOKE", "OPTOUT"}
)
CARRIER_START = frozenset({"START", "UNSTOP", "YES"})
CARRIER_HELP = frozenset({"HELP", "INFO"})
CARRIER = {"stop": CARRIER_STOP, "start": CARRIER_START, "help": CARRIER_HELP}
"""Texts of one such word Twilio acts upon itself, in any case; source: its opt-out keywords."""

SILENT = frozenset({"filler", "thanks", "free", "denied"})
ROLES = frozenset({"stop", "cease", "ours", "limit", "cause", "person", "enough", "return"})
"""Meanings that only say whether a text is an opt-out, or with nothing beside them that somebody is
back; for an answer they are unknown words."""

DENIES = frozenset({"hedge", "no"})
DIGITS = re.compile(r"\d ?\d")
PHONE_NUMBER = re.compile(r"\d(?: ?\d){7}")
THOUSANDS = re.compile(r"\b\d{1,3}(?: \d{3})+\b")
PART_MARK = re.compile(r"^\s*[(\[]?\d{1,2}/\d{1,2}[)\]:]?\s+(?=\S)")
"""The `(2/3)` that a phone puts before the parts of a long text; each part comes by itself."""


def classify(text: str, vocabulary: Vocabulary, join_words: frozenset[str] = frozenset()) -> Intent:
    """The intent of any text; case, accents, punctuation and spacing make no difference.

    Only `carrier_answers` looks at the text as typed, because the carrier does.
    """
    read = _read(text, vocabulary, join_words)
    if text.strip().upper() in CARRIER.get(read.kind, ()):
        return replace(read, carrier_answers=True)
    return read


def as_the_carrier_took_it(read: Intent, opt_out_type: str) -> Intent:
    """The intent, where the carrier took the text for STOP, START or HELP before we saw it.

    Its STOP goes before our reading. Its START is only one in our eyes if the words say so: `YES`
    is a keyword to it and to us an answer to whatever was asked, which brings nobody back.
    """
    if opt_out_type == "STOP":
        return Intent(kind="stop", carrier_answers=True)
    if opt_out_type == "HELP" or (opt_out_type == "START" and read.kind == "start"):
        return Intent(kind="help" if opt_out_type == "HELP" else "start", carrier_answers=True)
    return read


def _read(text: str, vocabulary: Vocabulary, join_words: frozenset[str]) -> Intent:
    phrase = normalise(PART_MARK.sub("", text) if "/" in text else text)
    if not phrase:
        return Intent(kind="unclear", word="" if text.strip() else "empty")
    words = _digits_joined(phrase).split()
    said = _without_signs(vocabulary.cut(words))
    if about := _erasure(said) or opt_out(words, said, vocabulary):
        return Intent(kind=about)
    if vocabulary.phrases.get(phrase) == "start":
        return Intent(kind="start")
    return _joining(phrase, join_words) or _other(said, vocabulary)


def _erasure(said: Sequence[Said]) -> Literal["erase", "doubt", ""]:
    """An erasure ends all texts too, so it comes before an opt-out beside it."""
    meanings = [told.meaning for told in said]
    if "erase" not in meanings:
        return ""
    before = meanings[: meanings.index("erase")][-1:]
    return "doubt" if before and before[0] in DENIES else "erase"


def _without_signs(said: Sequence[Said]) -> Sequence[Said]:
    """Beside words, an emoji only colours them; but a stop sign is always heard."""
    words = [told for told in said if told.words[0] not in SIGNS or told.meaning == "stop"]
    return words or said


def _digits_joined(phrase: str) -> str:
    """`1 200` is one number; the digits of a phone number are none."""
    if not DIGITS.search(phrase):
        return phrase
    if PHONE_NUMBER.search(phrase):
        return re.sub(r"\b\d+\b", "x", phrase)
    return THOUSANDS.sub(lambda found: found[0].replace(" ", ""), phrase)


def _joining(phrase: str, join_words: frozenset[str]) -> Intent | None:
    for keyword in sorted(join_words):
        if f"{phrase} ".startswith(f"{normalise(keyword)} "):
            return Intent(kind="join", word=keyword)
    return None


def _other(said: Sequence[Said], vocabulary: Vocabulary) -> Intent:
    """All that is about neither consent nor a keyword."""
    heard = [told.meaning for told in said if told.meaning not in SILENT]
    if heard == ["return"]:
        return Intent(kind="back")
    meanings = [_plain(meaning) for meaning in heard]
    if "abuse" in meanings:
        return Intent(kind="abuse")
    if meanings[:1] == ["help"]:
        return Intent(kind="help")
    if AGAINST & {told.meaning for told in said} and takes_part_against(said, vocabulary):
        return answer(part(said))
    counted = _counted(meanings)
    found = changed(counted) or request(meanings) or answer(counted)
    return found if meanings or not said else _warm(said)


def _plain(meaning: str) -> str:
    return "" if meaning in ROLES else meaning


def _counted(meanings: Sequence[str]) -> list[str]:
    """A number in words counts where nothing is said that we do not know: not "one moment"."""
    spoken = "" not in meanings
    return [
        (m.removeprefix("number:") if spoken else "") if m.startswith("number:") else m
        for m in meanings
    ]


def _warm(said: Sequence[Said]) -> Intent:
    """Thanks or a heart is no answer, and nothing to be asked about."""
    thanks = any(told.meaning == "thanks" for told in said)
    return Intent(kind="unclear", word="warm" if thanks else "")
