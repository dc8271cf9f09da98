"""Several at once: in order, bounded, and whole when something goes wrong."""

from collections.abc import Iterator
from threading import Barrier, Event, Thread, current_thread

import pytest

from chalicelib.adapters.hands import Threads
from chalicelib.domain.pools import MOST_AT_ONCE

WAIT = 10
"""Seconds after which a test that hangs is given up."""


def test_as_many_are_under_way_as_are_asked_for_and_no_more() -> None:
    """Three meet in the work, as only three at once can; no fourth was taken yet."""
    taken: list[int] = []
    together = Barrier(3)

    def given() -> Iterator[int]:
        for n in range(9):
            taken.append(n)
            yield n

    def work(n: int) -> int:
        assert len(taken) <= (n // 3 + 1) * 3
        together.wait(WAIT)
        return n

    assert sorted(Threads().each(work, given(), 3)) == [*range(9)]


def test_one_hand_works_in_the_caller_s_own_thread_and_in_order() -> None:
    """A slow sender's worker stays as simple as it was."""
    done = list(Threads().each(lambda n: (n, current_thread()), range(3), 1))
    assert done == [(n, current_thread()) for n in range(3)]


def test_after_an_error_nothing_is_begun_and_what_was_under_way_ends() -> None:
    """The worker's caller sees it once nobody works any more."""
    begun: list[int] = []
    ended: list[int] = []
    failed = Event()

    def work(n: int) -> int:
        begun.append(n)
        if n == 0:
            failed.set()
            raise RuntimeError
        assert failed.wait(WAIT)
        ended.append(n)
        return n

    with pytest.raises(RuntimeError):
        list(Threads().each(work, range(100), 2))
    assert len(begun) <= 3 and sorted(ended) == [n for n in sorted(begun) if n]


def test_the_same_threads_work_again_so_that_their_connections_are_few() -> None:
    """Chunk after chunk: a connection is kept for each thread that ever worked."""
    hands, seen = Threads(), set[Thread]()
    for _ in range(20):
        list(hands.each(lambda _: seen.add(current_thread()), range(40), 8))
    assert 1 <= len(seen) <= MOST_AT_ONCE
