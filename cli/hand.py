"""`tocsin hand`: a packet is handed over or posted, with the photograph that proves it."""

from datetime import datetime
from pathlib import Path

import click

from chalicelib import wiring
from chalicelib.steps.record_handed import RecordHanded, record_handed
from cli.instant import instant
from cli.output import json_option, show


@click.command()
@click.argument("day")
@click.argument("trigger")
@click.argument("target")
@click.option(
    "--photo",
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="JPEG or PNG of the stamped receipt, without faces; what the camera wrote is removed.",
)
@click.option("--note", default="", help="Who took it, and what was said; kept sealed.")
@click.option("--tracking", default="", help="The number by which the post finds it; sealed.")
@click.option("--at", type=instant, help="When it was done, as an ISO instant; default: now.")
@click.option(
    "--roster",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The bearers' roster, filled in (CSV): how many signed it is kept, no name.",
)
@json_option
def hand(
    day: str,
    trigger: str,
    target: str,
    photo: Path,
    note: str,
    tracking: str,
    at: datetime | None,
    roster: Path | None,
    as_json: bool,
) -> None:
    """Record that the packet of TRIGGER of DAY was handed over, or posted, to TARGET."""
    command = RecordHanded(
        day=day,
        trigger=trigger,
        target=target,
        photo=photo.read_bytes(),
        note=note,
        tracking=tracking,
        at=at,
        roster=roster.read_bytes() if roster else b"",
    )
    done = wiring.call(record_handed, command)
    value = {
        "day": day,
        "trigger": trigger,
        "target": target,
        "state": done.state,
        "handed_at": done.handed_at,
        "proof": done.proof,
        "proof_sha256": done.proof_sha256,
        "bearers": done.bearers,
    }
    show(value, as_json, f"{trigger} of {day} to {target}: {done.state}")
