"""Triggers under concurrent signers, publishers, ticks and a fraud: never twice, never skipped.

First explored: `every_order` leaves no order of two or three out, and each first of two is cut off
at each of its calls, before or after it took effect, and begins again, as its caller would. Then a
thousand at random, with more of everything, always the same ones (`SEED`, `SCHEDULES`).
"""

import os
from collections.abc import Callable, Sequence
from functools import partial
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from tests.races.cuts import CutError, Cutting
from tests.races.interleavings import every_order, in_order
from tests.races.levels import TURNS, Petition

SEED = int(os.environ.get("SEED") or 2026)
NUMBER = int(os.environ.get("SCHEDULES") or 1_000)

SCENES: dict[str, tuple[dict[str, Any], tuple[str, ...]]] = {
    "two signers at the level": ({"signed": 1}, ("text", "form")),
    "the same form twice": ({"signed": 1}, ("form", "form")),
    "a signer and a publisher": ({"signed": 1}, ("form", "publish")),
    "a signer, a publisher and its twin": ({"signed": 2}, ("form", "publish", "publish")),
    "a jump over two, published twice": ({"signed": 3}, ("publish", "publish")),
    "a level looked at by two ticks": (
        {"signed": 2, "looked": True, "levels": ("two",)},
        ("start", "start"),
    ),
    "a signer while the tick fires": ({"signed": 2, "looked": True}, ("text", "start")),
    "a publisher while the tick fires": ({"signed": 3, "looked": True}, ("publish", "start")),
    "a fraud while the tick fires": ({"signed": 2, "looked": True}, ("fraud", "start")),
    "a fraud and a signer while it fires": (
        {"signed": 2, "looked": True},
        ("fraud", "form", "start"),
    ),
    "a fraud while it is published": ({"signed": 2}, ("fraud", "publish")),
    "a fraud that is delivered all the same": (
        {"signed": 2, "looked": True, "below": "deliver"},
        ("fraud", "start"),
    ),
}


def scene(name: str, made: list[Petition]) -> list[Callable[[], None]]:
    given_, actors = SCENES[name]
    made.append(Petition(**given_))
    return [getattr(made[-1], actor) for actor in actors]


@pytest.mark.parametrize("name", SCENES)
def test_promise_4_each_level_fires_once_in_every_order(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """One packet for each level that is reached, whoever looked first."""
    made: list[Petition] = []
    orders = 0
    for order in every_order(lambda: scene(name, made)):
        orders += 1
        assert list(made.pop().wrong()) == [], order
    told(capsys, name, f"{orders} orders")
    assert orders > 1


@pytest.mark.parametrize("name", SCENES)
def test_promise_4_each_level_fires_once_though_one_is_cut_off(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The first dies at each of its calls and is tried again, while the others go on."""
    orders = cuts = 0
    for when in ("before", "after"):
        for call in count():
            more = _with_a_cut(name, call, when)
            if not more:
                break
            cuts, orders = cuts + 1, orders + more
    told(capsys, name, f"{orders} orders with {cuts} cuts")
    assert cuts > 1


def test_promise_4_a_jump_over_two_fires_both_whichever_tick_comes_first() -> None:
    """Two ticks, two levels, in every order of their calls."""
    made: list[Petition] = []

    def actors() -> list[Callable[[], None]]:
        made.append(Petition(3, looked=True))
        return [made[-1].start, made[-1].start]

    for order in every_order(actors):
        assert list(made.pop().wrong()) == [], order


def _with_a_cut(name: str, call: int, when: str) -> int:
    """How many orders there are with the first cut there; 0: it has no such call."""
    made: list[Petition] = []
    struck: list[bool] = []

    def actors() -> list[Callable[[], None]]:
        _, *others = scene(name, made)
        struck.clear()
        return [partial(_cut, made[-1], SCENES[name][1][0], call, when, struck), *others]

    orders = 0
    for order in every_order(actors):
        orders += bool(struck)
        assert list(made.pop().wrong()) == [], (name, call, when, order)
    return orders


def _cut(
    petition: Petition, actor: str, call: int, when: str, struck: list[bool], which: int = -1
) -> None:
    """Runs the actor into its cut, and again without."""
    whole, calls = petition.wrap, count()

    def cutting(store: Any) -> Cutting:
        return Cutting(whole(store), TURNS, calls, call, when, struck)

    act = Petition.__dict__[actor]
    given_ = (which,) if which >= 0 else ()
    try:
        act(_Borrowed(petition, cutting), *given_)
    except CutError:
        act(petition, *given_)


class _Borrowed:
    """The same petition, with a store that is cut off for one actor."""

    def __init__(self, petition: Petition, wrap: Callable[[Any], Any]) -> None:
        self._petition, self.wrap = petition, wrap

    def __getattr__(self, name: str) -> Any:
        return getattr(self._petition, name)


ACTORS = st.one_of(
    st.tuples(st.sampled_from(("text", "form")), st.integers(4, 8)),
    st.tuples(st.sampled_from(("publish", "start", "fraud", "publish", "start")), st.just(-1)),
)
"""An actor, and who signs; the same signer again is a replay."""
CUT = st.one_of(st.none(), st.tuples(st.integers(0, 6), st.sampled_from(("before", "after"))))


@seed(SEED)
@settings(
    max_examples=NUMBER,
    deadline=None,
    database=None,
    phases=(Phase.generate, Phase.shrink),
    suppress_health_check=list(HealthCheck),
    print_blob=False,
)
@given(
    st.integers(0, 3),
    st.booleans(),
    st.sampled_from(("wait", "deliver")),
    st.lists(st.tuples(ACTORS, CUT), min_size=2, max_size=7),
    st.lists(st.integers(0, 6), max_size=60),
)
def test_promise_4_each_level_fires_once_in_a_thousand_schedules_at_random(
    signed: int, looked: bool, below: str, acts: list[Any], turns: Sequence[int]
) -> None:
    """Up to seven at once, any of them cut off and begun again, in an order that was drawn."""
    petition = Petition(signed, looked=looked, below=below)
    in_order([_act(petition, *act) for act in acts], turns)
    assert list(petition.wrong()) == []


def _act(petition: Petition, who: tuple[str, int], cut: tuple[int, str] | None) -> Any:
    actor, which = who
    call, when = cut or (1_000, "before")
    return partial(_cut, petition, actor, call, when, [], which)


def test_a_publisher_that_looks_at_one_level_alone_is_found_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The search sees a level that is skipped."""
    monkeypatch.setattr("chalicelib.domain.shown.watched", lambda t, record, *_: record)
    with pytest.raises(AssertionError, match="skipped"):
        assert list(Petition(3).wrong()) == []


def test_a_store_that_moves_a_trigger_from_any_state_is_found_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The search sees a level that fires twice, or falls after it fired."""

    def blindly(self: Any, before: Any, after: Any) -> Any:
        self._triggers[after.day, after.trigger] = before
        return move(self, before, after)

    from tests.faults.witness import WatchedStore

    move = WatchedStore.move_trigger
    monkeypatch.setattr(WatchedStore, "move_trigger", blindly)
    with pytest.raises(AssertionError, match="fired"):
        for name in ("a level looked at by two ticks", "a fraud while the tick fires"):
            made: list[Petition] = []
            for _ in every_order(partial(scene, name, made)):
                assert list(made.pop().wrong()) == []


def told(capsys: pytest.CaptureFixture[str], name: str, what: str) -> None:
    with capsys.disabled():
        print(f"\n{name}: {what}", end="")  # noqa: T201
