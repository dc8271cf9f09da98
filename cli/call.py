"""`tocsin call`: somebody has called a target, and says what came of it."""

from typing import Any, get_args

import click

from chalicelib import wiring
from chalicelib.domain.deliveries import CallOutcome
from chalicelib.steps.record_call import RecordCall, record_call
from cli.output import json_option, show


@click.command()
@click.argument("day")
@click.argument("trigger")
@click.argument("target")
@click.argument("outcome", type=click.Choice(get_args(CallOutcome)))
@click.option(
    "--number",
    required=True,
    type=click.IntRange(0, 98),
    help="Of the call, as its case says: 0 is the first. The same call is recorded once.",
)
@click.option("--note", default="", help="Who answered, and what was said; kept sealed.")
@json_option
def call(
    day: str, trigger: str, target: str, outcome: Any, number: int, note: str, as_json: bool
) -> None:
    """Record what came of a call to TARGET for TRIGGER of DAY."""
    command = RecordCall(
        day=day, trigger=trigger, target=target, number=number, outcome=outcome, note=note
    )
    done = wiring.call(record_call, command)
    value = {
        "day": day,
        "trigger": trigger,
        "target": target,
        "state": done.state,
        "calls": [call.outcome for call in done.calls],
    }
    show(value, as_json, f"{trigger} of {day} to {target}: {done.state}, {len(done.calls)} calls")
