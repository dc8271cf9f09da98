"""Check 10: a segment without anybody, too many kinds of action at once, hosts without support."""

from collections.abc import Iterator
from datetime import date

from chalicelib.domain.forecast.rehearsal import HOSTS_PER_HUNDRED
from chalicelib.domain.planfile.draft import Draft
from chalicelib.domain.planfile.problems import Problem

MOST_KINDS = 2
HOSTS_PER_STAFF = 40
"""350.org: more than 4,000 groups with fewer than 100 paid staff."""


def empty_segments(draft: Draft) -> Iterator[Problem]:
    """Where people were counted: a wave to nobody, or one of several segments without anybody."""
    for name in draft.file.asks:
        counts = {text: n for (ask, text), n in draft.segments.items() if ask == name}
        if counts and not any(counts.values()):
            yield draft.problem(("asks", name, "who"), "an empty segment: nobody is meant", _MEND)
            continue
        for text in (text for text, count in counts.items() if not count):
            message = f"nobody is `{text}`"
            yield draft.problem(("asks", name, "who"), message, _MEND, "warning")


_MEND = "look at the tags of your list, or take it out"


def many_kinds(draft: Draft) -> Iterator[Problem]:
    """People learn what a day is from its first wave: two kinds of action, no more."""
    kinds: list[str] = []
    for name, ask in draft.file.asks.items():
        first = ask.send and ask.send.date() == _first_date(draft) and ask.does not in kinds
        if not first or ask.because:
            continue
        kinds.append(ask.does)
        if len(kinds) > MOST_KINDS:
            message = f"a third kind of action in the first wave ({', '.join(kinds)})"
            mend = "send it another day, or say why: `because: …`"
            yield draft.problem(("asks", name, "send"), message, mend)


def _first_date(draft: Draft) -> date | None:
    return min((a.send.date() for a in draft.file.asks.values() if a.send), default=None)


def unsupported_hosts(draft: Draft) -> Iterator[Problem]:
    """Every host has somebody who answers: no more are asked than the staff can carry."""
    able = draft.file.staff * HOSTS_PER_STAFF
    for name, ask in draft.file.asks.items():
        people = sum(w.people for w in draft.waves if w.ask == name and w.n == 0)
        hosts = -(-people * HOSTS_PER_HUNDRED // 100)
        if able and ask.does == "host" and hosts > able and not ask.because:
            message = (
                f"about {hosts} hosts ({HOSTS_PER_HUNDRED} of 100 asked), {able} can be carried"
                f" ({HOSTS_PER_STAFF} by each of {draft.file.staff})"
            )
            mend = "ask fewer (`who: active`), find more staff, or say why: `because: …`"
            yield draft.problem(("asks", name, "who"), message, mend)
