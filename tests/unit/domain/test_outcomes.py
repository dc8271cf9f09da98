"""What a run keeps of its steps' results: counts added up, shut windows listed once."""

from chalicelib.domain.outcomes import expired_texts, outcome_of
from chalicelib.domain.runs import Run
from tests.support.plans import MONDAY, run


def test_counts_of_chunks_are_added_up() -> None:
    """And the places that shut before or on the way are one sorted list, with those who wait."""
    outcome = outcome_of(
        {
            "audience": {"people": 5, "shut": ["NZ Pacific/Auckland"], "waiting": 3, "expired": 4},
            "counts": [
                {"counts": {"sent": 2, "busy": 1}, "shut": ["FR Europe/Paris"], "waiting": 1},
                {"counts": {"sent": 3}, "shut": ["FR Europe/Paris", "NZ Pacific/Auckland"]},
            ],
        },
        MONDAY,
    )
    assert outcome == {
        "seen_at": "2027-03-15T10:00:00+00:00",
        "shut": ["FR Europe/Paris", "NZ Pacific/Auckland"],
        "people": 5,
        "waiting": 4,
        "counts": {"sent": 5, "busy": 1, "expired": 4},
    }


def test_promise_5_texts_that_came_too_late_are_counted() -> None:
    """Those with no opening in time, those asked after its end, and those who waited in vain."""

    def wave(number: str, waiting: int, **counts: int) -> Run:
        told = {"ask": "sign", "n": 0, "sender": "other"}
        outcome = {"waiting": waiting, "counts": counts}
        moment = f"wave.sign.0.other{number}"
        return run(moment, state="succeeded", outcome=outcome, input=told)

    done = [wave("", 9, sent=1, expired=2), wave(".1", 5, over=1), wave(".2", 4, sent=1)]
    assert expired_texts(done) == {"sign.0.expired": 2 + 1 + 4}
    assert expired_texts([wave("", 0, sent=1), run("day.close", workflow="close_day")]) == {}


def test_a_delivery_s_outcomes_are_by_target() -> None:
    """With the offices that were shut."""
    outcome = outcome_of(
        {
            "frozen": {"shut": ["assembly"]},
            "deliveries": [{"target": "minister", "outcome": "sent"}],
        },
        MONDAY,
    )
    assert (outcome["shut"], outcome["deliveries"]) == (["assembly"], {"minister": "sent"})


def test_a_run_that_did_nothing_has_an_outcome_too() -> None:
    """Nothing is a count of zero, also where a state of the workflow was skipped."""
    nothing = {"audience": None, "frozen": None, "counts": None, "deliveries": None}
    for results in ({}, nothing):
        outcome = outcome_of(results, MONDAY)
        assert (outcome["people"], outcome["counts"], outcome["shut"]) == (0, {}, [])
        assert "error" not in outcome


def test_an_error_is_kept_by_its_name() -> None:
    """So that the desk can say why."""
    outcome = outcome_of({"outcome": {"state": "failed", "error": "States.Timeout"}}, MONDAY)
    assert outcome["error"] == "States.Timeout"
