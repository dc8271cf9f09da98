"""What the packaged template must say: much of it no linter and no local cloud would miss."""

import dataclasses
import json
import re
from typing import Any

import pytest

from chalicelib.adapters.environment import required, variable
from chalicelib.settings import Settings
from tests.support import mail_events

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
    policies = [p["PolicyDocument"] for role in roles for p in role.get("Policies", ())]
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
        for name in (
            "send_wave",
            "deliver_petition",
            "follow_up_leaders",
            "close_day",
            "answer_request",
        )
    }
    assert "TOCSIN_WORKFLOW_ARNS" not in environment(template)


@pytest.mark.parametrize("name", ["template", "local_template"])
def test_the_variables_are_the_settings(name: str, request: pytest.FixtureRequest) -> None:
    """Each variable is a setting, and each setting without a default is a variable."""
    variables = set(environment(request.getfixturevalue(name))) - {"PYTHONPATH"}
    fields = {variable(field.name) for field in dataclasses.fields(Settings)}
    assert variables <= fields
    assert {variable(name) for name in required()} <= variables


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


WITHOUT_RESOURCE = {"xray", "logs"}
"""Services some of whose actions know no resource: tracing, and delivering a workflow's log."""


def test_no_role_may_do_anything_to_everything(template: Template) -> None:
    """No wildcard action; a wildcard resource only for what has no resource."""
    for statement in statements(template):
        actions = statement["Action"]
        actions = [actions] if isinstance(actions, str) else actions
        assert not [a for a in actions if "*" in a]
        if statement["Resource"] in ("*", ["*"]):
            assert {a.split(":")[0] for a in actions} <= WITHOUT_RESOURCE or actions == [
                "dynamodb:ListStreams"
            ]


def test_a_worker_has_time_for_its_chunk_and_a_webhook_answers_soon(template: Template) -> None:
    """A chunk takes up to ten minutes, and a whole CPU (1769 MB) where its sender is fast; Twilio
    waits 15 seconds."""
    functions = of_type(template, "AWS::Serverless::Function")
    assert functions["SendChunk"]["Timeout"] == 900
    assert functions["SendChunk"]["MemorySize"] >= 1769
    assert functions["APIHandler"]["Timeout"] <= 15
    assert min(f["MemorySize"] for f in functions.values()) >= 512


def test_receipts_of_mail_reach_their_function_and_none_is_lost(
    template: Template, local_template: Template
) -> None:
    """SES alone speaks to the topic, of our configuration set; what fails twice more is kept."""
    resources = {name: r.get("Properties", {}) for name, r in template["Resources"].items()}
    destination = resources["MailReceiptsDestination"]["EventDestination"]
    assert set(destination["MatchingEventTypes"]) == {kind.lower() for kind in mail_events.KINDS}
    assert destination["SnsDestination"] == {"TopicARN": {"Ref": "Receipts"}}
    (policy,) = resources["ReceiptsPolicy"]["PolicyDocument"]["Statement"]
    assert policy["Principal"] == {"Service": "ses.amazonaws.com"}
    assert set(policy["Condition"]["StringEquals"]) == {"aws:SourceAccount", "aws:SourceArn"}
    left = {"Fn::GetAtt": ["ReceiptsLeft", "Arn"]}
    assert resources["ReceiptsSubscription"]["RedrivePolicy"] == {"deadLetterTargetArn": left}
    assert resources["RecordReceipt"]["DeadLetterQueue"]["TargetArn"] == left
    assert environment(template)["TOCSIN_MAIL_RECEIPTS"] == {"Ref": "MailReceipts"}
    assert "Receipts" not in local_template["Resources"]


def test_the_role_that_mails_packets_may_name_the_configuration_set(template: Template) -> None:
    """Its name is written in both."""
    name = template["Resources"]["MailReceipts"]["Properties"]["Name"]["Fn::Sub"]
    resources = [s["Resource"] for s in statements(template) if s["Action"] == "ses:SendRawEmail"]
    named = [each["Fn::Sub"] for r in resources if isinstance(r, list) for each in r]
    assert [arn for arn in named if arn.endswith(f":configuration-set/{name}")]


@pytest.mark.parametrize("name", ["template", "local_template"])
def test_every_log_ends(name: str, request: pytest.FixtureRequest) -> None:
    """Each log group is of the stack, there before what writes to it, and keeps for a month."""
    resources = request.getfixturevalue(name)
    groups = of_type(resources, "AWS::Logs::LogGroup")
    functions = of_type(resources, "AWS::Serverless::Function").values()
    machines = of_type(resources, "AWS::Serverless::StateMachine").values()
    written = [function["LoggingConfig"]["LogGroup"]["Ref"] for function in functions]
    delivered = [m["Logging"]["Destinations"][0]["CloudWatchLogsLogGroup"] for m in machines]
    written += [group["LogGroupArn"]["Fn::GetAtt"][0] for group in delivered]
    assert len(set(written)) == len(written) == 18 + 5
    assert set(groups) - {"ApiLogs"} == set(written)
    assert {group["RetentionInDays"] for group in groups.values()} == {30}


