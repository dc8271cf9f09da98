"""What the packaged template must say: much of it no linter and no local cloud would miss."""

import json
import re
from typing import Any

import pytest

from chalicelib.settings import Settings

Template = dict[str, Any]
LOCAL_ONLY = {"TOCSIN_CARRIER_URL", "TOCSIN_AWS_URL", "TOCSIN_CLOCK_FILE", "TOCSIN_FICTION"}


def of_type(template: Template, kind: str) -> dict[str, Any]:
    """Logical id to properties."""
    found = template["Resources"].items()
    return {name: r.get("Properties", {}) for name, r in found if r["Type"] == kind}


def environment(template: Template) -> dict[str, Any]:
    """The variables that every function has."""
    return template["Globals"]["Function"]["Environment"]["Variables"]


def event_source(template: Template) -> dict[str, Any]:
    """The stream that wakes the publisher."""
    events = template["Resources"]["PublishOnTally"]["Properties"]["Events"]
    assert list(events) == ["PublishOnTallyDynamodbEventSource"]
    return events["PublishOnTallyDynamodbEventSource"]["Properties"]


def statements(template: Template) -> list[dict[str, Any]]:
    """Every statement of every role."""
    roles = of_type(template, "AWS::IAM::Role").values()
    policies = [p["PolicyDocument"] for role in roles for p in role["Policies"]]
    return [s for policy in policies for s in policy["Statement"]]


def test_every_resource_has_a_type(template: Template) -> None:
    """A misspelt name in our parts would make a resource of its own, without a type."""
    assert [n for n, r in template["Resources"].items() if "Type" not in r] == []


def test_only_tallies_wake_the_publisher(template: Template) -> None:
    """The filter is spelt as Lambda wants it; a misspelt one is silently no filter."""
    filters = event_source(template)["FilterCriteria"]["Filters"]
    pattern = json.loads(filters[0]["Pattern"])
    assert len(filters) == 1
    assert pattern == {"dynamodb": {"Keys": {"PK": {"S": [{"prefix": "TALLY#"}]}}}}


def test_a_failed_stream_record_is_reported_alone_and_does_not_block_for_a_day(
    template: Template,
) -> None:
    """Without these a poison record would hold its shard for 24 hours, or its batch be lost."""
    source = event_source(template)
    assert source["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
    assert source["BisectBatchOnFunctionError"] is True
    assert 0 < source["MaximumRetryAttempts"] < 10
    assert source["Stream"] == {"Fn::GetAtt": ["Table", "StreamArn"]}


def test_the_tick_runs_each_minute_and_alone_knows_the_workflows(template: Template) -> None:
    """Its variable names every state machine, by the names that the code uses."""
    tick = template["Resources"]["Tick"]["Properties"]
    arns = json.loads(tick["Environment"]["Variables"]["TOCSIN_WORKFLOW_ARNS"]["Fn::Sub"])
    machines = of_type(template, "AWS::Serverless::StateMachine")
    named = {name: re.sub(r"\W", "", arn) for name, arn in arns.items()}
    assert tick["Events"]["TickEvent"]["Properties"]["Schedule"] == "rate(1 minute)"
    assert {n: machines[m]["Name"]["Fn::Sub"] for n, m in named.items()} == {
        name: f"tocsin-${{Stage}}-{name}"
        for name in ("send_wave", "deliver_petition", "follow_up_leaders", "close_day")
    }
    assert "TOCSIN_WORKFLOW_ARNS" not in environment(template)


@pytest.mark.parametrize("name", ["template", "local_template"])
def test_the_variables_are_the_settings(name: str, request: pytest.FixtureRequest) -> None:
    """Each variable is a setting, and each setting without a default is a variable."""
    variables = set(environment(request.getfixturevalue(name))) - {"PYTHONPATH"}
    fields = {f"TOCSIN_{f.upper()}": field for f, field in Settings.model_fields.items()}
    assert variables <= set(fields)
    assert {v for v, field in fields.items() if field.is_required()} <= variables


def test_what_is_for_the_local_stage_stays_there(
    template: Template, local_template: Template
) -> None:
    """No stage on AWS can be told another carrier, another cloud or another time."""
    assert set(environment(template)) & (LOCAL_ONLY | {"PYTHONPATH"}) == set()
    assert set(environment(local_template)) >= LOCAL_ONLY
    assert "Tags" not in template["Resources"]["RestAPI"]["Properties"]
    assert local_template["Resources"]["RestAPI"]["Properties"]["PropagateTags"] is True


def test_the_buckets_are_private_and_encrypted(template: Template) -> None:
    """Also the public one: it is to be read through a distribution, not from the bucket."""
    for properties in of_type(template, "AWS::S3::Bucket").values():
        assert set(properties["PublicAccessBlockConfiguration"].values()) == {True}
        assert properties["BucketEncryption"]["ServerSideEncryptionConfiguration"]


def test_what_holds_people_survives_the_stack(template: Template) -> None:
    """Removing the stack, or a name that changes, deletes neither table, bucket nor key."""
    for name in ("Table", "FilesBucket", "PublicBucket", "Key"):
        resource = template["Resources"][name]
        assert resource["DeletionPolicy"] == resource["UpdateReplacePolicy"] == "Retain"


def test_no_role_may_do_anything_to_everything(template: Template) -> None:
    """No wildcard action; a wildcard resource only for what has no resource."""
    for statement in statements(template):
        actions = statement["Action"]
        actions = [actions] if isinstance(actions, str) else actions
        assert not [a for a in actions if "*" in a]
        if statement["Resource"] == "*":
            assert {a.split(":")[0] for a in actions} <= {"xray"} or actions == [
                "dynamodb:ListStreams"
            ]


def test_a_worker_has_time_for_its_chunk_and_a_webhook_answers_soon(template: Template) -> None:
    """A chunk takes up to ten minutes; Twilio waits 15 seconds."""
    functions = of_type(template, "AWS::Serverless::Function")
    assert functions["SendChunk"]["Timeout"] == 900
    assert functions["APIHandler"]["Timeout"] <= 15
    assert min(f["MemorySize"] for f in functions.values()) >= 512


def test_every_log_ends(template: Template) -> None:
    """Each function's log group is of the stack and keeps for a month."""
    functions = of_type(template, "AWS::Serverless::Function")
    groups = of_type(template, "AWS::Logs::LogGroup").values()
    logged = {re.sub(r".*\{(\w+)\}", r"\1", g["LogGroupName"]["Fn::Sub"]) for g in groups}
    assert logged == set(functions)
    assert {g["RetentionInDays"] for g in groups} == {30}


def test_the_api_is_regional(template: Template) -> None:
    """Chalice would make an edge-optimised one."""
    api = template["Resources"]["RestAPI"]["Properties"]
    assert api["EndpointConfiguration"] == "REGIONAL"
