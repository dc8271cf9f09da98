"""A world with faults against the same world without: allowed is only what is `unknown`."""

from collections.abc import Iterator

from chalicelib.ports import Sent
from tests.faults.harbour import DAY
from tests.faults.reading import unknown_texts
from tests.faults.world import World


def differences(world: World, plain: World) -> list[str]:
    """What a world with faults lacks of the same world without; allowed: what is `unknown`."""
    return [*_other_facts(world, plain), *_other_texts(world, plain), *_other_work(world, plain)]


def _other_facts(world: World, plain: World) -> Iterator[str]:
    ours, theirs = (
        {(f.key, f.state, f.proved, f.amount) for f in w.store._facts.get(DAY, {}).values()}
        for w in (world, plain)
    )
    if ours != theirs:
        yield f"facts differ: {ours ^ theirs}"


def _other_texts(world: World, plain: World) -> Iterator[str]:
    """Allowed: a text is missing or came all the same, if its message is `unknown`."""
    ours, theirs = (
        {t.message_id for t in w.carrier.calls if isinstance(t.outcome, Sent)}
        for w in (world, plain)
    )
    unknown = {message.reference for message in unknown_texts(world)}
    if missing := theirs - ours - unknown:
        yield f"never texted: {sorted(missing)}"
    if more := ours - theirs:
        yield f"texted although not without faults: {sorted(more)}"


def _other_work(world: World, plain: World) -> Iterator[str]:
    """Allowed: a delivery is `unknown`, with its case (promise 4 checks that)."""
    for theirs in plain.store.deliveries(DAY):
        ours = world.store.delivery(DAY, theirs.trigger, theirs.target)
        if ours is None or ours.state not in (theirs.state, "unknown"):
            yield f"delivery {theirs.trigger} to {theirs.target}: {ours and ours.state}"
        elif ours.signatures != theirs.signatures:
            yield f"delivery {theirs.trigger}: {ours.signatures}, not {theirs.signatures}"
    yield from _other_runs(world, plain)


def _other_runs(world: World, plain: World) -> Iterator[str]:
    """Leaders stand where they would; every moment ran; no case is missing; the day is as far."""
    states = {(x.person, x.state, x.done) for x in world.store.leaders(DAY)}
    if wanted := {(x.person, x.state, x.done) for x in plain.store.leaders(DAY)} - states:
        yield f"leaders: {wanted}, not {states}"
    moments = {run.moment for run in world.store.runs(DAY)}
    for run in plain.store.runs(DAY):
        # A follow-up's name is its instant, which a fault may move; its leaders tell more.
        if run.moment not in moments and run.workflow != "follow_up_leaders":
            yield f"{run.moment} never ran"
    cases = {case.id for case in world.store.cases(DAY)}
    # A close that a fault moved past a hold finds its packet gone, and nothing held.
    went = {f"held.{t.trigger}" for t in world.store.triggers(DAY) if t.state == "fired"}
    if lacking := {case.id for case in plain.store.cases(DAY)} - cases - went:
        yield f"cases: {sorted(lacking)} are missing"
    days = [w.store.day(DAY) for w in (world, plain)]
    if days[0] and days[1] and days[0].state != days[1].state:
        yield f"the day is {days[0].state}, not {days[1].state}"
