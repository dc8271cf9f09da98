"""Several texts under way at once: threads, no more than are asked for."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import TypeVar

Given = TypeVar("Given")
Made = TypeVar("Made")


class Threads:
    """ports.Hands. One hand needs no thread: the worker's own does."""

    def each(
        self, work: Callable[[Given], Made], given: Iterable[Given], most: int
    ) -> Iterator[Made]:
        """Takes from `given` only what it can begin: nothing waits in memory."""
        if most == 1:
            yield from map(work, given)
            return
        with ThreadPoolExecutor(most) as pool:
            under_way: set[Future[Made]] = set()
            for one in given:
                under_way.add(pool.submit(work, one))
                if len(under_way) == most:
                    ended, under_way = wait(under_way, return_when=FIRST_COMPLETED)
                    yield from (future.result() for future in ended)
            yield from (future.result() for future in under_way)
