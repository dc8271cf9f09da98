"""Every order in which a few actors may take their turns, one call at a time.

An actor runs until its next call of a port that matters, and waits there for its turn. A schedule
is the list of who went at each turn. Exploring is depth first: after a schedule, the last turn at
which somebody else could have gone is given to them, until there is none left. Nothing is drawn
at random, and no order is left out, unless a bound is given: then the orders are all those in
which nobody is interrupted more often in all. Races that need many interruptions are rare.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from greenlet import getcurrent, greenlet

Actor = Callable[[], None]
Scene = Callable[[], Sequence[Actor]]
"""Makes the world anew and gives its actors."""


class Paused:
    """A port whose named calls wait for their turn; outside of a schedule they do not."""

    def __init__(self, port: Any, calls: frozenset[str]) -> None:
        self._port, self._calls = port, calls

    def __getattr__(self, name: str) -> Any:
        call = getattr(self._port, name)
        if name not in self._calls:
            return call

        def in_turn(*given: Any, **named: Any) -> Any:
            scheduler = getcurrent().parent
            if scheduler is not None:
                scheduler.switch()
            return call(*given, **named)

        return in_turn


def every_order(scene: Scene, interruptions: int = 10_000) -> Iterator[tuple[int, ...]]:
    """Plays the scene in every order with at most so many interruptions of somebody who could
    have gone on; gives each order after it was played."""
    turns: list[int] = []
    while True:
        options = _played(scene(), turns, interruptions)
        yield tuple(turns)
        while turns and turns[-1] == options[-1][-1]:
            turns.pop()
            options.pop()
        if not turns:
            return
        turns[-1] = options[-1][options[-1].index(turns[-1]) + 1]


def _played(actors: Sequence[Actor], turns: list[int], left: int) -> list[list[int]]:
    """Follows `turns`, then goes on with whoever comes first; who could have gone at each turn.

    Everyone is brought to their first call before: until then nobody sees or changes anything.
    """
    lives = [greenlet(actor) for actor in actors]
    for life in lives:
        life.switch()
    options: list[list[int]] = []
    for at in range(10_000):
        able = [who for who, life in enumerate(lives) if not life.dead]
        if not able:
            return options
        last = turns[at - 1] if at else -1
        if last in able and not left:
            able = [last]
        if at == len(turns):
            turns.append(able[0])
        left -= last in able and turns[at] != last
        options.append(able)
        lives[turns[at]].switch()
    raise AssertionError("a schedule that does not end")


def in_order(actors: Sequence[Actor], turns: Sequence[int]) -> None:
    """Plays one order: at each turn whoever that number means among those that are able; then, once
    the numbers are used up, each to its end."""
    lives = [greenlet(actor) for actor in actors]
    for life in lives:
        life.switch()
    drawn = iter(turns)
    while able := [life for life in lives if not life.dead]:
        able[next(drawn, 0) % len(able)].switch()
