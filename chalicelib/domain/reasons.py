"""Why a reply was taken as it was: a code and its values, for a human to read in their language.

Stored as text, `number:sign:1:accept`; a page says it with the catalogue's `desk.reason.number`.
"""

from collections.abc import Mapping

VALUES: Mapping[str, tuple[str, ...]] = {
    "stop": (),
    "start": (),
    "doubt": (),
    "help": (),
    "who": (),
    "pause": ("days",),
    "back": (),
    "language": ("language",),
    "language.none": ("language",),
    "erase": (),
    "abuse": (),
    "no_day": (),
    "day": ("state",),
    "keyword": ("day",),
    "number": ("ask", "number", "answer"),
    "number_again": ("ask", "number"),
    "waiting": ("ask", "number", "answer"),
    "before": ("ask", "number", "answer"),
    "no_answer": ("ask", "number"),
    "count": ("ask",),
    "count_waiting": ("ask",),
    "plain": ("ask", "answer"),
    "word_live": ("ask", "act"),
    "word_answer": ("ask", "act"),
    "word_before": ("ask", "act"),
    "word_plan": ("ask", "act"),
    "no_such_act": ("act",),
    "changed": ("ask",),
    "unclear": ("ask",),
    "no_live_ask": (),
    "voice.given": ("voice",),
    "voice.withdrawn": ("voice",),
}
"""Every code, with the names of its values in the order in which they are stored."""


def why(code: str, *values: str) -> str:
    """The reason as it is stored. Values are names and numbers of the plan: never a `:`."""
    return ":".join((code, *values))


def parsed(reason: str) -> tuple[str, dict[str, str]]:
    """Its code and its values by name; an unknown code has none."""
    code, *values = reason.split(":")
    return code, dict(zip(VALUES.get(code, ()), values, strict=False))
