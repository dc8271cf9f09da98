"""One fault at every call of every scene, before and after it took effect: all of them."""

from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import product
from typing import get_args

import pytest

from tests.faults.calls import Fault, How, When, possible
from tests.faults.comparison import differences
from tests.faults.promises import broken
from tests.faults.scenes import SCENES, finish, opened, recover
from tests.faults.world import World


@cache
def plain(scene: str) -> tuple[World, tuple[str, ...]]:
    """The scene and the rest of its day without a fault, and the calls that the scene made."""
    world = opened(scene)
    SCENES[scene].act(world)
    world.calls.on = False
    recover(world)
    finish(world)
    assert broken(world) == []
    return world, tuple(world.calls.made)


def faults_of(scene: str) -> Iterator[Fault]:
    """Every fault that the scene's calls admit."""
    for number, call in enumerate(plain(scene)[1], start=1):
        for when, how in product(get_args(When), get_args(How)):
            fault = Fault(number, when, how)
            if possible(fault, call):
                yield fault


def wrong_after(scene: str, fault: Fault) -> list[str]:
    """What does not hold after the fault and the recovery, and at the end of the day."""
    world = opened(scene)
    world.calls.faults = {fault.call: fault}
    SCENES[scene].act(world)
    world.calls.on = False
    recover(world)
    wrong = broken(world)
    finish(world)
    return [*wrong, *broken(world), *differences(world, plain(scene)[0])]


@pytest.mark.parametrize("scene", SCENES)
def test_promise_7_one_fault_anywhere_leaves_nothing_that_the_tick_does_not_finish(
    scene: str, record_property: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]
) -> None:
    """All promises hold after each single fault; the positions are counted and printed."""
    wrong: dict[str, list[str]] = {}
    tried: Counter[str] = Counter()
    for fault in faults_of(scene):
        tried[fault.when] += 1
        if found := wrong_after(scene, fault):
            wrong[f"{fault} at {plain(scene)[1][fault.call - 1]}"] = found
    with capsys.disabled():
        print(summary(scene, len(plain(scene)[1]), tried), len(wrong), "wrong")  # noqa: T201
    assert not wrong


def summary(scene: str, calls: int, tried: Counter[str]) -> str:
    return f"{scene}: {calls} calls, {tried.total()} faults ({dict(tried)})"
