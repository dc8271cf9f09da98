"""Check 9: a delivery to a shut door, a goal that its audience cannot reach."""

from collections.abc import Iterator

from chalicelib.domain.hours import office_open
from chalicelib.domain.planfile.draft import Draft
from chalicelib.domain.planfile.instants import deadline_of, office_hours
from chalicelib.domain.planfile.moments import CountOf
from chalicelib.domain.planfile.problems import Problem, Severity

PLAUSIBLE_PERCENT = 20
"""Of those asked by text to sign, how many ever do at best: a rule of thumb, not a measurement."""


def shut_offices(draft: Draft) -> Iterator[Problem]:
    """A deadline delivers at its instant: bearers then need an open door, a mail a reader."""
    for name, trigger in draft.file.triggers.items():
        at = deadline_of(draft.file, trigger)
        for target in (t for t in trigger.deliver if t in draft.file.targets and at):
            if at and not office_open(office_hours(draft.file, target), at):
                by_hand = draft.file.targets[target].deliver == "hand"
                message = f"the office of `{target}` is shut at {at:%Y-%m-%d %H:%M} UTC"
                mend = "deliver in its `hours`, or correct them"
                severity: Severity = "error" if by_hand else "warning"
                yield draft.problem(("triggers", name, "when"), message, mend, severity)


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
