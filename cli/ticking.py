"""`tocsin tick`: the minute's work now, and on the local stage at any instant."""

import json
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import boto3
import click
from botocore.config import Config

from chalicelib import wiring
from chalicelib.adapters.clock import move_clock
from chalicelib.domain.runs import Run
from cli.output import json_option, show, table
from cli.stage import StageFile

PATIENCE_SECONDS = 600
LOOK_EACH_SECONDS = 0.25
LONGEST_TICK_SECONDS = 70


@click.command()
@click.option("--at", "at", default="", help="Move the local stage's clock there first (ISO 8601).")
@click.option("--wait/--no-wait", default=True, help="Wait until the runs it started have ended.")
@json_option
@click.pass_obj
def tick(stage: StageFile, at: str, wait: bool, as_json: bool) -> None:
    """Start whatever is due, finish whatever was left."""
    if at:
        move(_instant(at))
    ticked = invoke(stage)
    runs = ended(ticked) if wait else []
    value = {**ticked, "now": wiring.clock().now(), "ended": runs}
    rows = [(run.moment, f"attempt {run.attempt}", run.state) for run in runs]
    show(value, as_json, table(rows) if rows else f"{len(ticked['runs'])} runs started")
    if ticked["failed"]:
        raise click.ClickException(f"{ticked['failed']} parts of the tick failed: see its log")


def _instant(at: str) -> datetime:
    try:
        instant = datetime.fromisoformat(at)
    except ValueError:
        raise click.BadParameter(f"{at} is no ISO 8601 instant", param_hint="--at") from None
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)


def move(to: datetime) -> None:
    """Moves the local stage's clock; no other stage's can be moved."""
    file = wiring.settings().clock_file
    if not file:
        raise click.UsageError("only the local stage's clock can be moved")
    move_clock(Path(file), to)


def invoke(stage: StageFile) -> dict[str, Any]:
    """Runs the tick's Lambda as its schedule does; returns what it did."""
    event = {"source": "tocsin.cli", "detail-type": "Tick", "detail": {}, "version": "0"}
    event |= {"account": "", "region": "", "resources": [], "id": "tick", "time": ""}
    config = Config(read_timeout=LONGEST_TICK_SECONDS, retries={"total_max_attempts": 1})
    aws = boto3.client("lambda", endpoint_url=wiring.settings().aws_url or None, config=config)
    answer = aws.invoke(FunctionName=stage.tick, Payload=json.dumps(event).encode())
    body: dict[str, Any] = json.loads(answer["Payload"].read())
    if "FunctionError" in answer:
        raise click.ClickException(f"the tick failed: {body.get('errorType', 'see its log')}")
    return body


def ended(ticked: dict[str, Any]) -> list[Run]:
    """The runs a tick started once each has ended, or as they stand when patience is over."""
    started = [(run["day"], run["moment"], run["attempt"]) for run in ticked["runs"]]
    until = time.monotonic() + PATIENCE_SECONDS
    while True:
        found = [_run(*key) for key in started]
        if all(run.state != "started" for run in found) or time.monotonic() > until:
            return found
        time.sleep(LOOK_EACH_SECONDS)


def settled(day: str) -> list[Run]:
    """The day's runs once none is under way, whoever started them."""
    until = time.monotonic() + PATIENCE_SECONDS
    while True:
        runs = wiring.store().runs(day)
        if all(run.state != "started" for run in runs) or time.monotonic() > until:
            return runs
        time.sleep(LOOK_EACH_SECONDS)


def _run(day: str, moment: str, attempt: int) -> Run:
    runs = wiring.store().runs(day)
    return next(run for run in runs if run.moment == moment and run.attempt >= attempt)
