"""The real workflows, on Lambdas that may die and executions that may be lost."""

import json
from collections.abc import Mapping
from datetime import timedelta
from functools import cache
from typing import Any

from tests.faults.calls import AbsentError, DeathError, LambdaDiedError, LostError
from tests.support.asl import WORKFLOWS, AslExecutions, Machine
from tests.support.fakes import FakeClock


@cache
def definition(workflow: str) -> Mapping[str, Any]:
    """The machine's definition, read once."""
    read: Mapping[str, Any] = json.loads((WORKFLOWS / f"{workflow}.asl.json").read_text())
    return read


class TimedMachine(Machine):
    """A Wait takes its seconds. A Retry takes none, which is its jitter's worst case."""

    def __init__(self, workflow: str, task: Any, files: Any, clock: FakeClock) -> None:
        super().__init__(definition(workflow), task, files)
        self._clock = clock

    def _step(self, spec: Mapping[str, Any], state: Any) -> tuple[str, Any]:
        if spec["Type"] == "Wait":
            seconds = state["closing"]["grace_seconds"]
            self._clock.advance(timedelta(seconds=seconds))
        return super()._step(spec, state)


class MortalExecutions(AslExecutions):
    """Executions whose Lambdas die, and which may be lost as a whole."""

    clock: FakeClock

    def run_queued(self) -> int:
        ran = 0
        while self._queue:
            workflow, name, command = self._queue.pop(0)
            self._run(workflow, name, command)
            ran += 1
        return ran

    def _run(self, workflow: str, name: str, command: Any) -> None:
        self.states[name] = "failed"
        try:
            TimedMachine(workflow, self._mortal, self._files, self.clock).run(command)
            self.states[name] = "succeeded"
        except AbsentError:
            del self.states[name]
        except LostError:
            return
        except Exception:  # the machine's own end: a Fail state, or a task nobody caught
            return

    def _mortal(self, name: str, event: dict[str, Any]) -> Any:
        try:
            return self._task(name, event)
        except DeathError:
            raise LambdaDiedError(name) from None
