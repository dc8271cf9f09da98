"""A small interpreter of the ASL that `workflows/` uses, for whole days in memory.

It runs the real definitions on the real steps. What it does not know it refuses, so that a
new kind of state shows up here before the local cloud is asked.
"""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from chalicelib.domain.runs import ExecutionState
from chalicelib.ports import Objects

WORKFLOWS = Path(__file__).parents[2] / "workflows"
Task = Callable[[str, dict[str, Any]], Any]


class ExecutionFailedError(Exception):
    """The machine ended in a Fail state, or a task's error was not caught."""


class Machine:
    """One state machine. `task(name, input)` runs a step; `files` is what an ItemReader reads."""

    def __init__(self, definition: Mapping[str, Any], task: Task, files: Objects) -> None:
        self._definition, self._task, self._files = definition, task, files

    def run(self, state: Any) -> Any:
        """The output. Raises ExecutionFailedError."""
        name = self._definition["StartAt"]
        while name:
            name, state = self._step(self._definition["States"][name], state)
        return state

    def _step(self, spec: Mapping[str, Any], state: Any) -> tuple[str, Any]:
        kind = spec["Type"]
        if kind in ("Task", "Map"):
            return self._guarded(spec, state)
        if kind == "Choice":
            return _chosen(spec, state), state
        if kind == "Fail":
            raise ExecutionFailedError(spec.get("Error", "failed"))
        if kind == "Pass":
            value = spec["Result"] if "Result" in spec else _selected(spec["Parameters"], state)
            state = _placed(spec, state, value)
        elif kind not in ("Wait", "Succeed"):
            raise NotImplementedError(kind)
        return spec.get("Next", ""), state

    def _guarded(self, spec: Mapping[str, Any], state: Any) -> tuple[str, Any]:
        attempts = 1 + sum(retry["MaxAttempts"] for retry in spec.get("Retry", ()))
        for attempt in range(attempts):
            try:
                value = self._value(spec, state)
            except Exception as error:
                if attempt + 1 < attempts:
                    continue
                if not spec.get("Catch"):
                    raise
                catch = spec["Catch"][0]
                return catch["Next"], _placed(catch, state, {"Error": type(error).__name__})
            return spec.get("Next", ""), _placed(spec, state, value)
        raise AssertionError("unreachable")

    def _value(self, spec: Mapping[str, Any], state: Any) -> Any:
        if spec["Type"] == "Task":
            return self._task(_function(spec["Resource"]), state)
        items = self._items(spec, state)
        inner = Machine(spec["ItemProcessor"], self._task, self._files)
        return [inner.run(_selected(spec["ItemSelector"], state, item)) for item in items]

    def _items(self, spec: Mapping[str, Any], state: Any) -> list[Any]:
        if "ItemReader" not in spec:
            return list(_at(state, spec["ItemsPath"]))
        source = _selected(spec["ItemReader"]["Parameters"], state)
        return [json.loads(line) for line in self._files.lines(source["Key"]) if line]


def machine(workflow: str, task: Task, files: Objects) -> Machine:
    """The machine of that name in `workflows/`."""
    definition = json.loads((WORKFLOWS / f"{workflow}.asl.json").read_text())
    return Machine(definition, task, files)


class AslExecutions:
    """ports.Executions: `start` only queues; `run_queued` runs. Names are idempotency keys."""

    def __init__(self, task: Task, files: Objects) -> None:
        self.states: dict[str, ExecutionState] = {}
        self.inputs: list[dict[str, Any]] = []
        self._queue: list[tuple[str, str, dict[str, Any]]] = []
        self._task, self._files = task, files

    def start(self, workflow: str, name: str, command: Mapping[str, Any]) -> None:
        if name in self.states:
            return
        self.states[name] = "running"
        plain = json.loads(json.dumps(dict(command)))
        self.inputs.append(plain)
        self._queue.append((workflow, name, plain))

    def state(self, workflow: str, name: str) -> ExecutionState:
        return self.states.get(name, "absent")

    def run_queued(self) -> int:
        """Runs what was started, one after another; returns how many."""
        queue, self._queue = self._queue, []
        for workflow, name, command in queue:
            try:
                machine(workflow, self._task, self._files).run(command)
                self.states[name] = "succeeded"
            except Exception:
                self.states[name] = "failed"
        return len(queue)

    def lose_all(self) -> None:
        """The workflow service forgets what was running, as after a restart."""
        self._queue = []
        for name, state in self.states.items():
            if state == "running":
                self.states[name] = "failed"


def _function(resource: str) -> str:
    """`${SendChunkArn}` is the step `send_chunk`."""
    camel = resource.removeprefix("${").removesuffix("Arn}")
    return "".join(f"_{c.lower()}" if c.isupper() else c for c in camel).lstrip("_")


def _chosen(spec: Mapping[str, Any], state: Any) -> str:
    for choice in spec["Choices"]:
        value = _at(state, choice["Variable"])
        wanted = next(choice[k] for k in ("StringEquals", "NumericEquals") if k in choice)
        if value == wanted:
            return str(choice["Next"])
    return str(spec["Default"])


def _selected(template: Mapping[str, Any], state: Any, item: Any = None) -> dict[str, Any]:
    return {
        key.removesuffix(".$"): _at(state, value, item) if key.endswith(".$") else value
        for key, value in template.items()
    }


def _at(state: Any, path: str, item: Any = None) -> Any:
    if path.startswith("$$.Map.Item.Value"):
        state, path = item, path.removeprefix("$$.Map.Item.Value")
    for part in path.lstrip("$").strip(".").split("."):
        state = state[part] if part else state
    return state


def _placed(spec: Mapping[str, Any], state: Any, value: Any) -> Any:
    path = spec.get("ResultPath", "$")
    return value if path == "$" else {**state, path.removeprefix("$."): value}
