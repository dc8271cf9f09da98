"""App, template, definitions, README, policies, alarms and runbook name the same things."""

import json
import re
from pathlib import Path
from typing import Any, get_args

import app as tocsin
from chalicelib.domain.replies import IntentKind
from infra import alarms, dashboard, deploy
from infra.functions import logical_id, names
from infra.scan import EXCEPTIONS
from infra.workflows import definitions
from tests.deployable.test_workflows import NAMES, snake, tasks

ROOT = Path(__file__).parents[2]
RUNBOOK = ROOT / "docs" / "runbook.md"
EDGES = {"api_handler", "tick", "publish_on_tally", "record_receipt"}
MADE_BY_THE_TEMPLATE = {"SignFormsTaken"}
"""A metric that API Gateway's log is counted into."""

Template = dict[str, Any]


def of_type(template: Template, kind: str) -> dict[str, Any]:
    return {n: r["Properties"] for n, r in template["Resources"].items() if r["Type"] == kind}


def test_app_config_policies_template_and_workflows_name_the_same_functions(
    template: Template,
) -> None:
    """A step without a state, or a function without a role of its own, is a slip."""
    registered = {function.name for function in tocsin.app.pure_lambda_functions}
    steps = {snake(name) for workflow in NAMES for name in tasks(workflow)}
    policies = {path.stem for path in (ROOT / ".chalice" / "policies").glob("*.json")}
    functions = set(of_type(template, "AWS::Serverless::Function"))
    assert registered - EDGES == steps
    assert set(names()) == policies == steps | EDGES
    assert functions == {logical_id(name) for name in names()}


def test_each_function_has_the_policy_of_its_name() -> None:
    """And none that a machine wrote."""
    config = json.loads((ROOT / ".chalice" / "config.json").read_text())
    for name, function in config["lambda_functions"].items():
        assert function["iam_policy_file"] == f"policies/{name}.json"
        assert function["autogen_policy"] is False


def test_definitions_template_readme_and_tick_name_the_same_workflows(template: Template) -> None:
    """The code starts them by these names."""
    variables = template["Resources"]["Tick"]["Properties"]["Environment"]["Variables"]
    known = set(json.loads(variables["TOCSIN_WORKFLOW_ARNS"]["Fn::Sub"]))
    machines = of_type(template, "AWS::Serverless::StateMachine").values()
    deployed = {m["Name"]["Fn::Sub"].removeprefix("tocsin-${Stage}-") for m in machines}
    readme = (ROOT / "workflows" / "README.md").read_text()
    assert set(definitions()) == deployed == known == set(re.findall(r"^## (\w+)$", readme, re.M))


def test_every_alarm_has_its_page_and_every_page_its_alarm() -> None:
    """What it means, what to do first, and a command to run."""
    text = RUNBOOK.read_text("utf-8").split("\n## The alarms\n")[1].split("\n## ")[0]
    pages = dict(re.findall(r"^### (\w+)\n(.*?)(?=^###|\Z)", text, re.M | re.S))
    assert sorted(pages) == sorted(alarm.name for alarm in alarms.alarms())
    for name, page in pages.items():
        for part in ("**Means**", "**First**", "```\n"):
            assert part in page, f"{name}: {part}"


def test_the_first_deployments_bill_has_every_metric_that_is_watched() -> None:
    """CloudWatch asks for each of an alarm's metrics."""
    bill = (ROOT / "docs" / "first-deploy.md").read_text("utf-8")
    (told,) = re.findall(r"^\| alarms \| (\d+) metrics watched \|", bill, re.M)
    assert int(told) == sum(len(alarm.metrics) for alarm in alarms.alarms())


def test_every_alarm_is_in_the_template_and_tells_somebody(template: Template) -> None:
    """One without an action is a picture; CloudWatch lets one look at ten metrics."""
    deployed = of_type(template, "AWS::CloudWatch::Alarm")
    assert set(deployed) == {f"{alarm.name}Alarm" for alarm in alarms.alarms()}
    for alarm in deployed.values():
        assert alarm["AlarmActions"] == [{"Ref": "Alarms"}]
        assert len([m for m in alarm["Metrics"] if "MetricStat" in m]) <= 10


def test_every_function_and_workflow_is_watched() -> None:
    """Its errors, or its failed runs, reach an alarm."""
    found = [metric for alarm in alarms.alarms() for metric in alarm.metrics]
    errors = {d["FunctionName"]["Ref"] for _, name, d in found if name == "Errors"}
    failed = {d["StateMachineArn"]["Ref"] for _, name, d in found if name == "ExecutionsFailed"}
    assert errors == {logical_id(name) for name in names()}
    assert len(failed) == len(definitions())


def test_our_own_metrics_are_ones_that_the_code_writes(template: Template) -> None:
    """An alarm on a misspelt metric never fires."""
    source = "\n".join(p.read_text() for p in (ROOT / "chalicelib").rglob("*.py"))
    written = set(re.findall(r'\bcount\(f?"(\w+)', source))
    body = of_type(template, "AWS::CloudWatch::Dashboard")["Dashboard"]["DashboardBody"]["Fn::Sub"]
    lines = [line for w in json.loads(body)["widgets"] for line in w["properties"]["metrics"]]
    shown = {line[1] for line in lines if line[0] == "Tocsin"}
    watched = {m for a in alarms.alarms() for space, m, _ in a.metrics if space == "Tocsin"}
    assert {_stem(name) for name in shown | watched} - MADE_BY_THE_TEMPLATE <= written
    assert 'Metrics(namespace="Tocsin", service=SERVICE)' in source
    assert 'SERVICE = "tocsin"' in source and alarms.OURS == {"service": "tocsin"}


def test_the_dashboard_knows_every_intent() -> None:
    """A new kind of reply would not be seen."""
    carried = {"start", "help"}
    assert set(dashboard.INTENTS) | carried == set(get_args(IntentKind))


def test_every_name_in_the_dashboard_is_of_the_template(template: Template) -> None:
    """CloudFormation fills them in; the region and the stage are its own."""
    body = of_type(template, "AWS::CloudWatch::Dashboard")["Dashboard"]["DashboardBody"]["Fn::Sub"]
    known = {*template["Resources"], "Stage", "AWS::Region"}
    assert set(re.findall(r"\$\{([\w:]+)\}", body)) <= known


def test_every_parameter_is_explained_and_every_stage_gives_what_is_needed(
    template: Template,
) -> None:
    """The README beside the stages' files has a row for each."""
    rows = (ROOT / "infra" / "stages" / "README.md").read_text("utf-8")
    parameters = template["Parameters"]
    assert set(re.findall(r"^\| `(\w+)` \|", rows, re.M)) == set(parameters)
    needed = {name for name, told in parameters.items() if "Default" not in told} - {"Stage"}
    for stage in deploy.stages():
        given = set(json.loads((deploy.STAGES / f"{stage}.json").read_text()))
        assert needed <= given <= set(parameters), stage


def test_every_exception_of_the_scanner_has_its_reason() -> None:
    """A comment right above each check that is left out, and none twice."""
    lines = EXCEPTIONS.read_text("utf-8").split("skip-check:\n")[1].splitlines()
    skipped = [number for number, line in enumerate(lines) if line.startswith("  - ")]
    assert len({lines[number] for number in skipped}) == len(skipped) > 0
    assert [lines[n] for n in skipped if not re.match(r"  # .*\.$", lines[n - 1])] == []


def _stem(metric: str) -> str:
    """`Reply_accept` is written as `Reply_` and what was understood."""
    return re.sub(r"_\w+$", "_", metric)
