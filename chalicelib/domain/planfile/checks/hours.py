"""Check 8: hours of a plan's own, and what a clock that is local asks of the day's end."""

from collections.abc import Iterator

from chalicelib.domain.clocks import last_over_at
from chalicelib.domain.planfile.draft import Draft
from chalicelib.domain.planfile.instants import closes_of
from chalicelib.domain.planfile.problems import Path, Problem
from chalicelib.domain.policies import policy_of
from chalicelib.domain.policies.week import read_week, within


def unreasoned_hours(draft: Draft) -> Iterator[Problem]:
    """Hours may be narrower than the country's own; wider only for a reason, which is kept."""
    for country, own in draft.file.hours.items():
        pack = policy_of(country, {})
        if not own.because and not within(read_week(own.week), pack.week):
            message = f"texts at hours at which none goes to {country} ({pack.pack.hours})"
            mend = "narrow them, or say why: `Mon-Sun 09:00-20:00 because our members asked for it`"
            yield draft.problem(("hours", country), message, mend)


def early_closes(draft: Draft) -> Iterator[Problem]:
    """On local clocks an ask is over last in the far west, and the day closes after that."""
    closes = closes_of(draft.file)
    if draft.file.clock == "world" or not draft.file.closes:
        return
    for name, ask in draft.plan.asks.items():
        over = last_over_at(draft.plan, ask)
        if over > closes and name in draft.file.asks:
            path: Path = ("closes",)
            message = f"is before `{name}` is over in the far west ({over:%Y-%m-%d %H:%M} UTC)"
            yield draft.problem(path, message, "close later, or take `closes` out")
            return
