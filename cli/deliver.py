"""`tocsin deliver`: a coordinator's hand on a trigger."""

import click

from chalicelib import wiring
from chalicelib.steps.order_delivery import order_delivery
from cli.output import json_option, show


@click.command()
@click.argument("day")
@click.argument("trigger")
@click.option("--because", "reason", required=True, help="Why now; kept with the trigger, sealed.")
@json_option
def deliver(day: str, trigger: str, reason: str, as_json: bool) -> None:
    """Deliver the petition of TRIGGER of DAY at the next tick, in its offices' hours."""
    record = wiring.call(order_delivery, day, trigger, reason)
    value = {"day": day, "trigger": trigger, "state": record.state, "crossed_at": record.crossed_at}
    show(value, as_json, f"{trigger} of {day} is delivered at the next tick, in office hours")
