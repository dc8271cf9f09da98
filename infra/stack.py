"""A CloudFormation stack, created or updated by a change set, and watched until it is done."""

import json
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from botocore.exceptions import ClientError

DONE = ("CREATE_COMPLETE", "UPDATE_COMPLETE")
NEVER_CREATED = ("REVIEW_IN_PROGRESS", "ROLLBACK_COMPLETE", "ROLLBACK_FAILED", "CREATE_FAILED")


class DeployError(Exception):
    """The stack did not reach what was asked for."""


@dataclass(frozen=True, slots=True)
class Target:
    """The stack and the client that reaches it; `pause` is the seconds between two looks."""

    cloudformation: Any
    name: str
    pause: float = 3.0
    say: Callable[[str], object] = lambda line: sys.stdout.write(f"{line}\n")


Template = Mapping[str, Any]


def apply(
    target: Target, url: str, template: Template, parameters: Mapping[str, str]
) -> dict[str, str]:
    """Brings the stack to this template, which is at `url`; returns the stack's outputs."""
    stack = _stack(target)
    if stack and stack["StackStatus"] in NEVER_CREATED:
        target.say(f"{target.name}: removing what a failed creation left")
        remove(target)
        stack = None
    if stack and _is_at(target, stack, template, parameters):
        target.say(f"{target.name}: no changes")
        return _outputs(stack)
    kind = "UPDATE" if stack else "CREATE"
    _execute(target, kind, url, parameters)
    target.say(f"{target.name}: {kind.lower()} …")
    return _outputs(_await_done(target))


def deployed_template(target: Target) -> dict[str, Any]:
    """The template as it was last deployed; empty when the stack is not there."""
    if _stack(target) is None:
        return {}
    body = target.cloudformation.get_template(StackName=target.name, TemplateStage="Original")[
        "TemplateBody"
    ]
    return json.loads(body) if isinstance(body, str) else body


def outputs(target: Target) -> dict[str, str]:
    """The stack's outputs; empty when it is not there."""
    stack = _stack(target)
    return _outputs(stack) if stack else {}


def _is_at(
    target: Target, stack: Template, template: Template, parameters: Mapping[str, str]
) -> bool:
    """Whether the stack is there already: same template, same parameters, no failure since."""
    known = template["Parameters"].items()
    defaults = {name: str(told["Default"]) for name, told in known if "Default" in told}
    given = {p["ParameterKey"]: p["ParameterValue"] for p in stack.get("Parameters", ())}
    same = given == {**defaults, **parameters} and deployed_template(target) == template
    return same and stack["StackStatus"] in DONE


def _execute(target: Target, kind: str, url: str, parameters: Mapping[str, str]) -> None:
    name = f"tocsin-{time.time_ns()}"
    target.cloudformation.create_change_set(
        StackName=target.name,
        ChangeSetName=name,
        ChangeSetType=kind,
        TemplateURL=url,
        Capabilities=["CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND"],
        Parameters=[{"ParameterKey": k, "ParameterValue": v} for k, v in parameters.items()],
    )
    _await_change_set(target, name)
    target.cloudformation.execute_change_set(StackName=target.name, ChangeSetName=name)


def _await_change_set(target: Target, name: str) -> None:
    while True:
        found = target.cloudformation.describe_change_set(StackName=target.name, ChangeSetName=name)
        if found["Status"] == "CREATE_COMPLETE":
            return
        if found["Status"] == "FAILED":
            raise DeployError(f"{target.name}: {found.get('StatusReason', 'change set failed')}")
        time.sleep(target.pause)


def _await_done(target: Target) -> dict[str, Any]:
    seen = ""
    while True:
        stack = _stack(target)
        if stack is None:
            raise DeployError(f"{target.name}: the stack is gone")
        status: str = stack["StackStatus"]
        if status != seen:
            target.say(f"{target.name}: {status}")
            seen = status
        if status in DONE:
            return stack
        if not status.endswith("_IN_PROGRESS"):
            raise DeployError(f"{target.name}: {status}\n{_failures(target)}")
        time.sleep(target.pause)


def remove(target: Target) -> None:
    """Removes the stack; what its template retains stays. Raises DeployError."""
    target.cloudformation.delete_stack(StackName=target.name)
    while (stack := _stack(target)) and stack["StackStatus"] != "DELETE_COMPLETE":
        if stack["StackStatus"] == "DELETE_FAILED":
            raise DeployError(f"{target.name}: DELETE_FAILED\n{_failures(target)}")
        time.sleep(target.pause)


def _stack(target: Target) -> dict[str, Any] | None:
    try:
        stacks = target.cloudformation.describe_stacks(StackName=target.name)["Stacks"]
    except ClientError as error:
        if "does not exist" in str(error):
            return None
        raise
    return stacks[0] if stacks and stacks[0]["StackStatus"] != "DELETE_COMPLETE" else None


def _failures(target: Target) -> str:
    events = target.cloudformation.describe_stack_events(StackName=target.name)["StackEvents"]
    failed = [e for e in events if e.get("ResourceStatus", "").endswith("_FAILED")]
    return "\n".join(
        f"{e['LogicalResourceId']}: {e.get('ResourceStatusReason', '')}" for e in reversed(failed)
    )


def _outputs(stack: Mapping[str, Any]) -> dict[str, str]:
    return {found["OutputKey"]: found["OutputValue"] for found in stack.get("Outputs", ())}
