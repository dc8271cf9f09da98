"""Each role may do what its function does in a whole day, and nothing else.

The day runs on the real adapters over an AWS in memory that asks no permission: the calls are
written down, and held against the roles of the packaged template, in both directions.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from moto import mock_aws

from infra.functions import logical_id, names
from infra.workflows import definitions
from infra.workflows import logical_id as workflow_id
from tests.deployable.account import MAIL_FROM, REGION, STAGE, function_arn
from tests.deployable.drive import Drive
from tests.deployable.policies import Grant, filled, grants
from tests.deployable.recorder import Need
from tests.deployable.whole_day import LAUNCH, play

BY_AWS_ITSELF = {
    "logs:CreateLogStream": "Lambda writes the function's log",
    "logs:PutLogEvents": "Lambda writes the function's log",
    "xray:PutTraceSegments": "Lambda's daemon and Step Functions send the traces",
    "xray:PutTelemetryRecords": "Lambda's daemon and Step Functions send the traces",
    "xray:GetSamplingRules": "Step Functions asks which runs to trace",
    "xray:GetSamplingTargets": "Step Functions asks which runs to trace",
    "dynamodb:DescribeStream": "Lambda reads the stream for the function",
    "dynamodb:GetRecords": "Lambda reads the stream for the function",
    "dynamodb:GetShardIterator": "Lambda reads the stream for the function",
    "dynamodb:ListStreams": "Lambda reads the stream for the function",
    "sqs:SendMessage": "Lambda leaves what the function could not record",
    "states:StopExecution": "a distributed Map that is stopped stops its children",
    "logs:CreateLogDelivery": "Step Functions delivers its log",
    "logs:GetLogDelivery": "Step Functions delivers its log",
    "logs:UpdateLogDelivery": "Step Functions delivers its log",
    "logs:DeleteLogDelivery": "Step Functions delivers its log",
    "logs:ListLogDeliveries": "Step Functions delivers its log",
    "logs:PutResourcePolicy": "Step Functions delivers its log",
    "logs:DescribeResourcePolicies": "Step Functions delivers its log",
    "logs:DescribeLogGroups": "Step Functions delivers its log",
}
"""Action to who uses it: no call of ours does."""
MAP_ITSELF = {"states:StartExecution", "states:DescribeExecution"}
"""What the workflow with a distributed Map needs for it; the interpreter of these tests has no
children."""

Roles = dict[str, list[Grant]]


@pytest.fixture(scope="module")
def drive() -> Iterator[Drive]:
    """The day, played."""
    with pytest.MonkeyPatch.context() as patch, mock_aws():
        patch.setenv("POWERTOOLS_TRACE_DISABLED", "1")
        drive = Drive(LAUNCH)
        play(drive)
        yield drive
        drive.end()


@pytest.fixture(scope="module")
def roles(template: dict[str, Any], drive: Drive) -> Roles:
    """Function or workflow to what its role allows, by the names of the day's AWS."""
    values = _values(drive)
    resources = template["Resources"]
    named = {name: _role_of(resources[logical_id(name)]) for name in names()}
    named |= {name: f"{workflow_id(name)}Role" for name in definitions()}
    return {name: grants(resources[role], values) for name, role in named.items()}


def test_no_two_functions_share_a_role(template: dict[str, Any]) -> None:
    """Or the roles of the others would not matter."""
    held = [_role_of(template["Resources"][logical_id(name)]) for name in names()]
    assert len(set(held)) == len(held) == 18


def test_every_function_and_workflow_took_part(drive: Drive) -> None:
    """One that was not driven would be held against nothing."""
    assert set(drive.recorder.needs) - {"coordinator"} == {*names(), *definitions()}


def test_each_may_do_what_it_does(drive: Drive, roles: Roles) -> None:
    """A permission that is missing shows on AWS only: the local cloud asks for none."""
    missing = {
        f"{name}: {need.action} on {need.resource}"
        for name, role in roles.items()
        for need in drive.recorder.needs[name]
        if not any(grant.allows(need) for grant in role)
    }
    assert missing == set()


def test_none_may_do_what_it_never_does(drive: Drive, roles: Roles) -> None:
    """Each action on each resource that a role allows was used in the day."""
    unused = {
        f"{name}: {grant.action} on {grant.resource}"
        for name, role in roles.items()
        for grant in role
        if not _spared(name, grant)
        and not any(grant.allows(need) for need in drive.recorder.needs[name])
    }
    assert unused == set()


def test_every_reason_is_needed(roles: Roles) -> None:
    """An exception that no role uses any more is taken out."""
    allowed = {grant.action for role in roles.values() for grant in role}
    assert set(BY_AWS_ITSELF) | MAP_ITSELF <= allowed


@pytest.mark.parametrize(
    ("need", "allowed"),
    [
        (Need("s3:GetObject", "arn:aws:s3:::b/chunks/1"), True),
        (Need("s3:GetObject", "arn:aws:s3:::b/roster/1"), False),
        (Need("s3:PutObject", "arn:aws:s3:::b/chunks/1"), False),
        (Need("s3:ListBucket", "arn:aws:s3:::b", (("s3:prefix", "chunks/"),)), True),
        (Need("s3:ListBucket", "arn:aws:s3:::b", (("s3:prefix", "roster/"),)), False),
        (Need("s3:ListBucket", "arn:aws:s3:::b"), False),
    ],
)
def test_the_evaluator_knows_action_resource_and_condition(need: Need, allowed: bool) -> None:
    """The rules of this file themselves."""
    only = (("StringLike", "s3:prefix", ("chunks/*",)),)
    role = [
        Grant("s3:GetObject", "arn:aws:s3:::b/chunks/*"),
        Grant("s3:ListBucket", "arn:aws:s3:::b", only),
    ]
    assert any(grant.allows(need) for grant in role) is allowed


def _spared(name: str, grant: Grant) -> bool:
    return grant.action in BY_AWS_ITSELF or (name in definitions() and grant.action in MAP_ITSELF)


def _role_of(function: dict[str, Any]) -> str:
    role: str = function["Properties"]["Role"]["Fn::GetAtt"][0]
    return role


def _values(drive: Drive) -> dict[str, str]:
    """What the template's references stand for in the day's AWS."""
    steps = {f"{logical_id(name)}.Arn": function_arn(name) for name in names()}
    return {
        "AWS::Partition": "aws",
        "AWS::Region": REGION,
        "AWS::AccountId": "123456789012",
        "Stage": STAGE,
        "MailFrom": MAIL_FROM,
        "MailIdentity": MAIL_FROM.partition("@")[2],
        "Table.Arn": drive.arns["table"],
        "Table.StreamArn": filled({"Fn::Sub": "${arn}/stream/now"}, {"arn": drive.arns["table"]}),
        "FilesBucket.Arn": drive.arns["files"],
        "PublicBucket.Arn": drive.arns["public"],
        "Key.Arn": drive.arns["key"],
        "ReceiptsLeft.Arn": f"arn:aws:sqs:{REGION}:123456789012:left",
        **steps,
    }
