"""Check 8: something that would happen after it is useful."""

from collections.abc import Iterator

from chalicelib.domain.planfile.draft import Draft
from chalicelib.domain.planfile.instants import closes_of, delivered_at, end_of_ask, utc
from chalicelib.domain.planfile.problems import Path, Problem


def late_sends(draft: Draft) -> Iterator[Problem]:
    """A wave goes out before its ask ends."""
    for name, ask in draft.file.asks.items():
        end = end_of_ask(draft.file, ask)
        if ask.send and end and utc(draft.file, ask.send) >= end.at:
            path: Path = ("asks", name, "send")
            message = f"goes out when the ask is over ({end.at:%Y-%m-%d %H:%M} UTC)"
            yield draft.problem(path, message, "send earlier, or give it a later `until`")


def late_nudges(draft: Draft) -> Iterator[Problem]:
    """A reminder follows a wave, and goes out before its ask ends."""
    for name, ask in draft.file.asks.items():
        end = end_of_ask(draft.file, ask)
        if ask.nudges and not (ask.send or ask.after):
            message = "reminders count from `send`, which this ask has not"
            yield draft.problem(("asks", name, "nudges"), message, "add `send`, or take them out")
        for n, after in enumerate(ask.nudges):
            if ask.send and end and utc(draft.file, ask.send) + after >= end.at:
                message = f"reminds when the ask is over ({end.at:%Y-%m-%d %H:%M} UTC)"
                path: Path = ("asks", name, "nudges", n)
                yield draft.problem(path, message, "remind earlier, or give it a later `until`")


def late_ends(draft: Draft) -> Iterator[Problem]:
    """Asks end, and deadlines deliver in office hours, before the day closes."""
    file, closes = draft.file, closes_of(draft.file)
    ends = {("asks", name, "until"): end_of_ask(file, ask) for name, ask in file.asks.items()}
    late: list[Path] = [path for path, end in ends.items() if end and end.at > closes]
    for name, trigger in file.triggers.items():
        at = delivered_at(file, trigger)
        if at and at >= closes:
            late.append(("triggers", name, "when"))
    for path in late:
        message = f"is over after the day closes ({closes:%Y-%m-%d %H:%M} UTC)"
        yield draft.problem(path, message, "make it earlier, or let `closes` be later")
