"""Workflow executions in Step Functions. An execution's name is its idempotency key."""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from chalicelib.domain.runs import ExecutionState
from chalicelib.errors import SettingsError

if TYPE_CHECKING:
    from mypy_boto3_stepfunctions import SFNClient

_STATES: dict[str, ExecutionState] = {
    "RUNNING": "running",
    "PENDING_REDRIVE": "running",
    "SUCCEEDED": "succeeded",
    "FAILED": "failed",
    "TIMED_OUT": "failed",
    "ABORTED": "failed",
}


class StepFunctions:
    """ports.Executions. `arns`: workflow name to state machine ARN."""

    def __init__(self, sfn: "SFNClient", arns: Mapping[str, str]) -> None:
        self._sfn = sfn
        self._arns = arns

    def start(self, workflow: str, name: str, command: Mapping[str, Any]) -> None:
        """Starts it; a name that exists already is a success."""
        clear = json.dumps(dict(command), separators=(",", ":"))
        try:
            self._sfn.start_execution(stateMachineArn=self._arn(workflow), name=name, input=clear)
        except self._sfn.exceptions.ExecutionAlreadyExists:
            return

    def state(self, workflow: str, name: str) -> ExecutionState:
        """`absent` when there is none of that name."""
        machine = self._arn(workflow).replace(":stateMachine:", ":execution:")
        try:
            found = self._sfn.describe_execution(executionArn=f"{machine}:{name}")
        except self._sfn.exceptions.ExecutionDoesNotExist:
            return "absent"
        return _STATES[found["status"]]

    def _arn(self, workflow: str) -> str:
        if workflow not in self._arns:
            raise SettingsError(f"TOCSIN_WORKFLOW_ARNS has no {workflow}")
        return self._arns[workflow]
