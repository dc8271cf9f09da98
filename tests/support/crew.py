"""Hands on virtual time: threads of which one runs at a time, the one whose time has come first.

So a worker with thirty texts under way is as deterministic as one with a single text, and an hour
of it takes seconds.
"""

import heapq
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from itertools import count
from threading import Semaphore, Thread, local
from typing import TypeVar

from tests.support.fakes import NOON, FakeClock

Given = TypeVar("Given")
Made = TypeVar("Made")


class Crew(FakeClock):
    """ports.Clock and ports.Hands: whoever sleeps lets the next one work."""

    def __init__(self, at: datetime = NOON) -> None:
        super().__init__(at)
        self._asleep: list[tuple[datetime, int, Semaphore]] = []
        self._order = count()
        self._mine = local()
        self._all_done = Semaphore(0)
        self.most = 0
        """The most hands that were ever asked for."""

    def sleep(self, seconds: float) -> None:
        """A hand's own sleep; out of a crew, time passes at once."""
        mine: Semaphore | None = getattr(self._mine, "turn", None)
        if mine is None:
            super().sleep(seconds)
            return
        self._wake(mine, self.real_now() + timedelta(seconds=seconds))
        self._pass_on()
        mine.acquire()

    def each(
        self, work: Callable[[Given], Made], given: Iterable[Given], most: int
    ) -> Iterator[Made]:
        """The results when all have ended, in the order in which they came."""
        self.most = max(self.most, most)
        left, made, errors = iter(given), list[Made](), list[BaseException]()

        def hand(turn: Semaphore) -> None:
            self._mine.turn = turn
            turn.acquire()
            try:
                while not errors and (one := next(left, None)) is not None:
                    made.append(work(one))
            except BaseException as error:
                errors.append(error)
            self._pass_on()

        hands = [Thread(target=hand, args=(self._begun(),)) for _ in range(most)]
        for each in hands:
            each.start()
        self._pass_on()
        self._all_done.acquire()
        for each in hands:
            each.join()
        if errors:
            raise errors[0]
        yield from made

    def _begun(self) -> Semaphore:
        turn = Semaphore(0)
        self._wake(turn, self.real_now())
        return turn

    def _wake(self, turn: Semaphore, at: datetime) -> None:
        heapq.heappush(self._asleep, (at, next(self._order), turn))

    def _pass_on(self) -> None:
        if not self._asleep:
            self._all_done.release()
            return
        at, _, turn = heapq.heappop(self._asleep)
        self.advance(max(timedelta(0), at - self.real_now()))
        turn.release()
