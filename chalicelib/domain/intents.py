"""What an inbound text means, before knowing who is asked what.

The text is cut into phrases of a vocabulary (`ports.Catalogues.vocabulary`): normalised phrase to
`stop`, `start`, `help`, `accept`, `no`, `later`, `act:<act>`, `filler` ("please", "I will") or
`hedge` ("not", "but", "maybe"). Where a stop word meets other words, the answer is `doubt`: never
a silent opt-out, never ignored. Where words contradict each other, it is `unclear`.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence

from chalicelib.domain.replies import Intent, IntentKind

CARRIER_STOP = frozenset(
    {"STOP", "STOPALL", "UNSUBSCRIBE", "END", "QUIT", "CANCEL", "REVOKE", "OPTOUT"}
)
CARRIER_START = frozenset({"START", "UNSTOP", "YES"})
CARRIER_HELP = frozenset({"HELP", "INFO"})
"""Texts of one such word Twilio acts upon itself, in any case; source: its opt-out keywords."""

LONGEST_PHRASE = 7
"""Words in the longest phrase a vocabulary may hold."""

MOST_DIGITS = 6
PHONE_NUMBER = re.compile(r"\d(?: ?\d){7}")
THOUSANDS = re.compile(r"\b\d{1,3}(?: \d{3})+\b")


def classify(
    text: str, vocabulary: Mapping[str, str], join_words: frozenset[str] = frozenset()
) -> Intent:
    """The intent of any text; case, accents, punctuation and spacing make no difference.

    Only `carrier_answers` looks at the text as typed, because the carrier does.
    """
    phrase = normalise(text)
    words = _digits_joined(phrase).split()
    meanings = [meaning for meaning in _meanings(words, vocabulary) if meaning != "filler"]
    if meanings and set(meanings) == {"stop"}:
        return Intent(kind="stop", carrier_answers=_as_typed(text) in CARRIER_STOP)
    if _mentions_stop(words, vocabulary):
        return Intent(kind="doubt")
    if vocabulary.get(phrase) == "start":
        return Intent(kind="start", carrier_answers=_as_typed(text) in CARRIER_START)
    if meanings[:1] == ["help"]:
        return Intent(kind="help", carrier_answers=_as_typed(text) in CARRIER_HELP)
    return _joining(phrase, join_words) or _meant(meanings)


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


def normalise(text: str) -> str:
    """Lower case, no accents, no punctuation, single spaces: `Arrêtez-LE !` is `arretez le`."""
    # Upper case first: it folds the letters that only a lower case tells apart (dotless i, long s).
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).upper().casefold())
    return " ".join("".join(map(_plain, folded)).split())


def _plain(letter: str) -> str:
    if letter.isalnum():
        return letter
    # Accents, joiners and emoji selectors vanish; anything else parts two words.
    return "" if unicodedata.category(letter) in ("Mn", "Me", "Cf") else " "


def _as_typed(text: str) -> str:
    return text.strip().upper()


def _digits_joined(phrase: str) -> str:
    """`1 200` is one number; the digits of a phone number are none."""
    if PHONE_NUMBER.search(phrase):
        return re.sub(r"\d+", "x", phrase)
    return THOUSANDS.sub(lambda found: found[0].replace(" ", ""), phrase)


def _meanings(words: Sequence[str], vocabulary: Mapping[str, str]) -> list[str]:
    """The meaning of each phrase, longest first; a number is its digits, an unknown word is ""."""
    meanings, at = [], 0
    while at < len(words):
        size = _phrase_at(words, at, vocabulary)
        meanings.append(vocabulary[" ".join(words[at : at + size])] if size else _number(words[at]))
        at += size or 1
    return meanings


def _phrase_at(words: Sequence[str], at: int, vocabulary: Mapping[str, str]) -> int:
    sizes = range(min(LONGEST_PHRASE, len(words) - at), 0, -1)
    return next((size for size in sizes if " ".join(words[at : at + size]) in vocabulary), 0)


def _number(word: str) -> str:
    return word if word.isdecimal() and len(word) <= MOST_DIGITS else ""


def _mentions_stop(words: Sequence[str], vocabulary: Mapping[str, str]) -> bool:
    return any(
        vocabulary.get(" ".join(words[at : at + size])) == "stop"
        for at in range(len(words))
        for size in range(1, LONGEST_PHRASE + 1)
    )


def _joining(phrase: str, join_words: frozenset[str]) -> Intent | None:
    for keyword in sorted(join_words):
        if f"{phrase} ".startswith(f"{normalise(keyword)} "):
            return Intent(kind="join", word=keyword)
    return None


def _meant(meanings: Sequence[str]) -> Intent:
    """A leading number or word decides, unless the rest takes it back; else the first number."""
    first, rest = (meanings[0], meanings[1:]) if meanings else ("", [])
    if first.isdecimal():
        return Intent(kind="number", number=int(first))
    if first == "later":
        return Intent(kind="later")
    if first == "no":
        return Intent(kind="unclear" if _takes_back_no(rest) else "no")
    if first == "accept" or first.startswith("act:"):
        return Intent(kind="unclear") if {"hedge", "no"} & set(rest) else _yes(first, rest)
    return _first_number(meanings)


def _takes_back_no(rest: Sequence[str]) -> bool:
    positive = any(meaning == "accept" or meaning.startswith("act:") for meaning in rest)
    return (positive and "hedge" not in rest) or any(meaning.isdecimal() for meaning in rest)


def _yes(first: str, rest: Sequence[str]) -> Intent:
    """`yes`, an act, or both: `yes, I'll host` names the act; two acts name none."""
    if first == "accept" and not (rest and rest[0].startswith("act:")):
        return Intent(kind="accept")
    acts = {meaning for meaning in (first, *rest) if meaning.startswith("act:")}
    kind: IntentKind = "act" if len(acts) == 1 else "unclear"
    return Intent(kind=kind, word=acts.pop().removeprefix("act:") if kind == "act" else "")


def _first_number(meanings: Sequence[str]) -> Intent:
    for meaning in meanings:
        if meaning == "hedge":
            break
        if meaning.isdecimal():
            return Intent(kind="number", number=int(meaning))
    return Intent(kind="unclear")
