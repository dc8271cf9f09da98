"""The workflows, the steps, the template and the README use the same names."""

import importlib
import inspect
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
NAMES = ("answer_request", "close_day", "deliver_petition", "follow_up_leaders", "send_wave")
State = dict[str, Any]


def states(machine: dict[str, Any]) -> Iterator[tuple[str, State]]:
    """Every state by name, also those inside a Map."""
    for name, state in machine["States"].items():
        yield name, state
        if "ItemProcessor" in state:
            yield from states(state["ItemProcessor"])


def definition(workflow: str) -> dict[str, Any]:
    return json.loads((ROOT / "workflows" / f"{workflow}.asl.json").read_text())


def tasks(workflow: str) -> dict[str, State]:
    return {n: s for n, s in states(definition(workflow)) if s["Type"] == "Task"}


def snake(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


def readme_rows(workflow: str) -> list[list[str]]:
    """The cells of the workflow's table."""
    text = (ROOT / "workflows" / "README.md").read_text()
    section = text.split(f"## {workflow}\n")[1].split("\n## ")[0]
    rows = [line.strip()[1:-1].split("|") for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in row] for row in rows[2:]]


def test_these_are_all_the_workflows() -> None:
    """A new file wants its place here, in the README and in the template."""
    assert sorted(p.name for p in (ROOT / "workflows").glob("*.asl.json")) == [
        f"{name}.asl.json" for name in NAMES
    ]


@pytest.mark.parametrize("workflow", NAMES)
def test_a_task_state_is_a_step_of_its_name(workflow: str) -> None:
    """State XyzAbc calls the function of chalicelib/steps/xyz_abc.py, which takes a command."""
    for name, state in tasks(workflow).items():
        module = importlib.import_module(f"chalicelib.steps.{snake(name)}")
        parameters = list(inspect.signature(getattr(module, snake(name))).parameters.values())
        assert state["Resource"] == f"${{{name}Arn}}"
        assert parameters[0].name == "command"
        assert {p.kind for p in parameters[1:]} <= {inspect.Parameter.KEYWORD_ONLY}


@pytest.mark.parametrize("workflow", NAMES)
def test_a_map_gives_each_item_what_its_step_asks_for(workflow: str) -> None:
    """The fields of the step's command are those that the ItemSelector fills."""
    for _, state in states(definition(workflow)):
        if "ItemProcessor" not in state:
            continue
        name = snake(state["ItemProcessor"]["StartAt"])
        function = getattr(importlib.import_module(f"chalicelib.steps.{name}"), name)
        command = next(iter(inspect.signature(function).parameters.values())).annotation
        given = {key.removesuffix(".$") for key in state["ItemSelector"]}
        assert set(command.__dataclass_fields__) <= given


def test_every_function_of_the_app_that_is_a_step_is_used() -> None:
    """A step that no state calls would be dead code with a role."""
    named = set(re.findall(r'step\(app, "(\w+)"\)', (ROOT / "app.py").read_text()))
    assert named == {snake(name) for workflow in NAMES for name in tasks(workflow)}


@pytest.mark.parametrize("workflow", NAMES)
def test_every_task_is_retried_within_bounds_and_every_failure_is_a_value(workflow: str) -> None:
    """Each Task retries; each top state is caught, but for the end that records the failure."""
    machine = definition(workflow)
    for state in tasks(workflow).values():
        [retry] = state["Retry"]
        assert retry["ErrorEquals"] == ["States.TaskFailed"]
        assert 1 < retry["BackoffRate"] <= 2 and retry["MaxAttempts"] <= 6
    for name, state in machine["States"].items():
        if state["Type"] in ("Task", "Map") and name != "FinishRun":
            assert state["Catch"][0]["ErrorEquals"] == ["States.ALL"]
            assert state["Catch"][0]["Next"] == "RecordFailure"


@pytest.mark.parametrize("workflow", NAMES)
def test_a_run_always_ends_in_finish_run(workflow: str) -> None:
    """After success and after failure, and only then does the execution tell the truth."""
    top = definition(workflow)["States"]
    assert top["RecordSuccess"]["Next"] == top["RecordFailure"]["Next"] == "FinishRun"
    assert top["FinishRun"]["Next"] == "RouteByOutcome"
    assert {s["Type"] for s in top.values() if "Next" not in s} == {"Choice", "Fail", "Succeed"}


