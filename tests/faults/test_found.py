"""What the search has found, kept: each was wrong once and is played in every run."""

from collections.abc import Callable

import pytest

from tests.faults.calls import Fault
from tests.faults.harbour import ANN, BOB, CID, EVE
from tests.faults.schedules import Event, Schedule, wrong_after
from tests.faults.test_single_faults import plain


def first(scene: str, call: str) -> int:
    """The number of the scene's first call of that name."""
    return plain(scene)[1].index(call) + 1


def last(scene: str, call: str) -> int:
    calls = plain(scene)[1]
    return len(calls) - calls[::-1].index(call)


def late_text() -> Schedule:
    """A text between the recount and the end: counted, but missing from the report."""
    late = last("close", "public.put")
    letters = ((EVE, "Harbour"), (EVE, "sign"))
    return Schedule("close", (), letters, (Event(late, "text", 0), Event(late, "text", 1)))


def cut_off_wave() -> Schedule:
    """A wave that the close cut off was nobody's case."""
    started = first("wave", "store.start_run")
    return Schedule("wave", (Fault(started, "after", "error"),), (), (Event(1, "close"),))


def cut_off_delivery() -> Schedule:
    """So was a delivery, claimed and lost."""
    fault = Fault(60, "after", "lost")
    events = (Event(1, "close"), Event(14, "text"))
    return Schedule("web signature", (fault,), ((ANN, "1"),), events)


def dead_publisher() -> Schedule:
    """Its lease kept the last count off the closed day's page."""
    return Schedule("close", (Fault(last("close", "store.totals"), "before", "error"),))


def lost_close() -> Schedule:
    """Lost once the day was closed, its run was under way for ever."""
    return Schedule("close", (Fault(last("close", "store.finish_run"), "before", "lost"),))


def lost_follow_up() -> Schedule:
    """Lost once its leaders had moved on, the same."""
    scene = "follow-up: kit"
    return Schedule(scene, (Fault(last(scene, "store.finish_run"), "before", "lost"),))


def stranger() -> Schedule:
    """A stranger's text, and then their keyword."""
    return Schedule("reply", (), ((EVE, "1"),), (Event(1, "text"),))


def stop_after_a_slow_claim() -> Schedule:
    """Cid is the first of the wave; his claim took 3 s, and then he opted out."""
    claim = first("wave", "store.claim")
    events = (Event(claim, "slow"), Event(claim + 1, "text"))
    return Schedule("wave", (), ((CID, "STOP"),), events)


def stop_while_his_number_is_opened() -> Schedule:
    """Opening it took 3 s; the claim had been looked at before."""
    opening = first("wave", "store.claim") + 1
    events = (Event(opening, "slow"), Event(opening, "text"))
    return Schedule("wave", (), ((CID, "STOP"),), events)


def signature_between_attempts() -> Schedule:
    """Bob signs while the delivery is lost between its two targets: the counts stay frozen."""
    calls = plain("delivery")[1]
    second = calls.index("store.claim_delivery", first("delivery", "store.claim_delivery")) + 1
    fault, event = Fault(second, "before", "lost"), Event(second, "text")
    return Schedule("delivery", (fault,), ((BOB, "1"),), (event,))


def delivery_cut_off_by_a_close() -> Schedule:
    """Lost between its two targets, it found the day paused and then closing."""
    fault, events = Fault(73, "after", "lost"), (Event(3, "close"), Event(76, "pause"))
    return Schedule("delivery", (fault,), ((ANN, "1"),), events)


FOUND = (
    delivery_cut_off_by_a_close,
    signature_between_attempts,
    late_text,
    cut_off_wave,
    cut_off_delivery,
    dead_publisher,
    lost_close,
    lost_follow_up,
    stranger,
    stop_after_a_slow_claim,
    stop_while_his_number_is_opened,
)


@pytest.mark.parametrize("schedule", FOUND)
def test_promise_7_what_a_search_has_found_stays_mended(schedule: Callable[[], Schedule]) -> None:
    """The smallest schedule that showed it."""
    assert wrong_after(schedule()) == []
