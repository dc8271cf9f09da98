"""Schedules: up to two faults in a scene, while texts, callbacks, commands and a second tick
arrive at any point of it, in any order and more than once.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from hypothesis import strategies as st

from chalicelib.steps.launch_day import close_day, pause_day, resume_day
from tests.faults.calls import Fault
from tests.faults.harbour import ANN, BOB, CID, DAY, EVE, MAILS
from tests.faults.promises import broken
from tests.faults.scenes import SCENES, finish, opened, recover
from tests.faults.world import World

PHONES = (ANN, BOB, CID, EVE)
BODIES = ("1", "no", "later", "STOP", "START", "sign", "host", "31", "what?", "Harbour")
STATUSES = ("queued", "sent", "delivered", "undelivered", "failed")
COMMANDS = ("pause", "resume", "close", "tick", "publish", "slow", "minute")
LAST_CALL = 150
"""Further than most scenes go: what has not landed by then comes right after the scene."""


@dataclass(frozen=True)
class Event:
    """Something from outside, just before the call of that number."""

    call: int
    kind: str
    """`text` (one of the letters), `callback`, `form`, or one of the commands."""
    which: int = 0
    status: str = ""


@dataclass(frozen=True)
class Schedule:
    """One world's fate. `letters` are texts by phone and words; an event posts one of them."""

    scene: str
    faults: tuple[Fault, ...]
    letters: tuple[tuple[str, str], ...] = ()
    events: tuple[Event, ...] = ()


def played(schedule: Schedule) -> World:
    """The world after the scene and all that landed in it; faults may still strike."""
    world = opened(schedule.scene)
    world.calls.faults = {fault.call: fault for fault in schedule.faults}
    for event in schedule.events:
        land = partial(_land, world, schedule, event)
        world.calls.landings.setdefault(event.call, []).append(land)
    SCENES[schedule.scene].act(world)
    for _, lands in sorted(world.calls.landings.items()):
        for land in lands:
            land()
    world.calls.landings = {}
    return world


def wrong_after(schedule: Schedule) -> list[str]:
    """What does not hold after the recovery, and at the end of the day."""
    world = played(schedule)
    day = world.store.day(DAY)
    if day and day.state == "paused":
        world.operate(resume_day, DAY)
    recover(world)
    world.calls.on = False
    wrong = broken(world)
    finish(world)
    return [*wrong, *broken(world)]


def _land(world: World, schedule: Schedule, event: Event) -> None:
    if event.kind == "text" and schedule.letters:
        index = event.which % len(schedule.letters)
        number, body = schedule.letters[index]
        world.text(number, body, f"SMletter{index}")
    elif event.kind == "callback" and world.carrier.sent:
        text = world.carrier.sent[event.which % len(world.carrier.sent)]
        world.callback(text.message_id, event.status)
    elif event.kind == "form":
        world.sign(DAY, tuple(MAILS.values())[event.which % len(MAILS)])
    elif event.kind in _COMMANDS:
        _COMMANDS[event.kind](world)


_COMMANDS: dict[str, Callable[[World], None]] = {
    "pause": lambda world: world.operate(pause_day, DAY),
    "resume": lambda world: world.operate(resume_day, DAY),
    "close": lambda world: world.operate(close_day, DAY),
    "tick": lambda world: world.tick_alone(),
    "publish": lambda world: world.publish(DAY),
    "slow": lambda world: world.clock.advance(timedelta(seconds=3)),
    "minute": lambda world: world.clock.advance(timedelta(minutes=1)),
}

_CALL = st.integers(1, LAST_CALL)
_PLAIN_FAULT = st.builds(
    Fault, _CALL, st.sampled_from(("before", "after")), st.sampled_from(("error", "death", "lost"))
)
_RARE_FAULT = st.builds(
    Fault,
    _CALL,
    st.sampled_from(("before", "after", "twice")),
    st.sampled_from(("error", "absent", "unknown")),
)
_EVENT = st.one_of(
    st.builds(Event, _CALL, st.just("text"), st.integers(0, 3)),
    st.builds(Event, _CALL, st.just("callback"), st.integers(0, 9), st.sampled_from(STATUSES)),
    st.builds(Event, _CALL, st.just("form"), st.integers(0, 2)),
    st.builds(Event, _CALL, st.sampled_from(COMMANDS)),
)
SCHEDULES = st.builds(
    Schedule,
    st.sampled_from(tuple(SCENES)),
    st.lists(st.one_of(_PLAIN_FAULT, _RARE_FAULT), max_size=2).map(tuple),
    st.lists(
        st.tuples(st.sampled_from(PHONES), st.sampled_from(BODIES)), min_size=1, max_size=4
    ).map(tuple),
    st.lists(_EVENT, max_size=6).map(tuple),
)
