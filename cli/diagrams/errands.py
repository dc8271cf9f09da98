"""The moves of a delivery that people post or tell by telephone: found by each way and outcome."""

from collections.abc import Iterator
from dataclasses import replace
from typing import get_args

from chalicelib.domain.deliveries import Call, CallOutcome, Delivery
from chalicelib.domain.errands import DONE, WAITS, called
from cli.diagrams.receipted import AT, NAMED
from cli.diagrams.sample import plan

SAID = {
    "called": "reached, or a message left",
    "refused": "they would not hear it, a case",
    "to_call": "no answer, the next in turn calls",
    "unreached": "no answer, too often, a case",
}


def errand_moves() -> Iterator[tuple[str, str, str]]:
    """(state, what happens, state)."""
    yield "claimed", "it waits to be posted, a case", WAITS["post"]
    yield WAITS["post"], "its proof is recorded", DONE[WAITS["post"]]
    yield "claimed", "it waits for a caller, a case", WAITS["phone"]
    yield from ((WAITS["phone"], SAID[end], end) for end in sorted(set(_after_calls())))


def _after_calls() -> Iterator[str]:
    """Where each outcome leads, of the first call and of the last."""
    target = replace(next(iter(plan().targets.values())), deliver="phone", tries=2)
    first = Delivery(**NAMED, claimed_at=AT, lease_at=AT, state=WAITS["phone"])
    outcomes: tuple[CallOutcome, ...] = get_args(CallOutcome)
    for outcome in outcomes:
        once = called(first, target, Call(at=AT, outcome=outcome))
        yield once.state
        if once.state == "to_call":
            yield called(once, target, Call(at=AT, outcome=outcome)).state
