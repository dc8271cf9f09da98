"""What a person may say at any step of the dialogue, whatever they were asked."""

from collections.abc import Sequence
from dataclasses import replace
from typing import cast

from chalicelib.domain.answers import answer
from chalicelib.domain.replies import Intent, IntentKind
from chalicelib.domain.taking_part import is_part

PLAIN = ("who", "back")


def request(meanings: Sequence[str]) -> Intent | None:
    """A pause, a return, another language or "who are you", where nothing is answered with it."""
    told = set(_without_spans(meanings))
    if told & {"hedge", "no"} or any(is_part(m) or m.isdecimal() for m in told):
        return None
    if "pause" in told or ("later" in told and _days(meanings)):
        return Intent(kind="pause", number=_days(meanings))
    for kind in PLAIN:
        if kind in told:
            return Intent(kind=cast(IntentKind, kind))
    languages = {meaning for meaning in told if meaning.startswith("language:")}
    if len(languages) == 1 and "later" not in told:
        return Intent(kind="language", word=languages.pop().removeprefix("language:"))
    return None


def changed(meanings: Sequence[str]) -> Intent | None:
    """What is said now by somebody who says that they said otherwise; None: they say no such thing.

    "Actually" says so only at the beginning and with an answer after it.
    """
    if "changed:no" in meanings:
        return Intent(kind="changed", word="no")
    strong, weak = "changed" in meanings, meanings[:1] == ["actually"]
    if not (strong or weak):
        return None
    now = answer([meaning for meaning in meanings if meaning not in ("changed", "actually")])
    if now.kind == "unclear":
        return Intent(kind="changed") if strong else None
    return replace(now, kind="changed", word=now.word if now.kind == "act" else now.kind)


def _without_spans(meanings: Sequence[str]) -> list[str]:
    """Without the numbers that say how long: the 2 of "2 weeks" answers nothing."""
    spans = zip(meanings, [*meanings[1:], ""], strict=False)
    return [m for m, following in spans if not (m.isdecimal() and _span(following))]


def _days(meanings: Sequence[str]) -> int:
    """How many days were said, 0 if none: "two weeks" is 14, "a month" 30."""
    before = ["", *meanings]
    for count, meaning in zip(before, meanings, strict=False):
        if days := _span(meaning):
            digits = count.removeprefix("number:")
            return days * (int(digits) if digits.isdecimal() else 1)
    return 0


def _span(meaning: str) -> int:
    return int(meaning.removeprefix("days:")) if meaning.startswith("days:") else 0
