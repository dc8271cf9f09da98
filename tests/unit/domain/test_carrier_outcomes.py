"""Every outcome of the carrier has its handling, and no dangerous one is tried again."""

import pytest

from chalicelib.domain.carrier_outcomes import HANDLING, UNKNOWN, handling

FACTS = (
    20429, 21211, 21614, 21612, 21408, 21608, 21610, 21611, 30001, 30003, 30004, 30005, 30006,
    30007, 30008, 30034, 30036, 30450, 63017, 20003, 90007,
)  # fmt: skip
"""The codes that Twilio documents for texts like ours."""


@pytest.mark.parametrize("code", FACTS)
def test_every_documented_code_has_a_row(code: int) -> None:
    """None of them is met as an unknown one."""
    assert handling(code) is HANDLING[code]


def test_an_unknown_code_is_final_counted_and_sets_off_an_alarm() -> None:
    """The carrier adds codes; nothing is repeated on a guess."""
    assert handling(39999) is UNKNOWN
    assert (UNKNOWN.tries, UNKNOWN.fails, UNKNOWN.alarm) == (1, True, "unknown_code")


def test_a_filtered_text_is_never_tried_again() -> None:
    """Repeating it is what filters punish."""
    assert handling(30007).tries == 1 and handling(30007).alarm == "filtered"


@pytest.mark.parametrize("code", [30003, 30008])
def test_an_unreachable_phone_gets_one_delayed_retry(code: int) -> None:
    """Two tries in all, the second half an hour later."""
    assert (handling(code).tries, handling(code).after.total_seconds()) == (2, 1800)


@pytest.mark.parametrize("code", [20429, 429, 21611, 30001, 63017])
def test_what_was_not_taken_is_tried_later_and_does_not_trip_the_breaker(code: int) -> None:
    """Nothing went out: a bounded number of later tries, and no mistake of the text's."""
    assert handling(code).tries > 2 and not handling(code).fails


def test_the_carriers_stop_is_ours_too() -> None:
    """21610 means an opt-out; it is no fault that a breaker should count."""
    assert handling(21610).person == "opted_out" and not handling(21610).fails


def test_a_refused_token_stops_all() -> None:
    """With its code or as a bare 401."""
    assert handling(20003).alarm == handling(401).alarm == "stop_all"
