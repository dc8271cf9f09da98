"""What the phones saw, counted without the engine: its own small reading of each inbox.

Nothing of the engine's dialogue is used here. The cast's words are known, so that each text
has one meaning once it is known which question it followed.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from local.demo.cast import HOST, LATER, NO, SIGN, Player
from local.demo.play import MARKS

WORDS = {
    **{word.casefold(): "sign" for word in SIGN.values()},
    **{word.casefold(): "host" for word in HOST.values()},
    **{word.casefold(): "later" for word in LATER.values()},
    **{word.casefold(): "no" for word in NO.values()},
    "stop": "stop",
}
NUMBERS = {
    ("host", "1"): "host",
    ("host", "2"): "attend",
    ("host", "3"): "home",
    ("sign", "1"): "sign",
    ("sign", "2"): "later",
}
NEXT = {"attend": {"1": "attend", "2": "no"}, "home": {"1": "home", "2": "no"}}


@dataclass
class Witness:
    """Sets of phone numbers by what they did; counts of texts."""

    signed: set[str] = field(default_factory=set)
    hosting: set[str] = field(default_factory=set)
    attending: set[str] = field(default_factory=set)
    at_home: set[str] = field(default_factory=set)
    reported: dict[str, int] = field(default_factory=dict)
    counting: set[str] = field(default_factory=set)
    """Who was asked how many came."""
    stopped: set[str] = field(default_factory=set)
    deferred: set[str] = field(default_factory=set)
    asked: Counter[str] = field(default_factory=Counter)
    replies: int = 0
    sent: int = 0


def witness(inboxes: Iterable[tuple[Player, list[dict[str, Any]]]]) -> Witness:
    """Reads every phone of the cast."""
    seen = Witness()
    for player, texts in inboxes:
        _read(seen, player.number, texts)
    return seen


def _read(seen: Witness, number: str, texts: list[dict[str, Any]]) -> None:
    question = ""
    for text in texts:
        if text["direction"] == "inbound":
            seen.replies += 1
            _heard(seen, number, question, text["body"])
            continue
        asked = _question(text["body"])
        if text["direction"] == "outbound-api":
            seen.sent += 1
            seen.asked[asked or "notice"] += 1
            if asked == "report":
                seen.counting.add(number)
        question = asked or question


def _heard(seen: Witness, number: str, question: str, body: str) -> None:
    plain = body.casefold().rstrip(" !.")
    if question == "report":
        digits = "".join(c if c.isdigit() else " " for c in body).split()
        if digits:
            seen.reported.setdefault(number, int(digits[0]))
        return
    meaning = WORDS.get(plain) or NUMBERS.get((question, plain), "")
    meaning = meaning or NEXT.get(question, {}).get(plain, "")
    {
        "sign": seen.signed.add,
        "host": seen.hosting.add,
        "attend": seen.attending.add,
        "home": seen.at_home.add,
        "stop": seen.stopped.add,
        "later": seen.deferred.add,
    }.get(meaning, lambda _: None)(number)


def _question(body: str) -> str:
    return next((ask for ask, marks in MARKS.items() if any(m in body for m in marks)), "")
