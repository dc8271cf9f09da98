"""Check 9: a delivery to a shut door, a goal that its audience cannot reach."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from chalicelib.domain.hours import office_open
from chalicelib.domain.planfile.draft import Draft
from chalicelib.domain.planfile.instants import deadline_of, office_hours
from chalicelib.domain.planfile.moments import Before, CountOf
from chalicelib.domain.planfile.problems import Problem, Severity

THE_POST_TAKES = timedelta(days=4)
PLAUSIBLE_PERCENT = 20
"""Of those asked by text to sign, how many ever do at best: a rule of thumb, not a measurement."""


def shut_offices(draft: Draft) -> Iterator[Problem]:
    """A deadline delivers at its instant: bearers then need an open door, a mail a reader. The
    post takes days whatever the hour."""
    for name, at, target, how in _deadlines(draft):
        if how == "post" or office_open(office_hours(draft.file, target), at):
            continue
        message = f"the office of `{target}` is shut at {at:%Y-%m-%d %H:%M} UTC"
        severity: Severity = "error" if how == "hand" else "warning"
        mend = "deliver in its `hours`, or correct them"
        yield draft.problem(("triggers", name, "when"), message, mend, severity)


def late_post(draft: Draft) -> Iterator[Problem]:
    """A letter that is posted when the vote is near comes after it."""
    for name, at, target, how in _deadlines(draft):
        when = draft.file.triggers[name].when
        lead = when.lead if isinstance(when, Before) else THE_POST_TAKES
        if how == "post" and lead < THE_POST_TAKES:
            message = f"the letter to `{target}` is posted from {at:%Y-%m-%d %H:%M} UTC on"
            mend = f"leave the post {THE_POST_TAKES.days} days, or deliver by `hand` or `mail`"
            yield draft.problem(("triggers", name, "when"), message, mend, "warning")


def strange_callers(draft: Draft) -> Iterator[Problem]:
    """Who posts or calls finds it among the desk's cases, and says there what came of it."""
    may_do = (*draft.file.coordinators, *draft.file.organisers)
    for name, target in draft.file.targets.items():
        for n, address in enumerate(target.by):
            if address not in may_do:
                message = f"`{address}` is neither a coordinator nor an organiser"
                mend = "add them to `organisers`, so that they can record what they did"
                yield draft.problem(("targets", name, "by", n), message, mend)


def _deadlines(draft: Draft) -> Iterator[tuple[str, datetime, str, str]]:
    """(trigger, its instant, target, how it is reached) of every delivery at a set time."""
    for name, trigger in draft.file.triggers.items():
        at = deadline_of(draft.file, trigger)
        for target in (t for t in trigger.deliver if t in draft.file.targets):
            if at:
                yield name, at, target, draft.file.targets[target].deliver


def implausible_goals(draft: Draft) -> Iterator[Problem]:
    """A count that would need more of the audience than ever signs."""
    people = _asked_to_sign(draft)
    for name, trigger in draft.file.triggers.items():
        count = trigger.when.count if isinstance(trigger.when, CountOf) else 0
        if people and count * 100 > people * PLAUSIBLE_PERCENT:
            message = f"{count} signatures of {people} people who are asked to sign"
            mend = "a lower goal, a deadline beside it, or a plan for how others learn of the page"
            yield draft.problem(("triggers", name, "when"), message, mend, "warning")


def _asked_to_sign(draft: Draft) -> int:
    """The largest audience of one ask to sign: its asks may reach the same people."""
    asked: dict[str, int] = {}
    for wave in draft.waves:
        if wave.n == 0 and draft.file.asks[wave.ask].does == "sign":
            asked[wave.ask] = asked.get(wave.ask, 0) + wave.people
    return max(asked.values(), default=0)
