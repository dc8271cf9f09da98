"""Check 1: answers that lead nowhere, or round in a circle."""

from collections.abc import Iterator

from chalicelib.domain.planfile.draft import Draft
from chalicelib.domain.planfile.instants import end_of_ask, utc
from chalicelib.domain.planfile.models import AskFile
from chalicelib.domain.planfile.problems import Problem
from chalicelib.domain.planfile.words import ANSWERS


def dead_ends(draft: Draft) -> Iterator[Problem]:
    """Nobody may answer and find nothing there."""
    for name, ask in draft.file.asks.items():
        path = ("asks", name, "answers")
        if set(ask.answers) <= {"no", "later"}:
            yield draft.problem(path, "a dead end: nobody can say yes", "add `accept`")
        if "later" in ask.answers and not ask.nudges:
            message = "a dead end: `later` is followed by no reminder"
            yield draft.problem(path, message, "add `nudges: [2 days]`, or take `later` out")
        if len(set(ask.answers)) < len(ask.answers):
            yield draft.problem(path, "the same answer twice", "keep one")
        yield from _over_before_asked(draft, name, ask)


def needless_confirmations(draft: Draft) -> Iterator[Problem]:
    """Only a signature on the web waits for its mailbox; the first sign ask says so for all."""
    signs = [name for name, ask in draft.file.asks.items() if ask.does == "sign"]
    for name, ask in draft.file.asks.items():
        if ask.confirm and name not in signs[:1]:
            mend = f"write it under `{signs[0]}`" if signs else "take it out"
            message = "a confirmation of what is no signature"
            if name in signs:
                message = "all signatures of a day are counted under its first sign ask"
            yield draft.problem(("asks", name, "confirm"), message, mend)


def loops(draft: Draft) -> Iterator[Problem]:
    """Following the names among answers must come to an end."""
    for name in draft.file.asks:
        if name in _reached(draft, name):
            message = f"a loop: the answers lead back to `{name}`"
            yield draft.problem(("asks", name, "answers"), message, "take one of the names out")


def _over_before_asked(draft: Draft, name: str, ask: AskFile) -> Iterator[Problem]:
    for n, answer in enumerate(ask.answers):
        following = draft.file.asks.get(answer)
        end = end_of_ask(draft.file, following) if following else None
        if end and ask.send and end.at <= utc(draft.file, ask.send):
            message = f"a dead end: `{answer}` is over before `{name}` is sent"
            path = ("asks", name, "answers", n)
            yield draft.problem(path, message, f"give `{answer}` a later `until`")


def _reached(draft: Draft, name: str) -> set[str]:
    reached: set[str] = set()
    left = _led_to(draft, name)
    while left:
        step = left.pop()
        if step not in reached:
            reached.add(step)
            left += _led_to(draft, step)
    return reached


def _led_to(draft: Draft, name: str) -> list[str]:
    ask = draft.file.asks.get(name)
    return [answer for answer in ask.answers if answer not in ANSWERS] if ask else []
