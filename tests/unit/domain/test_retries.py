"""A failure that may pass is tried once more, and never while the first try may still arrive."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.carrier_outcomes import HANDLING
from chalicelib.domain.claims import Claim
from chalicelib.domain.messages import Message, parse_reference
from chalicelib.domain.retries import again, claim_again, given_up, reported
from tests.support.plans import DAY, FRIDAY, HOST, HOUR, SIGN, TUESDAY, asked, day, plan

NOON = TUESDAY + 2 * HOUR
SENT = Message(person="p1", day=DAY, ask="sign", n=0, claimed_at=TUESDAY, status="sent", sid="SM1")
WAITS = replace(SENT, status="retry", code=30003, retry_at=NOON + timedelta(minutes=30))


def test_an_unreachable_phone_waits_half_an_hour() -> None:
    """The report of it keeps its code."""
    assert reported(SENT, "undelivered", NOON, code=30003) == WAITS


@given(st.lists(st.sampled_from(["sent", "undelivered", "failed", "queued"]), max_size=6))
def test_promise_9_the_same_news_again_does_not_put_the_retry_off(said: list[str]) -> None:
    """Repeated and reordered reports of the first try change nothing."""
    message = WAITS
    for status in said:
        message = reported(message, status, NOON + HOUR, code=30003)
    assert message == WAITS


def test_a_delivery_after_all_ends_the_waiting() -> None:
    """The phone has it: nothing is sent again."""
    assert reported(WAITS, "delivered", NOON).status == "delivered"


def test_the_second_failure_stands() -> None:
    """One delayed retry, then no more."""
    second = replace(again(WAITS), status="sent", sid="SM2")
    assert (second.tries, second.retry_at) == (2, None)
    ended = reported(second, "undelivered", NOON, code=30003)
    assert (ended.status, ended.code) == ("undelivered", 30003)


@pytest.mark.parametrize("code", sorted({*HANDLING, 0, 39999}))
def test_only_what_the_table_says_is_tried_again(code: int) -> None:
    """A filtered text, above all, never is."""
    tries = HANDLING[code].tries if code in HANDLING else 1
    assert (reported(SENT, "failed", NOON, code=code).status == "retry") == (tries > 1)


def test_each_try_has_a_reference_of_its_own() -> None:
    """The first is the id itself; what is no reference names no message."""
    assert SENT.reference == SENT.id
    second = again(WAITS)
    assert second.reference == f"{SENT.id}~2"
    assert parse_reference(second.reference) == (SENT.id, 2)
    assert parse_reference(SENT.id) == (SENT.id, 1)
    assert parse_reference("nonsense~x") == ("nonsense~x", 1)


def test_a_retry_claims_the_same_message_for_who_was_asked_and_has_not_answered() -> None:
    """Their live ask stays as it is."""
    person = asked(SIGN)
    claim = claim_again(person, day(), plan(), WAITS, NOON)
    assert isinstance(claim, Claim)
    assert (claim.person, claim.before, claim.message) == (person, WAITS, again(WAITS))
    assert claim.proof


@pytest.mark.parametrize(
    ("person", "then", "refusal"),
    [
        (asked(SIGN, held=True), NOON, "held"),
        (asked(SIGN, live=None), NOON, "answered"),
        (asked(HOST), NOON, "answered"),
        (asked(SIGN), FRIDAY + 48 * HOUR, "over"),
        (asked(SIGN), TUESDAY + 14 * HOUR, "shut"),
    ],
)
def test_who_moved_on_is_not_tried_again(person: object, then: object, refusal: str) -> None:
    """Answered, asked something else, not to be texted, at night, or too late."""
    assert claim_again(person, day(), plan(), WAITS, then) == refusal  # type: ignore[arg-type]


def test_a_paused_or_stopped_wave_tries_nobody_again() -> None:
    """Promise 6 holds for second tries too."""
    assert claim_again(asked(SIGN), day(state="paused"), plan(), WAITS, NOON) == "not_sending"
    resting = day(waves={"sign": "paused"})
    assert claim_again(asked(SIGN), resting, plan(), WAITS, NOON) == "not_sending"


def test_what_is_given_up_keeps_its_code() -> None:
    """It counts as failed."""
    assert given_up(WAITS) == replace(WAITS, status="failed", retry_at=None)
