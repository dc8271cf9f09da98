"""The four state machines, read from their definitions."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cli.diagrams.mermaid import Part, arrow, name, node

FOLDER = Path(__file__).parents[2] / "workflows"
SHAPES = {"Task": "[]", "Choice": "{}", "Map": "[[]]", "Succeed": "([])", "Fail": "([])"}


def parts() -> list[Part]:
    """One diagram for each workflow."""
    return [_part(path) for path in sorted(FOLDER.glob("*.asl.json"))]


def _part(path: Path) -> Part:
    asl = json.loads(path.read_text("utf-8"))
    lines = ("flowchart TD", '  start((" "))', arrow("start", name(asl["StartAt"])), *_machine(asl))
    return Part(path.name.removesuffix(".asl.json"), asl["Comment"], lines)


def _machine(asl: dict[str, Any]) -> Iterator[str]:
    for state, given in asl["States"].items():
        yield node(name(state), (state, *_about(given)), SHAPES.get(given["Type"], "()"))
        yield from _arrows(state, given)
        if given["Type"] == "Map":
            inner = given["ItemProcessor"]
            yield f'  subgraph {name(state)}_items ["each of them"]'
            yield from _machine(inner)
            yield "  end"
            yield arrow(name(state), name(inner["StartAt"]), _pace(given))


def _about(given: dict[str, Any]) -> Iterator[str]:
    tries = [retry["MaxAttempts"] for retry in given.get("Retry", ())]
    if tries:
        yield f"{max(tries)} more tries"
    if given["Type"] == "Wait":
        yield f"waits {given.get('SecondsPath', '')}"


def _pace(given: dict[str, Any]) -> str:
    most = given["MaxConcurrency"]
    mode = given["ItemProcessor"]["ProcessorConfig"]["Mode"].lower()
    return f"{mode}, {'one after another' if most == 1 else f'{most} at a time'}"


def _arrows(state: str, given: dict[str, Any]) -> Iterator[str]:
    if "Next" in given:
        yield arrow(name(state), name(given["Next"]))
    for choice in given.get("Choices", ()):
        yield arrow(name(state), name(choice["Next"]), _when(choice))
    if "Default" in given:
        yield arrow(name(state), name(given["Default"]), "else")
    for catch in given.get("Catch", ()):
        yield arrow(name(state), name(catch["Next"]), line="-.->")


def _when(choice: dict[str, Any]) -> str:
    (value,) = (v for k, v in choice.items() if k not in ("Variable", "Next"))
    return f"{choice['Variable']} is {value}"
