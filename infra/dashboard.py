"""The stage's dashboard: people on top, then runs, then what carries them."""

import json
from typing import Any

from infra.functions import logical_id, names
from infra.workflows import definitions
from infra.workflows import logical_id as workflow_id

INTENTS = (
    *("accept", "no", "later", "act", "number", "join", "changed", "pause", "back", "language"),
    *("who", "erase", "abuse", "stop", "doubt", "tell", "unclear"),
)
STATUSES = ("sent", "delivered", "undelivered", "failed")
HALF, HEIGHT = 12, 6
Line = list[Any]


def part() -> dict[str, Any]:
    """The part of the template. `Fn::Sub` fills in the names."""
    body = json.dumps({"widgets": [_placed(n, w) for n, w in enumerate(_widgets())]})
    properties = {
        "DashboardName": {"Fn::Sub": "tocsin-${Stage}"},
        "DashboardBody": {"Fn::Sub": body},
    }
    return {
        "Resources": {"Dashboard": {"Type": "AWS::CloudWatch::Dashboard", "Properties": properties}}
    }


def _widgets() -> list[tuple[str, list[Line]]]:
    return [
        ("Replies a minute", [_ours(f"Reply_{intent}") for intent in INTENTS]),
        ("Signatures on the web, and all requests, a minute", _requests()),
        ("Texts, as the carrier reports them", [_ours(f"Status_{status}") for status in STATUSES]),
        ("Runs", _runs()),
        ("Errors", [_lambda(name, "Errors") for name in names()]),
        ("The tick", [_ours(m) for m in ("RunsStarted", "TickPartsFailed", "TextKept")]),
        ("Milliseconds", [_lambda(name, "Duration", "p99") for name in ("api_handler", "tick")]),
        ("Table", _table()),
    ]


def _requests() -> list[Line]:
    api = ["ApiName", "tocsin-${Stage}", "Stage", "api"]
    counted = [["AWS/ApiGateway", metric, *api] for metric in ("Count", "4XXError", "5XXError")]
    return [["Tocsin", "SignFormsTaken"], *counted]


def _runs() -> list[Line]:
    return [
        ["AWS/States", metric, "StateMachineArn", f"${{{workflow_id(name)}Workflow}}"]
        for name in definitions()
        for metric in ("ExecutionsSucceeded", "ExecutionsFailed")
    ]


def _table() -> list[Line]:
    measured = ("ConsumedWriteCapacityUnits", "ConsumedReadCapacityUnits", "WriteThrottleEvents")
    table = ["TableName", "${Table}"]
    return [["AWS/DynamoDB", m, *table] for m in (*measured, "TransactionConflict")]


def _ours(metric: str) -> Line:
    return ["Tocsin", metric, "service", "tocsin"]


def _lambda(function: str, metric: str, statistic: str = "Sum") -> Line:
    name = f"${{{logical_id(function)}}}"
    return ["AWS/Lambda", metric, "FunctionName", name, {"label": function, "stat": statistic}]


def _placed(number: int, widget: tuple[str, list[Line]]) -> dict[str, Any]:
    title, lines = widget
    row, column = divmod(number, 2)
    told = {"title": title, "metrics": lines, "region": "${AWS::Region}", "period": 60}
    place = {"x": column * HALF, "y": row * HEIGHT, "width": HALF, "height": HEIGHT}
    return {"type": "metric", **place, "properties": {**told, "stat": "Sum", "view": "timeSeries"}}