def test_no_log_of_a_workflow_holds_what_went_through_it(template: Template) -> None:
    """Names of states and errors only (promise 8)."""
    for machine in of_type(template, "AWS::Serverless::StateMachine").values():
        assert machine["Logging"]["IncludeExecutionData"] is False


def test_the_log_of_the_api_holds_no_address_and_no_text(template: Template) -> None:
    """Neither path, nor query, nor body, nor who asked: the resource's pattern tells enough."""
    setting = template["Resources"]["RestAPI"]["Properties"]["AccessLogSetting"]
    logged = set(re.findall(r"\$context\.([\w.]+)", setting["Format"]))
    assert logged == {
        "requestId",
        "requestTime",
        "httpMethod",
        "resourcePath",
        "status",
        "responseLatency",
        "integrationLatency",
        "error.responseType",
    }


def test_everything_is_traced(template: Template) -> None:
    """API, functions and workflows."""
    functions = of_type(template, "AWS::Serverless::Function").values()
    machines = of_type(template, "AWS::Serverless::StateMachine").values()
    assert {function["Tracing"] for function in functions} == {"Active"}
    assert {machine["Tracing"]["Enabled"] for machine in machines} == {True}
    assert template["Resources"]["RestAPI"]["Properties"]["TracingEnabled"] is True


def test_the_table_can_be_brought_back_and_grows_by_itself(template: Template) -> None:
    """On demand, to any second of the last 35 days, and not to be deleted where it is protected."""
    table = template["Resources"]["Table"]["Properties"]
    assert table["BillingMode"] == "PAY_PER_REQUEST"
    assert table["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}
    assert table["DeletionProtectionEnabled"] == {"Fn::If": ["Protected", True, False]}
    assert template["Conditions"]["Protected"] == {"Fn::Equals": [{"Ref": "Protect"}, "true"]}


def test_the_public_bucket_is_read_by_the_site_alone(template: Template) -> None:
    """By this very distribution; both buckets refuse what does not come over TLS."""
    policies = of_type(template, "AWS::S3::BucketPolicy")
    assert set(policies) == {"FilesBucketPolicy", "PublicBucketPolicy"}
    for policy in policies.values():
        deny = policy["PolicyDocument"]["Statement"][0]
        assert deny["Effect"] == "Deny" and deny["Principal"] == "*"
        assert deny["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}
    (allow,) = policies["PublicBucketPolicy"]["PolicyDocument"]["Statement"][1:]
    assert allow["Principal"] == {"Service": "cloudfront.amazonaws.com"}
    assert allow["Action"] == "s3:GetObject"
    assert "distribution/${PublicSite}" in json.dumps(allow["Condition"])
    assert len(policies["FilesBucketPolicy"]["PolicyDocument"]["Statement"]) == 1


def test_the_site_speaks_tls_and_signs_what_it_reads(template: Template) -> None:
    """Through an origin access control: the bucket stays closed."""
    site = template["Resources"]["PublicSite"]["Properties"]["DistributionConfig"]
    (origin,) = site["Origins"]
    assert site["DefaultCacheBehavior"]["ViewerProtocolPolicy"] == "redirect-to-https"
    assert origin["OriginAccessControlId"] == {"Fn::GetAtt": ["PublicSiteAccess", "Id"]}
    assert origin["DomainName"] == {"Fn::GetAtt": ["PublicBucket", "RegionalDomainName"]}


def test_the_api_is_throttled(template: Template) -> None:
    """Every method of every resource."""
    (setting,) = template["Resources"]["RestAPI"]["Properties"]["MethodSettings"]
    assert (setting["HttpMethod"], setting["ResourcePath"]) == ("*", "/*")
    assert setting["ThrottlingRateLimit"] == {"Ref": "ApiRate"}
    assert setting["ThrottlingBurstLimit"] == {"Ref": "ApiBurst"}


def test_lists_of_people_are_forgotten_by_themselves(template: Template) -> None:
    """A chunk after a month; an export in two days, should no run delete it before."""
    rules = template["Resources"]["FilesBucket"]["Properties"]["LifecycleConfiguration"]["Rules"]
    kept = {rule["Prefix"]: rule["ExpirationInDays"] for rule in rules if "Prefix" in rule}
    assert kept == {"chunks/": 30, "exports/": 2}


def test_the_template_stays_far_from_what_cloudformation_takes(template: Template) -> None:
    """500 resources, of which SAM makes some more of ours; a million bytes; 200 parameters."""
    assert len(template["Resources"]) < 250
    assert len(json.dumps(template)) < 500_000
    assert len(template["Parameters"]) < 100 and len(template["Outputs"]) < 100


def test_the_api_is_regional(template: Template) -> None:
    """Chalice would make an edge-optimised one."""
    api = template["Resources"]["RestAPI"]["Properties"]
    assert api["EndpointConfiguration"] == "REGIONAL"
