"""Executions: a name starts once, and its state is told in the engine's words."""

import json
from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from moto import mock_aws

from chalicelib.adapters.stepfunctions import StepFunctions
from chalicelib.errors import SettingsError

ROLE = "arn:aws:iam::123456789012:role/unused"


@pytest.fixture
def sfn(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "test")
    with mock_aws():
        yield boto3.client("stepfunctions", region_name="us-east-1")


@pytest.fixture
def executions(sfn: Any) -> StepFunctions:
    made = sfn.create_state_machine(name="send_wave", definition="{}", roleArn=ROLE)
    return StepFunctions(sfn, {"send_wave": made["stateMachineArn"]})


def test_promise_9_the_same_name_twice_is_one_execution(
    executions: StepFunctions, sfn: Any
) -> None:
    """The second start is a success that starts nothing, whatever its input."""
    executions.start("send_wave", "day-wave-1", {"day": "d"})
    executions.start("send_wave", "day-wave-1", {"day": "other"})
    machine = executions._arns["send_wave"]
    [run] = sfn.list_executions(stateMachineArn=machine)["executions"]
    found = sfn.describe_execution(executionArn=run["executionArn"])
    assert json.loads(found["input"]) == {"day": "d"}


def test_an_executions_state_is_told(executions: StepFunctions, sfn: Any) -> None:
    """Absent, running, and failed once it was stopped."""
    assert executions.state("send_wave", "day-wave-1") == "absent"
    executions.start("send_wave", "day-wave-1", {})
    assert executions.state("send_wave", "day-wave-1") == "running"
    arn = executions._arns["send_wave"].replace("stateMachine", "execution") + ":day-wave-1"
    sfn.stop_execution(executionArn=arn)
    assert executions.state("send_wave", "day-wave-1") == "failed"


def test_a_workflow_without_an_arn_is_a_setting_that_is_missing(
    executions: StepFunctions,
) -> None:
    """The message names the variable and the workflow."""
    with pytest.raises(SettingsError, match="TOCSIN_WORKFLOW_ARNS has no close_day"):
        executions.start("close_day", "x", {})
