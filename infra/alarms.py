"""Every alarm of a stage. Each has its heading in `docs/runbook.md`: a test compares.

An alarm adds its metrics up, unless it says otherwise. CloudWatch lets one alarm look at ten.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from infra.functions import logical_id
from infra.workflows import definitions
from infra.workflows import logical_id as workflow_id

OURS = {"service": "tocsin"}
"""The dimension of the metrics that the functions write (`chalicelib/telemetry.py`)."""
TICKING = ("tick", "publish_on_tally")
SENDING = ("choose_audience", "send_chunk", "choose_leaders", "follow_up_chunk", "finish_run")
DELIVERING = ("freeze_counts", "build_packet", "deliver_to_target")
CLOSING = (
    "start_closing",
    "compile_results",
    "publish_report",
    "finish_closing",
    "tell_coordinators",
)

Dimensions = dict[str, Any]
Metric = tuple[str, str, Dimensions]


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """`told`: one sentence, in the mail. Fires when the value is at least `at` for `periods`."""

    name: str
    told: str
    metrics: tuple[Metric, ...]
    at: float = 1
    statistic: str = "Sum"
    seconds: int = 60
    periods: int = 1
    below: bool = False
    """Fires below `at` instead, and when nothing is measured at all."""


def alarms() -> Iterator[Alarm]:
    """All of them."""
    yield from (_run_failed(name) for name in definitions())
    yield from _functions()
    yield from _ticking()
    yield from _carrier()
    yield from _edges()
    yield from _mail()


def part() -> dict[str, Any]:
    """The part of the template."""
    return {"Resources": {f"{alarm.name}Alarm": _resource(alarm) for alarm in alarms()}}


def _run_failed(workflow: str) -> Alarm:
    machine = {"StateMachineArn": {"Ref": f"{workflow_id(workflow)}Workflow"}}
    ended = ("ExecutionsFailed", "ExecutionsTimedOut", "ExecutionsAborted")
    return Alarm(
        name=f"{workflow_id(workflow)}Failed",
        told=f"A run of {workflow} failed.",
        metrics=tuple(("AWS/States", metric, machine) for metric in ended),
    )


def _functions() -> Iterator[Alarm]:
    for name, told, functions in (
        ("WebhookErrors", "The API's function raises.", ("api_handler",)),
        ("TickErrors", "The tick or the publisher raises.", TICKING),
        ("SendingErrors", "A step that sends, or ends a run, raises.", SENDING),
        ("DeliveringErrors", "A step of a delivery raises.", DELIVERING),
        ("ClosingErrors", "A step of a closing raises.", CLOSING),
        ("ReceiptErrors", "Recording a mail's receipt raises.", ("record_receipt",)),
        ("RequestErrors", "An export or an erasure of a person raises.", ("answer_person",)),
    ):
        metrics = tuple(_of(function, "Errors") for function in functions)
        yield Alarm(name=name, told=told, metrics=metrics)
    throttled: Metric = ("AWS/Lambda", "Throttles", {})
    yield Alarm(name="LambdaThrottled", told="Lambda refuses to run more.", metrics=(throttled,))


def _ticking() -> Iterator[Alarm]:
    yield Alarm(
        name="TickMissing",
        told="No tick ended in five minutes: nothing that is due starts.",
        metrics=(_of("tick", "Invocations"), _of("tick", "Errors")),
        seconds=300,
        below=True,
    )
    parts: Metric = ("Tocsin", "TickPartsFailed", OURS)
    yield Alarm(name="TickPartsFailed", told="A part of the tick failed.", metrics=(parts,))
    yield Alarm(
        name="CountsLate",
        told="The stream of tallies is read more than two minutes late.",
        metrics=(_of("publish_on_tally", "IteratorAge"),),
        statistic="Maximum",
        at=120_000,
        periods=3,
    )


def _carrier() -> Iterator[Alarm]:
    for name, told, metric in (
        ("SendingStopped", "Twilio refuses our account: its days pause.", "Carrier_stop_all"),
        ("CarrierRefuses", "Texts fail that only we can mend.", "Carrier_configuration"),
        ("CarrierCodeUnknown", "Texts fail with an unknown code.", "Carrier_unknown_code"),
        ("WavePaused", "A wave paused itself.", "WavePaused"),
    ):
        yield Alarm(name=name, told=told, metrics=(("Tocsin", metric, OURS),))


def _edges() -> Iterator[Alarm]:
    api = {"ApiName": {"Fn::Sub": "tocsin-${Stage}"}, "Stage": "api"}
    failed: Metric = ("AWS/ApiGateway", "5XXError", api)
    slow: Metric = ("AWS/ApiGateway", "Latency", api)
    yield Alarm(name="ApiFailing", told="The API answers 5xx.", metrics=(failed,), at=3)
    yield Alarm(
        name="ApiSlow",
        told="One answer in a hundred takes over five seconds.",
        metrics=(slow,),
        statistic="p99",
        at=5000,
        periods=3,
    )
    refused: Metric = ("Tocsin", "SignatureRefused", OURS)
    yield Alarm(
        name="SignaturesRefused",
        told="Webhooks are refused.",
        metrics=(refused,),
        at=10,
        seconds=300,
    )
    kept: Metric = ("Tocsin", "TextKept", OURS)
    yield Alarm(name="TextsKept", told="Texts come in by the fallback.", metrics=(kept,))
    yield Alarm(name="TableThrottled", told="DynamoDB asks us to slow down.", metrics=_throttles())


def _mail() -> Iterator[Alarm]:
    returned: tuple[Metric, ...] = (("AWS/SES", "Bounce", {}), ("AWS/SES", "Complaint", {}))
    yield Alarm(
        name="MailReturned",
        told="A mail bounced, or was complained about.",
        metrics=returned,
        seconds=300,
    )
    left: Dimensions = {"QueueName": {"Fn::GetAtt": ["ReceiptsLeft", "QueueName"]}}
    yield Alarm(
        name="ReceiptsLeft",
        told="Receipts of mail could not be recorded.",
        metrics=(("AWS/SQS", "ApproximateNumberOfMessagesVisible", left),),
        statistic="Maximum",
        seconds=300,
    )


def _throttles() -> tuple[Metric, ...]:
    table: Dimensions = {"TableName": {"Ref": "Table"}}
    places = (table, *({**table, "GlobalSecondaryIndexName": i} for i in ("agenda", "journal")))
    kinds = ("ReadThrottleEvents", "WriteThrottleEvents")
    return tuple(("AWS/DynamoDB", kind, place) for place in places for kind in kinds)


def _of(function: str, metric: str) -> Metric:
    return "AWS/Lambda", metric, {"FunctionName": {"Ref": logical_id(function)}}


def _resource(alarm: Alarm) -> dict[str, Any]:
    properties: dict[str, Any] = {
        "AlarmName": {"Fn::Sub": f"tocsin-${{Stage}}-{alarm.name}"},
        "AlarmDescription": f"{alarm.told} What to do: docs/runbook.md, {alarm.name}.",
        "AlarmActions": [{"Ref": "Alarms"}],
        "OKActions": [{"Ref": "Alarms"}],
        "ComparisonOperator": _comparison(alarm),
        "Threshold": alarm.at,
        "EvaluationPeriods": alarm.periods,
        "TreatMissingData": "breaching" if alarm.below else "notBreaching",
        "Metrics": _queries(alarm),
    }
    return {"Type": "AWS::CloudWatch::Alarm", "Properties": properties}


def _comparison(alarm: Alarm) -> str:
    return "LessThanThreshold" if alarm.below else "GreaterThanOrEqualToThreshold"


def _queries(alarm: Alarm) -> list[dict[str, Any]]:
    ids = [f"m{number}" for number in range(len(alarm.metrics))]
    queries = [_query(i, metric, alarm) for i, metric in zip(ids, alarm.metrics, strict=True)]
    if len(queries) == 1:
        return [queries[0] | {"ReturnData": True}]
    terms = [f"FILL({i}, 0)" for i in ids]
    sign = " - " if alarm.below else " + "
    return [{"Id": "value", "Expression": sign.join(terms), "ReturnData": True}, *queries]


def _query(name: str, metric: Metric, alarm: Alarm) -> dict[str, Any]:
    namespace, measured, dimensions = metric
    named = [{"Name": key, "Value": value} for key, value in dimensions.items()]
    asked: dict[str, Any] = {"Namespace": namespace, "MetricName": measured}
    if named:
        asked["Dimensions"] = named
    stat = {"Metric": asked, "Period": alarm.seconds, "Stat": alarm.statistic}
    return {"Id": name, "MetricStat": stat, "ReturnData": False}
