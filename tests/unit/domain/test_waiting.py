"""Why an ask waits: the claim's own reasons, with what a human needs to know of them."""

from dataclasses import replace
from datetime import datetime
from typing import get_args

import pytest
from hypothesis import given

from chalicelib.adapters.catalogues import GettextCatalogues
from chalicelib.domain.claims import Claim, Refusal, claim_ask
from chalicelib.domain.people import Hosting, Person
from chalicelib.domain.plan import Plan
from chalicelib.domain.waiting import Waiting, waiting, why_waiting
from tests.support.plans import (
    ATTEND,
    DAY,
    FRIDAY,
    HOST,
    MONDAY,
    SATURDAY,
    SIGN,
    TUESDAY,
    WEDNESDAY,
    asked,
    day,
    live,
    person,
    plan,
)
from tests.unit.domain.anyone import days, instants, people, plans


@given(people(), plans(), days, instants)
def test_promise_2_what_does_not_wait_can_be_claimed_and_what_waits_cannot(
    who: Person, plan: Plan, on: object, at: datetime
) -> None:
    """One rule: the reason shown is the one that the claim gives."""
    for ask in plan.asks.values():
        resumed = who.resumed(at)
        asking = resumed.live and (resumed.live.day, resumed.live.ask) == (plan.day, ask.name)
        n = resumed.live.n + 1 if resumed.live and asking else 0
        claim = claim_ask(who, on, plan, ask, n, at)  # type: ignore[arg-type]
        why = why_waiting(who, on, plan, ask, at)  # type: ignore[arg-type]
        assert why == (None if isinstance(claim, Claim) else claim)


def test_busy_names_the_ask_and_until_when() -> None:
    """ "waits: being asked host until …"."""
    found = waiting(asked(HOST), day(), plan(), ATTEND, WEDNESDAY)
    assert found == Waiting(why="busy", ask="host", until=FRIDAY)


def test_peace_hours_and_gatherings_have_an_end() -> None:
    """Each with its instant."""
    peaceful = person(paused_until=SATURDAY)
    assert waiting(peaceful, day(), plan(), ATTEND, TUESDAY) == Waiting(
        why="paused", until=SATURDAY
    )
    night = TUESDAY.replace(hour=20)
    shut = waiting(person(), day(), plan(), ATTEND, night)
    assert shut and shut.why == "shut" and shut.until and shut.until > night
    host = person(hosting=Hosting(day=DAY, at=WEDNESDAY))
    near = waiting(host, day(), plan(), ATTEND, TUESDAY)
    assert near and (near.why, near.until) == ("near_gathering", SATURDAY)


def test_a_nudge_waits_for_its_gap() -> None:
    """And what would be claimed does not wait."""
    soon = asked(SIGN, live=live(SIGN, asked_at=WEDNESDAY))
    found = waiting(soon, day(), plan(), SIGN, WEDNESDAY)
    assert found and found.why == "too_soon" and found.until and found.until > WEDNESDAY
    assert waiting(person(), day(), plan(), SIGN, TUESDAY) is None
    assert why_waiting(replace(person(), held=True), day(), plan(), SIGN, MONDAY) == "held"


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("why", get_args(Refusal))
def test_every_reason_can_be_said(why: Refusal, language: str) -> None:
    """With at most the other ask and an instant."""
    said = GettextCatalogues().say(f"desk.waits.{why}", language, {"ask": "host", "until": "14/3"})
    assert said
