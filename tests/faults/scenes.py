"""The scenes that faults strike: a wave, a nudge, a reply, a web signature, a delivery and what
becomes of it, a follow-up of leaders, a close and a result; all in one small day of four people.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache

from chalicelib.domain.people import Person
from chalicelib.domain.plan import Plan
from chalicelib.domain.roster import encode_line, roster_line
from chalicelib.ports import Clock, Store, Vault
from chalicelib.steps.answer_target import TargetAnswer, answer_target
from chalicelib.steps.launch_day import close_day, reopen_for_a_week
from chalicelib.steps.record_call import RecordCall, record_call
from chalicelib.steps.record_handed import RecordHanded, record_handed
from tests.faults.harbour import (
    ANN,
    ASKED,
    BOB,
    CID,
    CLOSES,
    DAY,
    EVE,
    HOUR,
    LAUNCH,
    MAILS,
    MINUTE,
    NOON,
    NUDGED,
    SILENT,
    VOTE,
    a_plan,
    by_people,
)
from tests.faults.world import World

PIXEL = b"\xff\xd8\xff\xd9"
"""The smallest of all photographs."""


@dataclass(frozen=True)
class Scene:
    """`before` runs without faults and only once; `act` is what they strike."""

    name: str
    before: Callable[[World], None]
    act: Callable[[World], None]
    plan: Callable[[], Plan] = a_plan


@cache
def _prepared(name: str) -> World:
    world = World(LAUNCH)
    world.stage.launch(SCENES[name].plan())
    for number, country, standing in (
        (ANN, "US", ("active",)),
        (BOB, "US", ("active",)),
        (CID, "FR", ()),
    ):
        _add(world, number, country, standing)
    SCENES[name].before(world)
    return world


def opened(name: str) -> World:
    """A world in which the scene is about to begin."""
    world = World(LAUNCH, seed=_prepared(name))
    world.calls.on = True
    return world


def _add(world: World, number: str, country: str, standing: tuple[str, ...]) -> Person:
    person = world.stage.add(number, country=country, region="north", zone="UTC")
    aliased = replace(person, standing=standing, version=0)
    del world.store._persons[person.id]
    world.store.add_person(aliased, (world.person(MAILS[number]),))
    line = encode_line(roster_line(aliased))
    world.files.put(f"roster/{person.id}.jsonl", line, "application/x-ndjson")
    return aliased


def rest(world: World, at: datetime | None = None) -> None:
    """Ticks, a minute apart, until nothing is started any more."""
    world.tick(at)
    for _ in range(20):
        world.clock.advance(MINUTE)
        ticked = world.tick()
        if ticked and not ticked.runs and not ticked.failed and not world.under_way(DAY):
            return
    raise AssertionError("the day does not come to rest")


def _hosted(world: World) -> None:
    rest(world)
    world.text(ANN, "1")
    world.text(BOB, "1")


def _asked(world: World) -> None:
    _hosted(world)
    rest(world, NOON - 30 * MINUTE)
    rest(world, NOON)


def _signed(world: World) -> None:
    _asked(world)
    world.text(ANN, "1")
    world.text(CID, "1")


def _delivered(world: World) -> None:
    _signed(world)
    rest(world, VOTE)


def _closed(world: World) -> None:
    _delivered(world)
    the_close(world)
    rest(world)
    world.clock.advance(46 * HOUR)


def _before_kit(world: World) -> None:
    _hosted(world)
    world.clock.advance(2 * MINUTE)


def _before_report(world: World) -> None:
    _signed(world)
    world.text(BOB, "1")
    rest(world, VOTE)


def _before_call(world: World) -> None:
    _before_report(world)
    rest(world, ASKED)


def the_wave(world: World) -> None:
    """The urgent ask goes to everyone."""
    world.tick(NOON)


def the_nudge(world: World) -> None:
    """Bob has not answered; the others have."""
    world.tick(NUDGED)


def _failed(world: World) -> None:
    _asked(world)
    for text in world.carrier.sent[-2:]:
        world.callback(text.message_id, "undelivered", 30003)


def the_retry(world: World) -> None:
    """Two phones were out of reach; half an hour later each gets its text once more."""
    world.tick(world.clock.now() + 31 * MINUTE)


def the_replies(world: World) -> None:
    """A yes, a no, a stop and a stranger's keyword."""
    world.text(ANN, "1")
    world.text(BOB, "no")
    world.text(CID, "STOP")
    world.text(EVE, "Harbour")


