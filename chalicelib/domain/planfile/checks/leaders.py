"""Check 8: a leader's path whose texts come when they are no use, or never."""

from collections.abc import Iterator

from chalicelib.domain.planfile.draft import Draft
from chalicelib.domain.planfile.instants import (
    closes_of,
    follow_up_at,
    follow_up_due,
    gathering_of,
    last_word_at,
)
from chalicelib.domain.planfile.moments import anchor
from chalicelib.domain.planfile.problems import Path, Problem


def broken_paths(draft: Draft) -> Iterator[Problem]:
    """Each text once, each silence after a question, each path with leaders on it."""
    leaders = draft.file.leaders
    texts = list(leaders.follow_up.values())
    for n, (moment, text) in enumerate(leaders.follow_up.items()):
        if text in texts[:n]:
            path = ("leaders", "follow_up", moment)
            yield draft.problem(path, f"`{text}` is sent twice", "keep one")
    if leaders.silent and "report" not in texts:
        message = "nobody is asked, so nobody is silent"
        mend = "add `gathering + 3 hours: report` to `follow_up`"
        yield draft.problem(("leaders", "silent"), message, mend)
    if texts and not any(ask.does == "host" for ask in draft.file.asks.values()):
        message = "no ask makes leaders"
        yield draft.problem(("leaders",), message, "add an ask that `does: host`", "warning")


def late_follow_ups(draft: Draft) -> Iterator[Problem]:
    """`kit` and `ready` come before the gathering, `report` after it, all before the close."""
    closes, gathering = closes_of(draft.file), gathering_of(draft.file)
    for moment, text in draft.file.leaders.follow_up.items():
        path: Path = ("leaders", "follow_up", moment)
        at = follow_up_at(draft.file, moment)
        if text == "report" and follow_up_due(draft.file, moment) < gathering:
            mend = "write `gathering + 3 hours: report`"
            yield draft.problem(path, "asks how many came before they came", mend)
        if text != "report" and at >= gathering:
            yield _useless(draft, path, f"`{text}` comes after the gathering began")
        if last_word_at(draft.file, moment) > closes:
            message = (
                f"comes, or its silence ends, after the day closes ({closes:%Y-%m-%d %H:%M} UTC)"
            )
            yield draft.problem(path, message, "make it earlier, or let `closes` be later")


def _useless(draft: Draft, path: Path, message: str) -> Problem:
    """An error, or a warning where only those who accept last come too late."""
    if anchor(str(path[-1])).anchor == "gathering":
        return draft.problem(path, message, "make it earlier")
    mend = "let the ask to host end earlier (`until`)"
    return draft.problem(path, f"{message}, for those who accept last", mend, "warning")
