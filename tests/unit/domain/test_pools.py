"""What a pool's pace asks of its workers: hands, chunks, reservations."""

import pytest

from chalicelib.domain.pace import SEGMENTS_A_SECOND
from chalicelib.domain.pools import MOST_AT_ONCE, Pool


def pool(rate: float) -> Pool:
    return Pool(name="p", service="MG1", rate=rate)


@pytest.mark.parametrize(
    ("kind", "hands"),
    [("long-code", 1), ("toll-free", 1), ("10dlc-t", 1), ("link", 3), ("short-code", 25)],
)
def test_a_worker_has_the_hands_that_its_senders_pace_needs(kind: str, hands: int) -> None:
    """At a quarter of a second a text; a slow sender needs one."""
    assert pool(SEGMENTS_A_SECOND[kind]).at_once == hands


def test_a_worker_has_no_more_hands_than_connections() -> None:
    """Four short codes behind one service do not make it four times as fast."""
    assert pool(400).at_once == MOST_AT_ONCE
    assert pool(400).texts_a_second(1) == 120
    assert pool(400).texts_a_second(4) == 100


@pytest.mark.parametrize("kind", SEGMENTS_A_SECOND)
def test_every_kind_of_sender_is_reached_by_one_worker(kind: str) -> None:
    """So a run's chunks may go one after another."""
    rate = SEGMENTS_A_SECOND[kind]
    assert pool(rate).texts_a_second(1) == rate


@pytest.mark.parametrize(
    ("rate", "segments", "people"),
    [
        (1, 1, 300),
        (1, 3, 100),
        (1.25, 1, 375),
        (100, 1, 30_000),
        (100, 2, 15_000),
        (1_000_000, 1, 36_000),
        (0.001, 1, 1),
    ],
)
def test_a_chunk_is_five_minutes_of_its_senders_pace(
    rate: float, segments: int, people: int
) -> None:
    """A worker has ten: time for a second day on the same pool."""
    assert pool(rate).people_a_chunk(segments) == people


def test_a_reservation_is_a_seconds_worth_and_no_more_than_is_needed() -> None:
    """One call a second for a short code, one for five segments or two texts of a long code; the
    last text of a wave holds nobody up."""
    assert pool(100).worth_reserving(1, 5000) == 100
    assert pool(100).worth_reserving(2, 8) == 8
    assert pool(1).worth_reserving(1, 300) == 5
    assert pool(1).worth_reserving(3, 300) == 6
    assert pool(1).worth_reserving(3, 3) == 3
