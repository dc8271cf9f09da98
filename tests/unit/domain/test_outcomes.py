"""What a run keeps of its steps' results: counts added up, shut windows listed once."""

from chalicelib.domain.outcomes import outcome_of
from tests.support.plans import MONDAY


def test_counts_of_chunks_are_added_up() -> None:
    """And the zones that shut before or on the way are one sorted list."""
    outcome = outcome_of(
        {
            "audience": {"people": 5, "shut": ["Pacific/Auckland"]},
            "counts": [
                {"counts": {"sent": 2, "busy": 1}, "shut": ["Europe/Paris"]},
                {"counts": {"sent": 3}, "shut": ["Europe/Paris", "Pacific/Auckland"]},
            ],
        },
        MONDAY,
    )
    assert outcome == {
        "seen_at": "2027-03-15T10:00:00+00:00",
        "shut": ["Europe/Paris", "Pacific/Auckland"],
        "people": 5,
        "counts": {"sent": 5, "busy": 1},
    }


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