def the_forms(world: World) -> None:
    """Ann signs on the web and by text, a stranger on the web alone."""
    world.sign(DAY, MAILS[ANN])
    world.sign(DAY, "stranger@mail.example")
    world.text(ANN, "1")


def the_levels(world: World) -> None:
    """Three sign between two looks of the publisher: one jump over two levels."""
    world.text(ANN, "1")
    world.sign(DAY, MAILS[CID])
    world.sign(DAY, "stranger@mail.example")
    world.publish(DAY)
    for _ in range(3):
        world.tick(world.clock.now() + MINUTE)


def the_delivery(world: World) -> None:
    """The deadline and the threshold fall together."""
    world.tick(VOTE)
    world.tick(VOTE + MINUTE)


def the_receipts(world: World) -> None:
    """One packet bounced; the other's mailbox was full at first."""
    world.receive(DAY, "vote", "mayor", "bounce")
    for kind in ("soft_bounce", "delivery"):
        world.receive(DAY, "many", "mayor", kind)


def the_errands(world: World) -> None:
    """Each letter is posted; the port's callers reach nobody, then somebody who will not hear."""
    for trigger in ("vote", "many"):
        photo = RecordHanded(day=DAY, trigger=trigger, target="mayor", photo=PIXEL)
        world.operate(record_handed, photo)
    for number, outcome in enumerate(("no_answer", "refused")):
        call = RecordCall(
            day=DAY,
            trigger="vote",
            target="port",
            number=number,
            outcome=outcome,  # type: ignore[arg-type]
            note="the porter",
        )
        world.operate(record_call, call)


def the_kit(world: World) -> None:
    """The leaders' first text, a notice."""
    world.tick()


def the_question(world: World) -> None:
    """How many came?"""
    world.tick(ASKED)


def the_call(world: World) -> None:
    """Ann answers; Bob's silence becomes a human's call."""
    world.text(ANN, "31")
    world.tick(SILENT)


def _the_mayor_agrees(day: str, *, store: Store, vault: Vault, clock: Clock) -> None:
    said = TargetAnswer(day=day, target="mayor", stance="committed", text="I will.")
    answer_target(said, store=store, vault=vault, clock=clock)


def the_result(world: World) -> None:
    """The mayor agrees; a quarter of an hour later those who acted are told."""
    world.operate(_the_mayor_agrees, DAY)
    world.tick(world.clock.now() + 16 * MINUTE)


def the_late_result(world: World) -> None:
    """The same when nobody looks at the day any more."""
    the_result(world)


def the_close(world: World) -> None:
    """By hand, with a last reply."""
    world.operate(close_day, DAY)
    world.text(BOB, "1")
    world.tick()


def _over(world: World) -> None:
    _delivered(world)
    world.operate(close_day, DAY)
    rest(world)


def the_reopening(world: World) -> None:
    """It is not over after all: one more signs, and it closes again."""
    world.operate(reopen_for_a_week, DAY)
    world.tick()
    world.sign(DAY, "late@mail.example")
    world.operate(close_day, DAY)
    world.tick()


SCENES = {
    scene.name: scene
    for scene in (
        Scene("wave", _hosted, the_wave),
        Scene("nudge", _delivered, the_nudge),
        Scene("retry", _failed, the_retry),
        Scene("reply", _asked, the_replies),
        Scene("web signature", _asked, the_forms),
        Scene("levels", _asked, the_levels),
        Scene("delivery", _signed, the_delivery),
        Scene("receipts", _delivered, the_receipts),
        Scene("delivery by people", _signed, the_delivery, by_people),
        Scene("errands", _delivered, the_errands, by_people),
        Scene("follow-up: kit", _before_kit, the_kit),
        Scene("follow-up: question", _before_report, the_question),
        Scene("follow-up: call", _before_call, the_call),
        Scene("close", _delivered, the_close),
        Scene("result", _signed, the_result),
        Scene("result of a closed day", _closed, the_late_result),
        Scene("reopening", _over, the_reopening),
    )
}


def recover(world: World) -> None:
    """Time passes and the tick finishes what was left, up to the sweep of lost claims."""
    rest(world, world.clock.now() + MINUTE)
    world.clock.advance(17 * MINUTE)
    rest(world)


def finish(world: World) -> None:
    """The rest of the day, to its close."""
    for at in (NOON, VOTE, NUDGED, ASKED, SILENT, CLOSES, CLOSES + 20 * MINUTE):
        day = world.store.day(DAY)
        if day and day.state != "closed" and world.clock.now() < at:
            rest(world, at)
