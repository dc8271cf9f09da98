"""The state machines of `workflows/`, each with a role and a log group of its own.

A role may invoke the functions that its definition names, and no other.
"""

import re
from pathlib import Path
from typing import Any

from infra.functions import log_group

WORKFLOWS = Path(__file__).parent.parent / "workflows"
STATES = "arn:${AWS::Partition}:states:${AWS::Region}:${AWS::AccountId}"
Statement = dict[str, Any]


def definitions() -> dict[str, str]:
    """Name of each workflow to its definition."""
    found = sorted(WORKFLOWS.glob("*.asl.json"))
    return {path.name.partition(".")[0]: path.read_text() for path in found}


def logical_id(workflow: str) -> str:
    return workflow.title().replace("_", "")


def part() -> dict[str, Any]:
    """The part of the template."""
    resources: dict[str, Any] = {}
    outputs: dict[str, Any] = {}
    for name, definition in definitions().items():
        whole = logical_id(name)
        steps = sorted(set(re.findall(r"\$\{(\w+)Arn\}", definition)))
        resources[f"{whole}Logs"] = log_group(f"/aws/vendedlogs/states/tocsin-${{Stage}}-{name}")
        resources[f"{whole}Role"] = _role(name, steps, '"ItemReader"' in definition)
        resources[f"{whole}Workflow"] = _machine(name, steps)
        outputs[f"{whole}Arn"] = {"Value": {"Ref": f"{whole}Workflow"}}
    return {"Resources": resources, "Outputs": outputs}


def _machine(name: str, steps: list[str]) -> dict[str, Any]:
    whole = logical_id(name)
    group = {"LogGroupArn": {"Fn::GetAtt": [f"{whole}Logs", "Arn"]}}
    return {
        "Type": "AWS::Serverless::StateMachine",
        "Properties": {
            "Name": {"Fn::Sub": f"tocsin-${{Stage}}-{name}"},
            "Type": "STANDARD",
            "Tracing": {"Enabled": True},
            "Logging": {
                "Level": "ERROR",
                "IncludeExecutionData": False,
                "Destinations": [{"CloudWatchLogsLogGroup": group}],
            },
            "Role": {"Fn::GetAtt": [f"{whole}Role", "Arn"]},
            "DefinitionUri": f"./{name}.asl.json",
            "DefinitionSubstitutions": {
                f"{step}Arn": {"Fn::GetAtt": [step, "Arn"]} for step in steps
            },
        },
    }


def _role(name: str, steps: list[str], streams_items: bool) -> dict[str, Any]:
    statements = [_invoke(steps), *(_stream_items(name) if streams_items else ()), LOG, TRACE]
    document = {"Version": "2012-10-17", "Statement": statements}
    return {
        "Type": "AWS::IAM::Role",
        "Properties": {
            "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [ASSUME]},
            "Policies": [{"PolicyName": "RunSteps", "PolicyDocument": document}],
        },
    }


def _invoke(steps: list[str]) -> Statement:
    arns = [{"Fn::GetAtt": [step, "Arn"]} for step in steps]
    return _allow("InvokeSteps", ["lambda:InvokeFunction"], arns)


def _stream_items(name: str) -> list[Statement]:
    """What a distributed Map does itself: it reads its list, and runs each item as its child."""
    machine = {"Fn::Sub": f"{STATES}:stateMachine:tocsin-${{Stage}}-{name}"}
    # The run of the Map is named after the machine's label, in either of two forms.
    forms = (":*", "/*")
    children = [{"Fn::Sub": f"{STATES}:execution:tocsin-${{Stage}}-{name}{f}"} for f in forms]
    return [
        _allow("ReadList", ["s3:GetObject"], [{"Fn::Sub": "${FilesBucket.Arn}/chunks/*"}]),
        _allow("OpenList", ["kms:Decrypt"], [{"Fn::GetAtt": ["Key", "Arn"]}]),
        _allow("RunChildren", ["states:StartExecution"], [machine]),
        _allow("FollowChildren", ["states:DescribeExecution", "states:StopExecution"], children),
    ]


def _allow(sid: str, actions: list[str], resources: list[Any]) -> Statement:
    return {"Sid": sid, "Effect": "Allow", "Action": actions, "Resource": resources}


ASSUME: Statement = {
    "Effect": "Allow",
    "Principal": {"Service": "states.amazonaws.com"},
    "Action": "sts:AssumeRole",
    "Condition": {"StringEquals": {"aws:SourceAccount": {"Ref": "AWS::AccountId"}}},
}
# Neither knows resources: AWS documents both with "*".
LOG = _allow(
    "DeliverLogs",
    [
        "logs:CreateLogDelivery",
        "logs:GetLogDelivery",
        "logs:UpdateLogDelivery",
        "logs:DeleteLogDelivery",
        "logs:ListLogDeliveries",
        "logs:PutResourcePolicy",
        "logs:DescribeResourcePolicies",
        "logs:DescribeLogGroups",
    ],
    ["*"],
)
TRACE = _allow(
    "Trace",
    [
        "xray:PutTraceSegments",
        "xray:PutTelemetryRecords",
        "xray:GetSamplingRules",
        "xray:GetSamplingTargets",
    ],
    ["*"],
)
