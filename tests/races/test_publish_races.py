"""Publishers at once: whatever was counted is public when the last of them is done, tick or not.

Each signature's change of a tally wakes a publisher, of any shard of the stream. One of them has
the lease; what the others were woken for must not wait for the next minute's tick.
"""

import json
from collections.abc import Callable

import pytest

from tests.races.interleavings import every_order
from tests.races.levels import DAY, TURNS, Petition

CALLS = TURNS | {"stamp_published"}


class Woken(Petition):
    """Signers whose change wakes a publisher."""

    def first(self) -> None:
        self.form(4)
        self.publish()

    def second(self) -> None:
        self.form(5)
        self.publish()

    def third(self) -> None:
        self.form(6)
        self.publish()

    @property
    def shown(self) -> int:
        found = json.loads(self.stage.public.get(f"{DAY}/count.json"))
        return int(found["data"]["attributes"]["signature_count"])


def in_every_order(names: tuple[str, ...], interruptions: int) -> int:
    """How many orders there are; asserts after each that what is shown is what was counted."""
    made: list[Woken] = []

    def actors() -> list[Callable[[], None]]:
        made.append(Woken(0, calls=CALLS, levels=("three",)))
        return [getattr(made[-1], name) for name in names]

    orders = 0
    for order in every_order(actors, interruptions):
        orders += 1
        petition = made.pop()
        assert petition.shown == petition.count == len(names), order
        assert petition.store.take_publishing(DAY, "next", petition.clock.real_now(), 30), order
    return orders


@pytest.mark.parametrize(
    ("names", "interruptions"), [(("first", "second"), 10_000), (("first", "second", "third"), 3)]
)
def test_no_signature_waits_for_the_tick_whoever_publishes(
    names: tuple[str, ...], interruptions: int, capsys: pytest.CaptureFixture[str]
) -> None:
    """Two in every order, three with at most three interruptions; the lease is given back."""
    orders = in_every_order(names, interruptions)
    with capsys.disabled():
        print(f"\n{len(names)} publishers: {orders} orders", end="")  # noqa: T201
    assert orders > 10
