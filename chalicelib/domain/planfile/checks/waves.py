"""Check 7: a wave that cannot end in time, or costs more than there is."""

from collections.abc import Iterator

from chalicelib.domain.forecast.waves import Wave, total
from chalicelib.domain.planfile.draft import Draft
from chalicelib.domain.planfile.problems import Path, Problem
from chalicelib.domain.prices import RATES, is_priced


def unending_waves(draft: Draft) -> Iterator[Problem]:
    """Everybody is texted inside their hours and before the ask ends, at the sender's pace."""
    for wave in draft.waves:
        if wave.left:
            path: Path = ("asks", wave.ask, "nudges", wave.n - 1) if wave.n else _send(wave)
            yield draft.problem(
                path, _told(wave), "send earlier, end later, or use a faster sender"
            )


def dear_waves(draft: Draft) -> Iterator[Problem]:
    """All waves and reminders together stay within the budget."""
    budget, cost = draft.plan.budget, total(draft.plan, draft.waves)
    if budget and cost.micros > budget.micros:
        message = f"the waves and reminders cost {cost}, at most {budget} is there"
        yield draft.problem(("budget",), message, "ask fewer people, remind less, shorten texts")


def unpriced_currencies(draft: Draft) -> Iterator[Problem]:
    """One currency, in which every country has a price."""
    for country, price in draft.file.prices.items():
        if price.currency != draft.plan.currency:
            mend = f"write it in {draft.plan.currency}, as the rest"
            yield draft.problem(("prices", country), "another currency", mend)
    if not is_priced(draft.plan.currency, draft.plan.prices):
        place = "budget" if draft.file.budget else "prices"
        mend = f"add a price for `other` to `prices`, or use one of {', '.join(RATES)}"
        message = f"no price is known in {draft.plan.currency}"
        yield draft.problem((place,), message, mend)


def _send(wave: Wave) -> Path:
    return ("asks", wave.ask, "send")


def _told(wave: Wave) -> str:
    pace = f"{wave.pace:.3g} a second"
    return (
        f"{wave.left} of {wave.segments} segments by {wave.sender} ({wave.kind}, {pace})"
        f" cannot go out before {wave.until:%Y-%m-%d %H:%M} UTC"
    )
