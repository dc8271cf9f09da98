"""What an answer says: yes, no, later, an act or a number; or `unclear`."""

from collections.abc import Sequence

from chalicelib.domain.replies import Intent, IntentKind
from chalicelib.domain.taking_part import is_part


def answer(meanings: Sequence[str]) -> Intent:
    """A leading number or word decides, unless the rest takes it back; else the first number.

    `meanings` are those of the phrases that say something; "" is a phrase that says nothing we
    know.
    """
    first, rest = (meanings[0], meanings[1:]) if meanings else ("", [])
    if first.isdecimal():
        return _unclear() if _undecided(first, rest) else Intent(kind="number", number=int(first))
    if first == "later":
        return Intent(kind="later")
    if first == "no":
        return Intent(kind="unclear" if _takes_back_no(rest) else "no")
    if is_part(first):
        return _unclear() if {"hedge", "no"} & set(rest) else _yes(first, rest)
    return _first_number(meanings)


def _undecided(first: str, rest: Sequence[str]) -> bool:
    """ "1 or 2?", "1 and 2": which one they mean is theirs to say."""
    others = {meaning for meaning in rest if meaning.isdecimal()} - {first}
    return bool(others) and ("hedge" in rest or others >= set(rest))


def _takes_back_no(rest: Sequence[str]) -> bool:
    positive = any(is_part(meaning) for meaning in rest)
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
    return _unclear()


def _unclear() -> Intent:
    return Intent(kind="unclear")
