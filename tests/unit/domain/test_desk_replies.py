"""Whether a text that a human wrote may go, and what it says."""

from typing import Any

import pytest

from chalicelib.domain.cases import Case
from chalicelib.domain.claims import Claim, Refusal
from chalicelib.domain.desk_replies import claim_desk_reply, desk_text
from chalicelib.domain.messages import DESK_REPLY
from tests.support.plans import HOUR, WEDNESDAY, consent, day, person, plan

NIGHT = WEDNESDAY + 12 * HOUR
CASE = Case(id="c1", day="rivers", kind="unclear_reply", opened_at=WEDNESDAY, person="p1")


def claimed(**differs: Any) -> Claim | Refusal:
    state = differs.pop("state", "open")
    now, wrote = differs.pop("now", WEDNESDAY), differs.pop("wrote", None)
    who = person(**differs)
    return claim_desk_reply(who, day(state=state), plan(), CASE, 77, wrote, now)


def test_the_text_belongs_to_its_case_and_form() -> None:
    """The key is the form's number, so that a second click finds the first claim."""
    claim = claimed()
    assert isinstance(claim, Claim)
    assert (claim.message.ask, claim.message.n, claim.message.case) == (DESK_REPLY, 77, "c1")


def test_promise_5_hours_bind_what_answers_nothing() -> None:
    """At night only within a day of a text of theirs."""
    assert claimed(now=NIGHT) == "shut"
    assert claimed(now=NIGHT, wrote=NIGHT - 25 * HOUR) == "shut"
    assert isinstance(claimed(now=NIGHT, wrote=NIGHT - 23 * HOUR), Claim)


def test_a_human_may_ask_who_is_held_what_they_meant() -> None:
    """In answer to them, never out of the blue."""
    assert claimed(held=True) == "held"
    assert isinstance(claimed(held=True, wrote=WEDNESDAY - HOUR), Claim)


@pytest.mark.parametrize(
    ("differs", "refusal"),
    [
        ({"consent": consent("out")}, "opted_out"),
        ({"state": "paused"}, "not_sending"),
        ({"state": "closed"}, "not_sending"),
        ({"address": b"", "held": True}, "held"),
    ],
)
def test_promises_1_and_6_hold_for_humans_too(differs: dict[str, Any], refusal: str) -> None:
    """An opt-out, a pause and a close: not even an answer."""
    assert claimed(**differs, wrote=WEDNESDAY - HOUR) == refusal


def test_the_text_says_who_writes_and_how_to_stop() -> None:
    """STOP only where we begin; nothing is said twice."""
    assert desk_text(plan(), " Hello\n there ", answering=True) == "Rivers: Hello there"
    assert desk_text(plan(), "Hello", answering=False) == "Rivers: Hello STOP"
    assert desk_text(plan(), "Rivers here, STOP ends", answering=False) == "Rivers here, STOP ends"
