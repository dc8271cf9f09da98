"""The deployer against a CloudFormation with memory."""

from dataclasses import dataclass, field
from typing import Any

import pytest
from botocore.exceptions import ClientError

from infra import stack

TEMPLATE: dict[str, Any] = {"Parameters": {"Stage": {}, "Grace": {"Default": 60}}, "Resources": {}}
URL = "https://bucket.example/template.json"


@dataclass
class FakeCloudFormation:
    """One stack; `ends` is the status that the next execution comes to."""

    templates: dict[str, dict[str, Any]]
    ends: str = "COMPLETE"
    stack: dict[str, Any] | None = None
    body: dict[str, Any] = field(default_factory=dict)
    executed: list[str] = field(default_factory=list)
    change: dict[str, Any] = field(default_factory=dict)

    def describe_stacks(self, StackName: str) -> dict[str, Any]:  # noqa: N803
        if self.stack is None:
            refusal = {"Error": {"Code": "ValidationError", "Message": "it does not exist"}}
            raise ClientError(refusal, "DescribeStacks")
        found = dict(self.stack)
        if found["StackStatus"].endswith("_IN_PROGRESS"):
            self.stack["StackStatus"] = found["StackStatus"].replace("IN_PROGRESS", self.ends)
        return {"Stacks": [found]}

    def get_template(self, **_: str) -> dict[str, Any]:
        return {"TemplateBody": self.body}

    def create_change_set(self, **asked: Any) -> None:
        self.change = asked

    def describe_change_set(self, **_: str) -> dict[str, Any]:
        return {"Status": "CREATE_COMPLETE"}

    def execute_change_set(self, **_: str) -> None:
        kind, self.body = self.change["ChangeSetType"], self.templates[self.change["TemplateURL"]]
        defaults = [("Grace", "60")]
        given = [(p["ParameterKey"], p["ParameterValue"]) for p in self.change["Parameters"]]
        merged = dict(defaults + given).items()
        self.executed.append(kind)
        self.stack = {
            "StackStatus": f"{kind}_IN_PROGRESS",
            "Parameters": [{"ParameterKey": k, "ParameterValue": v} for k, v in merged],
            "Outputs": [{"OutputKey": "Table", "OutputValue": "t"}],
        }

    def describe_stack_events(self, **_: str) -> dict[str, Any]:
        failed = {"LogicalResourceId": "Key", "ResourceStatus": "CREATE_FAILED"}
        return {"StackEvents": [{**failed, "ResourceStatusReason": "no room"}]}

    def delete_stack(self, **_: str) -> None:
        self.executed.append("DELETE")
        self.stack = None


@pytest.fixture
def cloud() -> FakeCloudFormation:
    return FakeCloudFormation({URL: TEMPLATE})


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def target(cloud: FakeCloudFormation, said: list[str]) -> stack.Target:
    return stack.Target(cloud, "tocsin-dev", pause=0, say=said.append)


def apply(target: stack.Target, **parameters: str) -> dict[str, str]:
    return stack.apply(target, URL, TEMPLATE, {"Stage": "dev", **parameters})


def test_a_stack_is_created_and_then_left_alone(
    target: stack.Target, cloud: FakeCloudFormation, said: list[str]
) -> None:
    """The same template and parameters change nothing, and that is said."""
    assert apply(target) == apply(target) == {"Table": "t"}
    assert cloud.executed == ["CREATE"]
    assert said[-1] == "tocsin-dev: no changes"


def test_another_parameter_is_an_update(target: stack.Target, cloud: FakeCloudFormation) -> None:
    """Also one that goes back to its default."""
    apply(target)
    apply(target, Grace="70")
    apply(target)
    assert cloud.executed == ["CREATE", "UPDATE", "UPDATE"]


def test_a_failed_deploy_says_which_resource_and_why(
    target: stack.Target, cloud: FakeCloudFormation
) -> None:
    """CloudFormation's own reason, not only the status."""
    cloud.ends = "ROLLBACK_COMPLETE"
    with pytest.raises(stack.DeployError, match="Key: no room"):
        apply(target)


def test_what_a_failed_creation_left_is_removed_first(
    target: stack.Target, cloud: FakeCloudFormation
) -> None:
    """Such a stack can only be deleted; it never held anything."""
    cloud.stack = {"StackStatus": "ROLLBACK_COMPLETE"}
    apply(target)
    assert cloud.executed == ["DELETE", "CREATE"]
