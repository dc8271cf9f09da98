"""Who may be texted now, and why not: each refusal by its name."""

from dataclasses import replace
from datetime import datetime
from typing import Any, NamedTuple

import pytest

from chalicelib.domain.acts import proof_of
from chalicelib.domain.audience import standing
from chalicelib.domain.claims import Claim, Refusal, claim_ask, claim_notice
from chalicelib.domain.dialogue import decide
from chalicelib.domain.people import Person
from chalicelib.domain.plan import Ask, Level
from chalicelib.domain.replies import Intent
from tests.support.plans import (
    ATTEND,
    DAY,
    FRIDAY,
    HOME,
    HOST,
    HOUR,
    MONDAY,
    REPORT,
    SIGN,
    THURSDAY,
    TUESDAY,
    WEDNESDAY,
    ask,
    asked,
    consent,
    day,
    live,
    person,
    plan,
    scene,
)

NIGHT = TUESDAY.replace(hour=19)
NUDGED = asked(SIGN, live=live(SIGN, n=1, asked_at=WEDNESDAY))
SIGNED = asked(SIGN, live=live(SIGN, answered=True), asks={f"{DAY}/sign": "signed"})
DEFERRED = asked(SIGN, live=live(SIGN, deferred=True), asks={f"{DAY}/sign": "deferred"})


FOR_ACTIVE = ask("host", who=standing("active"))


class Refused(NamedTuple):
    title: str
    refusal: Refusal
    who: Person
    what: Ask = SIGN
    n: int = 0
    now: datetime = TUESDAY
    state: Any = "open"


REFUSED = [
    Refused("opted out", "opted_out", person(consent=consent("out"))),
    Refused("a suppression has no number", "no_number", person(address=b"")),
    Refused("a paused day", "not_sending", person(), state="paused"),
    Refused("a closing day", "not_sending", person(), state="closing"),
    Refused("a closed day", "not_sending", person(), state="closed"),
    Refused("evening in Paris", "shut", person(), now=NIGHT),
    Refused("the ask is over, to the second", "over", person(), now=SIGN.until),
    Refused("for hosts of before only", "not_for_them", person(), FOR_ACTIVE),
    Refused("put before", "put_before", asked(SIGN)),
    Refused("answered by a word before it was sent", "put_before", replace(SIGNED, live=None)),
    Refused("another ask is live", "busy", asked(HOST), ATTEND),
    Refused("an urgent one is live", "busy", asked(SIGN), ask("write", level=Level.URGENT)),
    Refused("a lesser one never supersedes", "busy", asked(SIGN), HOME),
    Refused("an event does not supersede the menu", "busy", asked(HOME), ATTEND),
    Refused("a nudge for who signed", "answered", SIGNED, SIGN, 1, WEDNESDAY),
    Refused("a nudge for who was never asked", "answered", person(), SIGN, 1, WEDNESDAY),
    Refused("a nudge for another ask's person", "answered", asked(HOST), SIGN, 1, WEDNESDAY),
    Refused("a nudge on another day's ask", "answered",
            asked(SIGN, live=live(SIGN, day="lakes")), SIGN, 1, WEDNESDAY),
    Refused("the same nudge again", "put_before", NUDGED, SIGN, 1, THURSDAY),
    Refused("a nudge right after the ask", "too_soon",
            asked(SIGN, live=live(SIGN, asked_at=WEDNESDAY - HOUR)), SIGN, 1, WEDNESDAY),
    Refused("a nudge beyond the plan", "over", NUDGED, SIGN, 3, FRIDAY),
]  # fmt: skip


@pytest.mark.parametrize("refused", REFUSED, ids=lambda refused: refused.title)
def test_a_claim_is_refused_by_name(refused: Refused) -> None:
    """Each reason not to text has a name that the run counts."""
    who, what, n = refused.who, refused.what, refused.n
    assert claim_ask(who, day(state=refused.state), plan(), what, n, refused.now) == (
        refused.refusal
    )


def claimed(who: Person, what: Ask, n: int, now: datetime) -> Claim:
    claim = claim_ask(who, day(), plan(), what, n, now, "run")
    assert isinstance(claim, Claim), claim
    return claim


def test_promise_1_no_claim_for_who_opted_out() -> None:
    """Neither an ask, nor a nudge, nor a notice."""
    out = asked(SIGN, consent=consent("out"))
    claims = [claim_ask(out, day(), plan(), SIGN, n, WEDNESDAY) for n in (0, 1, 2)]
    assert claims == ["opted_out"] * 3
    assert claim_notice(out, day(), plan(), "kit", WEDNESDAY) == "opted_out"


def test_promise_1_the_claim_writes_the_person_it_was_decided_on() -> None:
    """It keeps the version it read, so that an opt-out in between makes it void."""
    assert claimed(person(version=7), SIGN, 0, TUESDAY).person.version == 7


def test_a_claim_makes_the_ask_the_live_one() -> None:
    """The person carries the ask until its end, and the message names its run."""
    claim = claimed(person(), SIGN, 0, TUESDAY)
    assert claim.person.live == live(SIGN, asked_at=TUESDAY)
    assert claim.person.asks == {f"{DAY}/sign": "asked"}
    message = claim.message
    assert (message.status, message.n, message.run) == ("claimed", 0, "run")


