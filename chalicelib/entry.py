"""How a Lambda enters a step: its event becomes the step's command, its result becomes JSON.

A step's module is imported at the first event: every function shares one zip and one `app.py`,
and should load only its own.
"""

import gc
import importlib
import inspect
import json
from collections.abc import Callable
from typing import Any

from chalice.app import Chalice, CloudWatchEvent, DynamoDBEvent

from chalicelib import wiring
from chalicelib.telemetry import count

gc.set_threshold(50_000)
"""What a cold start loads lives as long as its process: looking through it for garbage, as often
as Python does by default, took a tenth of the start."""


def step(app: Chalice, name: str) -> Callable[[Any, Any], Any]:
    """Registers the Lambda `name`, which runs `chalicelib.steps.<name>.<name>`."""

    def handler(event: dict[str, Any], context: Any) -> Any:
        return run_step(name, event)

    handler.__name__ = name
    registered: Callable[[Any, Any], Any] = app.lambda_function(name=name)(handler)
    return registered


def run_step(name: str, event: dict[str, Any]) -> Any:
    """Runs a step on a JSON event. Raises msgspec.ValidationError for a wrong shape."""
    import msgspec

    function = getattr(importlib.import_module(f"chalicelib.steps.{name}"), name)
    command_type = next(iter(inspect.signature(function).parameters.values())).annotation
    command = msgspec.convert(event, command_type)
    return msgspec.to_builtins(wiring.call(function, command))


def tick(event: CloudWatchEvent) -> Any:
    """The scheduled tick; what it did, for whoever invoked it by hand."""
    import msgspec

    from chalicelib.steps.tick import tick as run

    ticked = wiring.call(run)
    count("TickPartsFailed", ticked.failed)
    count("RunsStarted", len(ticked.runs))
    return msgspec.to_builtins(ticked)


def publish_on_tally(event: DynamoDBEvent) -> Any:
    """The filtered stream of tallies: each day named in the batch is published once."""
    from aws_lambda_powertools.utilities.batch import (
        BatchProcessor,
        EventType,
        process_partial_response,
    )

    from chalicelib.steps.publish import publish_day

    published: set[str] = set()

    def publish(record: Any) -> None:
        day = record.dynamodb.keys["PK"].split("#")[1]
        if day not in published:
            wiring.call(publish_day, day)
            published.add(day)

    processor = BatchProcessor(event_type=EventType.DynamoDBStreams)
    return process_partial_response(
        event=event.to_dict(), record_handler=publish, processor=processor
    )


def record_receipt(event: dict[str, Any], context: Any) -> Any:
    """What SES told, by SNS: an invocation, or one that was left over as SNS would have sent it.

    What cannot be read raises, and after Lambda's own retries is a dead letter with an alarm.
    """
    from chalicelib.domain.receipts import receipt_of
    from chalicelib.steps.record_receipt import record_receipt as record

    records = event.get("Records") or [{"Sns": event}]
    told = [receipt_of(json.loads(each["Sns"]["Message"])) for each in records]
    outcomes = [wiring.call(record, receipt).outcome for receipt in told if receipt]
    for receipt in filter(None, told):
        count(f"Receipt_{receipt.kind}")
    return outcomes
