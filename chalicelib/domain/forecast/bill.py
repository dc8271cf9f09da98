"""What one text costs, and what a day has spent on its waves: the engine's side of a budget."""

from collections.abc import Collection
from typing import Any

from chalicelib.domain.plan import Plan
from chalicelib.domain.prices import segment_price
from chalicelib.domain.runs import Run
from chalicelib.domain.segments import segments
from chalicelib.domain.sendings import Sending
from chalicelib.domain.texts import Says

NAME_LETTERS, LINK_LETTERS = 20, 72
"""The longest that are usual: a first name, and the address of somebody's own page on AWS."""
LONGEST = {"firstName": "n" * NAME_LETTERS, "link": "l" * LINK_LETTERS}


def price_in(plan: Plan, country: str) -> int:
    """Micros of the plan's currency for one segment to that country."""
    kind = plan.senders[plan.sender_for(country)]
    return segment_price(country, kind, plan.currency, plan.prices)


def most_of(plan: Plan, sending: Sending, country: str, language: str, catalogues: Says) -> int:
    """Micros that its text costs at most: the variables at their longest."""
    text = sending.longest(country, language, catalogues, LONGEST)
    return segments(text) * price_in(plan, country)


def longest_in(plan: Plan, sending: Sending, sender: str, catalogues: Says) -> int:
    """Segments of its longest text by that sender, in whichever of the plan's languages."""
    texts = (sending.longest(sender, each, catalogues, LONGEST) for each in plan.languages)
    return max(segments(text) for text in texts)


def allowance(plan: Plan, runs: Collection[Run], name: str, n: int, sender: str) -> dict[str, Any]:
    """What a wave may still spend, and what it can at most; nothing for a plan without a budget.

    A reminder goes to nobody whom the ask itself did not reach: it costs no more than that did.
    """
    if plan.budget is None:
        return {}
    waves = [run for run in runs if run.workflow == "send_wave"]
    told: dict[str, Any] = {"left": plan.budget.micros - sum(map(spent, waves))}
    if n:
        wave = {"ask": name, "n": 0, "sender": sender}
        told["most"] = sum(spent(run) for run in waves if run.input.items() >= wave.items())
    return told


def spent(run: Run) -> int:
    """What a wave cost; after a failure, when nobody knows what went, all that it could have."""
    if run.state == "succeeded" and run.attempt == 1:
        return int(run.outcome.get("spent", 0))
    return int(run.outcome.get("billed", 0))
