"""`tocsin target`: what decision-makers answered, promised and kept, as coordinators record it."""

from datetime import datetime
from pathlib import Path
from typing import Any, get_args

import click

from chalicelib import wiring
from chalicelib.domain.targets import (
    THE_DEMAND,
    Stance,
    TargetRecord,
    demands_of,
    state_of,
    was_delivered,
)
from chalicelib.steps.answer_target import (
    Promise,
    TargetAnswer,
    answer_target,
    promise,
)
from chalicelib.steps.launched import launched
from chalicelib.steps.prove_promise import ProvePromise, prove_promise
from cli.instant import instant
from cli.output import json_option, show, table


@click.group()
def target() -> None:
    """What decision-makers answered, promised and kept."""


@target.command("list")
@click.argument("day")
@json_option
def list_command(day: str, as_json: bool) -> None:
    """Where each target of DAY stands, demand by demand."""
    _, plan = launched(day, wiring.store())
    deliveries = wiring.store().deliveries(day)
    records = {name: TargetRecord(day=day, target=name) for name in plan.targets}
    records |= {record.target: record for record in wiring.store().targets(day)}
    rows = [
        (name, demand, state_of(record, was_delivered(name, deliveries), demand))
        for name, record in sorted(records.items())
        for demand in demands_of(plan)
    ]
    found = [{"target": t, "demand": demand, "state": state} for t, demand, state in rows]
    show(found, as_json, table([("target", "demand", "state"), *rows]))


@target.command()
@click.argument("day")
@click.argument("name")
@click.argument("stance", type=click.Choice(get_args(Stance)))
@click.option("--demand", default=THE_DEMAND, show_default=True, help="Which demand it is about.")
@click.option("--text", default="", help="Their words; published with the petition.")
@click.option("--called", default="", help="Who it is, if the plan does not ask them.")
@json_option
def answer(
    day: str, name: str, stance: Any, demand: str, text: str, called: str, as_json: bool
) -> None:
    """Record the answer of target NAME of DAY; a concession ends the asks that name it."""
    said = TargetAnswer(
        day=day, target=name, stance=stance, demand=demand, text=text, by="coordinator", name=called
    )
    _said(wiring.call(answer_target, said), f"{name} of {day}: {stance}", as_json)


@target.command("promise")
@click.argument("day")
@click.argument("name")
@click.argument("part")
@click.option("--what", required=True, help="What was promised, in words.")
@click.option("--times", default=1, show_default=True, help="How often it is to be done.")
@click.option("--due", type=instant, help="By when, as an ISO instant.")
@click.option("--demand", default=THE_DEMAND, show_default=True, help="Which demand it is about.")
@json_option
def promise_command(
    day: str,
    name: str,
    part: str,
    what: str,
    times: int,
    due: datetime | None,
    demand: str,
    as_json: bool,
) -> None:
    """Record PART of what target NAME of DAY promised; open until it is proved."""
    made = Promise(name=part, what=what, times=times, due=due)
    record = wiring.call(promise, day, name, demand, (made,))
    _said(record, f"{name} of {day} promised {part}, {times} times", as_json)


@target.command("prove")
@click.argument("day")
@click.argument("name")
@click.argument("part")
@click.option("--note", default="", help="How we know; kept sealed.")
@click.option(
    "--photo",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="JPEG or PNG that shows it; what the camera wrote is removed.",
)
@click.option("--at", type=instant, help="When it was done, as an ISO instant; default: now.")
@json_option
def prove_command(
    day: str,
    name: str,
    part: str,
    note: str,
    photo: Path | None,
    at: datetime | None,
    as_json: bool,
) -> None:
    """Record that PART of the promise of target NAME of DAY was kept once, with what shows it."""
    shown = photo.read_bytes() if photo else b""
    command = ProvePromise(day=day, target=name, part=part, note=note, photo=shown, at=at)
    record = wiring.call(prove_promise, command)
    kept = next(c for c in record.commitments if c.name == part)
    _said(record, f"{part}: {len(kept.proofs)} of {kept.times}", as_json)


def _said(record: TargetRecord, words: str, as_json: bool) -> None:
    value = {
        "day": record.day,
        "target": record.target,
        "stances": record.stances,
        "answers": len(record.answers),
        "commitments": {c.name: [len(c.proofs), c.times] for c in record.commitments},
    }
    show(value, as_json, words)
