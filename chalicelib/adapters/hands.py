"""Several texts under way at once: threads, no more than are asked for."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import TypeVar

from chalicelib.domain.pools import MOST_AT_ONCE

Given = TypeVar("Given")
Made = TypeVar("Made")


class Threads:
    """ports.Hands. One hand needs no thread: the worker's own does.

    The threads live as long as the process, and each keeps its connections: made anew for each
    chunk, they left theirs open behind them until the carrier took no more.
    """

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(MOST_AT_ONCE)

    def each(
        self, work: Callable[[Given], Made], given: Iterable[Given], most: int
    ) -> Iterator[Made]:
        """Takes from `given` only what it can begin: nothing waits in memory."""
        if most == 1:
            yield from map(work, given)
            return
        under_way: set[Future[Made]] = set()
        try:
            for one in given:
                under_way.add(self._pool.submit(work, one))
                if len(under_way) == most:
                    ended, under_way = wait(under_way, return_when=FIRST_COMPLETED)
                    yield from (future.result() for future in ended)
            yield from (future.result() for future in under_way)
        finally:
            wait(under_way)