def test_promise_2_a_message_s_key_is_person_ask_and_number() -> None:
    """Two claims of one text have one key; each nudge has its own."""
    who = asked(SIGN)
    first = claimed(person(), SIGN, 0, TUESDAY).message.id
    assert first == claimed(person(), SIGN, 0, WEDNESDAY).message.id
    nudges = [claimed(who, SIGN, n, WEDNESDAY).message.id for n in (1, 2)]
    assert len({first, *nudges}) == 3


def test_promise_2_a_question_whose_target_conceded_leaves_its_place_to_the_next() -> None:
    """They did not answer it, and need not: it neither stays live nor comes back later."""
    westin, avis = (ask(name, does="write", level=Level.URGENT) for name in ("westin", "avis"))
    who = asked(westin)
    assert claim_ask(who, day(), plan(westin, avis), avis, 0, TUESDAY) == "busy"
    claim = claim_ask(who, day(ended=("westin",)), plan(westin, avis), avis, 0, TUESDAY)
    assert isinstance(claim, Claim) and claim.person.live and claim.person.live.ask == "avis"
    assert claim.person.suspended is None


def test_a_nudge_goes_to_the_silent_and_to_the_deferred() -> None:
    """Both are still asked; who answered is not."""
    for who in (asked(SIGN), DEFERRED):
        nudge = claimed(who, SIGN, 1, WEDNESDAY)
        assert nudge.message.n == 1
        assert nudge.person.suspended is None


def test_promise_2_the_silent_get_each_nudge_of_the_plan_once_and_no_more() -> None:
    """Two nudges in the plan: two texts after the first, whatever is asked for."""
    who, sent = claimed(person(), SIGN, 0, TUESDAY).person, []
    for n, at in ((1, WEDNESDAY), (1, WEDNESDAY), (2, THURSDAY), (3, FRIDAY), (4, FRIDAY)):
        claim = claim_ask(who, day(), plan(), SIGN, n, at)
        if isinstance(claim, Claim):
            who, sent = claim.person, [*sent, claim.message.n]
    assert sent == [1, 2]


def test_who_said_later_gets_one_nudge() -> None:
    """The plan's next one, and not the one after it."""
    after = claimed(DEFERRED, SIGN, 1, WEDNESDAY).person
    assert claim_ask(after, day(), plan(), SIGN, 2, THURSDAY) == "put_before"


def test_promise_2_an_urgent_ask_that_nobody_answered_gives_the_place_back() -> None:
    """Once the petition is over, the ask it superseded is live again and can be nudged."""
    write = ask("write", until=FRIDAY, send=MONDAY, nudges=(72 * HOUR,))
    sign = replace(SIGN, until=THURSDAY)
    who = claimed(asked(write), sign, 0, TUESDAY).person
    assert who.suspended and who.suspended.ask == "write"
    assert claim_ask(who, day(), plan(), ATTEND, 0, THURSDAY) == "busy"
    nudge = claimed(who, write, 1, THURSDAY)
    assert nudge.person.live and nudge.person.live.ask == "write"
    assert nudge.person.suspended is None


def test_a_place_that_is_over_is_free() -> None:
    """An answered ask, or one whose time has passed, makes way and is not suspended."""
    over = asked(HOST, live=live(HOST, until=TUESDAY))
    for who in (over, SIGNED):
        after = claimed(who, ATTEND, 0, TUESDAY).person
        assert after.live and after.live.ask == "attend"
        assert after.suspended is None


def test_a_notice_takes_no_live_ask() -> None:
    """A kit asks nothing: whatever the person is asked stays so."""
    who = asked(SIGN)
    claim = claim_notice(who, day(), plan(), "kit", TUESDAY)
    assert isinstance(claim, Claim)
    assert (claim.person, claim.proof) == (who, "")


@pytest.mark.parametrize("refused", REFUSED[:6], ids=lambda refused: refused.title)
def test_a_notice_obeys_consent_pause_and_hours(refused: Refused) -> None:
    """What holds for any text holds for a notice."""
    notice = claim_notice(refused.who, day(state=refused.state), plan(), "kit", refused.now)
    assert notice == refused.refusal


@pytest.mark.parametrize("what", [HOST, SIGN, ATTEND, HOME], ids=lambda what: what.name)
def test_promise_2_the_proof_is_the_fact_that_a_yes_records(what: Ask) -> None:
    """An act proved on any channel suppresses its ask: both sides name one key."""
    said = decide(scene(asked(what), Intent(kind="accept")))
    assert proof_of(plan(), what, "p1") == said.facts[0].key


def test_promise_2_a_second_petition_has_the_first_one_s_proof() -> None:
    """Who signed one is not asked to sign the other."""
    again = ask("again", does="sign")
    both = plan(SIGN, again)
    assert proof_of(both, again, "p1") == proof_of(both, SIGN, "p1")


def test_nothing_proves_the_question_how_many_came() -> None:
    """It is asked whatever was done."""
    assert claimed(person(), REPORT, 0, TUESDAY).proof == ""
