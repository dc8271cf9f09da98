"""Who waits at the desk, how long, and whose case it is."""

from datetime import timedelta
from typing import Any

from chalicelib.domain.case_work import answer_times, shown
from chalicelib.domain.cases import Case
from tests.support.plans import HOUR, MONDAY


def case(id: str, **differs: Any) -> Case:
    what = {"day": "rivers", "kind": "unclear_reply", "opened_at": MONDAY}
    return Case(**{"id": id, **what, **differs})


def test_the_median_is_of_those_answered() -> None:
    """By a reply or by the close, whichever came first; who waits is not in it."""
    cases = [
        case("a", first_reply_at=MONDAY + HOUR, closed_at=MONDAY + 9 * HOUR),
        case("b", closed_at=MONDAY + 3 * HOUR),
        case("c", first_reply_at=MONDAY + 8 * HOUR),
        case("d", opened_at=MONDAY + HOUR),
    ]
    times = answer_times(cases, MONDAY + 10 * HOUR)
    assert (times.waiting, times.answered) == (1, 3)
    assert (times.median, times.oldest) == (3 * HOUR, 9 * HOUR)


def test_a_day_without_cases_has_no_times() -> None:
    """Not zero: nothing was measured."""
    times = answer_times([], MONDAY)
    assert (times.waiting, times.median, times.oldest) == (0, None, None)


def test_cases_are_shown_oldest_first_and_filtered() -> None:
    """Open ones, mine, one kind, or closed."""
    old = case("z", assignee="me")
    host = case("b", kind="quiet_leader", opened_at=MONDAY + HOUR)
    done = case("a", opened_at=MONDAY - timedelta(days=1), closed_at=MONDAY)
    cases = [host, done, old]
    assert shown(cases, "me", "") == [old, host]
    assert shown(cases, "me", "mine") == [old]
    assert shown(cases, "me", "quiet_leader") == [host]
    assert shown(cases, "me", "closed") == [done]
