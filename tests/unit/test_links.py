"""The link in a text: whose it is, what it tells, and that it costs no further call."""

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from chalicelib.domain.plan import Ask, Level, Plan
from chalicelib.domain.segments import segments
from chalicelib.steps.wording import TOKEN
from tests.support.fakes import NOON, FakeClock
from tests.support.plans import plan
from tests.support.stage import Stage

NUMBER, OTHER = "+447700900123", "+33639980101"
OWN = {"en": "{org}: will you sign? Reply 1, or {link} No more texts: STOP"}
TWO_WAYS = {"other": "long-code"}
ONE_WAY = {"GB": "long-code", "other": "link"}


def a_plan(text: dict[str, str], **differs: Any) -> Plan:
    """One urgent ask whose wave is due at noon."""
    sign = Ask(
        name="sign",
        level=Level.URGENT,
        does="sign",
        send=NOON,
        until=NOON + timedelta(days=2),
        text=text,
        nudges=(timedelta(hours=20),),
    )
    return plan(sign, closes=NOON + timedelta(days=4), triggers={}, silence=None, **differs)


def sent(text: dict[str, str], number: str = NUMBER, **differs: Any) -> tuple[Stage, list[str]]:
    """The stage after the wave, and the texts that went to that number."""
    stage = Stage(FakeClock(NOON))
    stage.add(NUMBER)
    stage.add(OTHER, country="FR", zone="Europe/Paris", language="fr")
    stage.launch(a_plan(text, **differs))
    stage.tick_until_quiet()
    return stage, stage.carrier.texts_to(number)


def token_in(text: str) -> str:
    found = re.search(r"https://api\.example/api/p/(\w+)", text)
    return found[1] if found else ""


def test_a_link_in_an_ask_is_the_persons_own() -> None:
    """Unguessable, short, and nothing in it says who they are; it leads back to them."""
    stage, [text] = sent(OWN)
    token = token_in(text)
    person = stage.store.person(stage.vault.person_id(NUMBER))
    assert person and person.token == token and len(token) == TOKEN <= 12
    assert stage.store.owner_of(token) == person.id
    assert token not in person.id


def test_the_link_stays_the_same_in_the_nudge() -> None:
    """Drawn once, at the first text that needs it."""
    stage, _ = sent(OWN)
    stage.tick_until_quiet(NOON + timedelta(hours=25))
    first, nudge = stage.carrier.texts_to(NUMBER)
    assert token_in(first) == token_in(nudge) != ""


def test_a_text_without_a_link_draws_no_token() -> None:
    """Nothing is kept that no text needs."""
    stage, _ = sent({"en": "{org}: will you sign? Reply 1. No more texts: STOP"})
    person = stage.store.person(stage.vault.person_id(NUMBER))
    assert person and person.token == ""


def test_a_one_way_sender_offers_neither_a_number_nor_stop() -> None:
    """Where no reply reaches us the page has the answers and the way out; one segment."""
    _, [text] = sent(OWN, OTHER, senders=ONE_WAY)
    assert token_in(text) and text.startswith("Rivers: Interdire.")
    assert "STOP" not in text and "1" not in text.replace(token_in(text), "")
    assert segments(text) == 1
    _, [two_way] = sent(OWN, NUMBER, senders=ONE_WAY)
    assert "Reply 1" in two_way


def test_a_country_of_none_is_never_texted() -> None:
    """Neither a run of its own nor a claim through another."""
    stage, texts = sent(OWN, OTHER, senders={"FR": "none", **TWO_WAYS})
    assert texts == []
    moments = [run.moment for run in stage.store.runs("rivers")]
    assert moments and not any("FR" in moment for moment in moments)


@pytest.mark.parametrize("senders", [TWO_WAYS, ONE_WAY])
@pytest.mark.parametrize("text", [{}, {"en": "{org}: {demand} 1 or {link} STOP"}])
def test_at_high_risk_no_text_names_the_cause(
    senders: dict[str, str], text: dict[str, str]
) -> None:
    """Whatever the plan wrote, in both directions; the organisation is named all the same."""
    stage, _ = sent(text, risk="high", senders=senders)
    bodies = [call.body for call in stage.carrier.sent]
    assert len(bodies) == 2
    for body in bodies:
        assert "Ban it" not in body and "Interdire" not in body
        assert body.startswith("Rivers:") and token_in(body)


def test_a_tokens_letters_survive_the_phones() -> None:
    """Letters and digits alone; a vault that gives dashes loses them."""
    from chalicelib.domain.claims import Claim
    from chalicelib.domain.messages import Message
    from chalicelib.steps.wording import linked
    from tests.support.plans import person

    class Dashes:
        def token(self) -> str:
            return "a-_" * 20

    who = replace(person(), version=1)
    message = Message(person="p1", day="d", ask="a", n=0, claimed_at=NOON)
    claim = linked(Claim(person=who, message=message, shuts=NOON), True, Dashes())  # type: ignore[arg-type]
    assert isinstance(claim, Claim) and claim.person.token == "a" * TOKEN
    assert claim.person.new_token