@pytest.mark.parametrize("workflow", NAMES)
def test_a_state_waits_longer_than_its_function_may_run(
    workflow: str, template: dict[str, Any]
) -> None:
    """Otherwise a state could fail while its function still writes."""
    for name, state in tasks(workflow).items():
        assert state["TimeoutSeconds"] > template["Resources"][name]["Properties"]["Timeout"]


@pytest.mark.parametrize("workflow", NAMES)
def test_every_substitution_is_a_function_of_the_template(
    workflow: str, template: dict[str, Any]
) -> None:
    """What the definition asks for is what the template gives, no more and no less."""
    machine = next(
        r["Properties"]
        for r in template["Resources"].values()
        if r.get("Properties", {}).get("DefinitionUri") == f"./{workflow}.asl.json"
    )
    asked = set(re.findall(r"\$\{(\w+)\}", json.dumps(definition(workflow))))
    given = machine["DefinitionSubstitutions"]
    assert set(given) == asked
    for name, value in given.items():
        function = name.removesuffix("Arn")
        assert value == {"Fn::GetAtt": [function, "Arn"]}
        assert template["Resources"][function]["Type"] == "AWS::Serverless::Function"


@pytest.mark.parametrize("workflow", NAMES)
def test_a_workflow_has_a_role_that_may_invoke_exactly_its_steps(
    workflow: str, template: dict[str, Any]
) -> None:
    """A step that the role forgets would fail on AWS only: the local cloud asks no role."""
    whole = workflow.title().replace("_", "")
    role = template["Resources"][f"{whole}Role"]["Properties"]["Policies"][0]["PolicyDocument"]
    invoke = next(s for s in role["Statement"] if s["Action"] == ["lambda:InvokeFunction"])
    assert {arn["Fn::GetAtt"][0] for arn in invoke["Resource"]} == set(tasks(workflow))
    machine = template["Resources"][f"{whole}Workflow"]["Properties"]
    assert machine["Role"] == {"Fn::GetAtt": [f"{whole}Role", "Arn"]}


def test_only_a_distributed_map_may_start_executions(template: dict[str, Any]) -> None:
    """Of its own machine; and it reads the lists of chunks, and nothing beside them."""
    for workflow in NAMES:
        role = template["Resources"][f"{workflow.title().replace('_', '')}Role"]
        text = json.dumps(role)
        distributed = '"DISTRIBUTED"' in json.dumps(definition(workflow))
        assert ("states:StartExecution" in text) is distributed
        assert ("${FilesBucket.Arn}/chunks/*" in text) is distributed
        assert text.count("FilesBucket") <= 1


@pytest.mark.parametrize("workflow", NAMES)
def test_the_readme_has_every_state(workflow: str) -> None:
    """One row each: its function where it has one, its retries, and whether it is caught."""
    rows = {row[0]: row for row in readme_rows(workflow)}
    written = dict(states(definition(workflow)))
    assert set(rows) == set(written)
    for name, state in written.items():
        assert rows[name][1] == (snake(name) if state["Type"] == "Task" else "")
        retries = str(state["Retry"][0]["MaxAttempts"]) if "Retry" in state else ""
        caught = "caught" if "Catch" in state else ""
        assert rows[name][3] == ", ".join(filter(None, [retries, caught]))


@pytest.mark.parametrize("workflow", NAMES)
def test_every_path_between_states_leads_somewhere(workflow: str) -> None:
    """The local cloud accepts a Next that names no state."""
    top = definition(workflow)
    for machine in (top, *(s["ItemProcessor"] for _, s in states(top) if "ItemProcessor" in s)):
        named = re.findall(r'"(?:Next|Default|StartAt)": "(\w+)"', json.dumps(_own(machine)))
        assert set(named) == set(machine["States"])


def _own(machine: dict[str, Any]) -> dict[str, Any]:
    """Without the machines inside."""
    kept = {n: {**s, "ItemProcessor": None} for n, s in machine["States"].items()}
    return {**machine, "States": kept}
