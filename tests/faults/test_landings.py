"""An opt-out, a pause, a close or a second tick at every point of every scene: all of them."""

import pytest

from tests.faults.harbour import BOB
from tests.faults.scenes import SCENES
from tests.faults.schedules import Event, Schedule, wrong_after
from tests.faults.test_single_faults import plain

LANDINGS = (
    ("text",),
    ("slow", "text"),
    ("pause",),
    ("close",),
    ("tick",),
    ("form", "publish"),
    ("publish", "tick"),
)
LETTERS = ((BOB, "STOP"),)


@pytest.mark.parametrize("scene", SCENES)
def test_promise_1_and_6_nothing_that_lands_anywhere_breaks_a_promise(
    scene: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """No claim after the opt-out, none a second after the pause; and the day still ends well."""
    wrong: dict[str, list[str]] = {}
    calls = plain(scene)[1]
    for number, call in enumerate(calls, start=1):
        for kinds in LANDINGS:
            events = tuple(Event(number, kind) for kind in kinds)
            schedule = Schedule(scene, (), LETTERS, events)
            if found := wrong_after(schedule):
                wrong[f"{kinds} before call {number}, {call}"] = found
    with capsys.disabled():
        print(f"{scene}: {len(calls) * len(LANDINGS)} landings, {len(wrong)} wrong")  # noqa: T201
    assert not wrong
