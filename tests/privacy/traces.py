"""Everything that a stage on the local cloud keeps or tells, as traces for the scanner."""

import base64
import json
from collections.abc import Iterator
from typing import Any

from tests.local.conftest import Town
from tests.privacy.scanner import Trace


def all_traces(town: Town) -> Iterator[Trace]:
    """In the order of the promise: logs and metrics, workflows, objects, table, template."""
    yield from logs(town)
    yield from metrics(town)
    yield from workflows(town)
    yield from objects(town)
    yield from table(town)
    yield from stack(town)


def logs(town: Town) -> Iterator[Trace]:
    """CloudWatch's, event by event (metrics are lines in them), and the cloud's own."""
    client = town.cloud.client("logs")
    for group in _pages(client, "describe_log_groups", "logGroups"):
        name = group["logGroupName"]
        for stream in _pages(client, "describe_log_streams", "logStreams", logGroupName=name):
            place = f"log stream: {name} {stream['logStreamName']}"
            events = _events(client, name, stream["logStreamName"])
            yield place, "\n".join(event["message"] for event in events).encode()
    for name in ("cloud", "phones"):
        # The carrier knows numbers and texts, but its log need not tell them either.
        file = town.cloud.dir / f"{name}.log"
        if file.exists():
            yield f"process log: {name}", file.read_bytes()


def metrics(town: Town) -> Iterator[Trace]:
    for metric in _pages(town.cloud.client("cloudwatch"), "list_metrics", "Metrics"):
        yield f"metric: {metric['MetricName']}", _json(metric)


def workflows(town: Town) -> Iterator[Trace]:
    """Name, input, output and every event of each execution, of maps' children too."""
    client = town.cloud.client("stepfunctions")
    for machine in _pages(client, "list_state_machines", "stateMachines"):
        arn = machine["stateMachineArn"]
        for execution in _pages(client, "list_executions", "executions", stateMachineArn=arn):
            found = execution["executionArn"]
            yield f"execution: {found}", _json(client.describe_execution(executionArn=found))
            events = _pages(client, "get_execution_history", "events", executionArn=found)
            yield f"history: {found}", _json(list(events))


def objects(town: Town) -> Iterator[Trace]:
    """Keys and bodies of every bucket."""
    client = town.cloud.client("s3")
    for bucket in client.list_buckets()["Buckets"]:
        name = bucket["Name"]
        for item in _pages(client, "list_objects_v2", "Contents", Bucket=name):
            yield f"object key: {name}", item["Key"].encode()
            head = client.head_object(Bucket=name, Key=item["Key"])
            yield f"object metadata: {name}/{item['Key']}", _json(head["Metadata"])
            if not _is_code(name, item["Key"]):
                body = client.get_object(Bucket=name, Key=item["Key"])["Body"].read()
                yield f"object: {name}/{item['Key']}", body


def _is_code(bucket: str, key: str) -> bool:
    return bucket.startswith("tocsin-deploy") and not key.endswith((".json", ".txt"))


def table(town: Town) -> Iterator[Trace]:
    """Every attribute of every item, apart; binary ones as they are."""
    client = town.cloud.client("dynamodb")
    for name in client.list_tables()["TableNames"]:
        for item in _pages(client, "scan", "Items", TableName=name, ConsistentRead=True):
            key = item["PK"]["S"].partition("#")[0]
            yield f"item: {key}", b"\n".join(_values(item))


def _values(value: Any) -> Iterator[bytes]:
    """Names and values, however deep."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield name.encode()
            yield from _values(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _values(inner)
    else:
        yield value if isinstance(value, bytes) else str(value).encode()


def stack(town: Town) -> Iterator[Trace]:
    """The template, its parameters and outputs, functions' environments, `stage.json`."""
    client = town.cloud.client("cloudformation")
    for found in client.describe_stacks()["Stacks"]:
        yield "stack: parameters and outputs", _json(found)
        template = client.get_template(StackName=found["StackName"])["TemplateBody"]
        yield "stack: template", template.encode() if isinstance(template, str) else _json(template)
    for function in _pages(town.cloud.client("lambda"), "list_functions", "Functions"):
        yield "function: configuration", _json(function)
    yield "stage file: stage.json", (town.cloud.dir / "stage.json").read_bytes()


def _events(client: Any, group: str, stream: str) -> Iterator[dict[str, Any]]:
    token: dict[str, str] = {}
    while True:
        given = {"logGroupName": group, "logStreamName": stream, "startFromHead": True, **token}
        page = client.get_log_events(**given)
        yield from page["events"]
        if not page["events"] or page["nextForwardToken"] == token.get("nextToken"):
            return
        token = {"nextToken": page["nextForwardToken"]}


def _pages(client: Any, call: str, key: str, **given: Any) -> Iterator[Any]:
    for page in client.get_paginator(call).paginate(**given):
        yield from page.get(key, [])


def _json(value: Any) -> bytes:
    return json.dumps(value, default=_plain, ensure_ascii=False).encode()


def _plain(value: Any) -> str:
    return base64.b64encode(value).decode() if isinstance(value, bytes) else str(value)
