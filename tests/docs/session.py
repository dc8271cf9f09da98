"""One sitting at a terminal: the pages' commands, typed one after another on a local stage."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from local.stage import LocalStage
from tests.docs.pages import ROOT, Block, blocks
from tests.docs.shell import Command, commands_of

PAGES = (
    "docs/operators/local.md",
    "docs/fr/demarrage.md",
    "docs/coordinators/plan.md",
    "docs/coordinators/people.md",
    "docs/coordinators/day.md",
    "docs/operators/privacy.md",
    "docs/runbook.md",
    "docs/first-deploy.md",
)
"""In the order in which they are gone through; a later page finds what an earlier one left."""
AS_OF_TODAY = "docs/coordinators/plan.md"
"""From this page on the stage's clock shows today, as on AWS."""
LISTS = {
    "people.csv": "docs/coordinators/people.md",
    "personnes.csv": "docs/fr/demarrage.md",
    "me.csv": "docs/coordinators/people.md",
}
"""File to the page whose list of people it holds."""
PLANS = {"docs/fr/demarrage.md": "mon-plan.yaml"}
"""The page whose whole plan the reader copies into that file."""
ANSWERS = {
    "rivers.yaml": ("rivers-2027", "Living Rivers", "en,fr"),
    "mon-plan.yaml": ("rivieres-2027", "Rivières Vivantes", "fr"),
    "smoke.yaml": ("smoke", "Living Rivers", "en"),
    "open.yaml": ("open-2027", "Living Rivers", "en"),
}
"""What is typed when `tocsin plan new` asks for name, organisation and languages."""
CONFIRMED = ("tocsin erase",)
"""Commands that ask whether one is sure."""
IN_PLACE_OF = {
    "NUMBER": "+447700900456",
    "2027-05-01": f"{datetime.now(UTC) + timedelta(days=90):%Y-%m-%d}",
}
"""What the reader replaces: a number by somebody's of the list of people, an end by one to come."""
A_MINUTE_LATER = ("tocsin reopen",)
"""Commands for a day that the tick has closed meanwhile."""
ON_AN_OPEN_DAY = "docs/runbook.md"
"""The page before it closes the day, and what an operator meets is an open one."""
CLOSED, OPEN = "rivers-2027", "open-2027"
PATIENCE_SECONDS = 120


@dataclass(frozen=True, slots=True)
class Terminal:
    """A shell in a folder of its own, whose `tocsin` and ports lead to one local stage."""

    stage: LocalStage
    folder: Path

    def prepare(self) -> None:
        """The command `tocsin`, and the lists that the pages show."""
        tocsin = self.folder / "bin" / "tocsin"
        tocsin.parent.mkdir()
        tocsin.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m cli.main "$@"\n')
        tocsin.chmod(0o755)
        for name, page in LISTS.items():
            shown = next(b for b in blocks_of(page) if b.kind == "csv")
            (self.folder / name).write_text(shown.body, "utf-8")

    def launch_open_day(self) -> list[str]:
        """A day like the one of the pages, still open; what went wrong."""
        lines = ("tocsin plan new open.yaml", "tocsin launch open.yaml")
        done = [self.run(line) for line in lines]
        return [each.stderr for each in done if each.returncode]

    def run(self, line: str) -> subprocess.CompletedProcess[str]:
        """Types one line; its ports and its Python are this stage's."""
        for port, ours in (
            ("127.0.0.1:4566", f"127.0.0.1:{self.stage.cloud_port}"),
            ("127.0.0.1:4580", f"127.0.0.1:{self.stage.phones_port}"),
            (".venv/bin/python", sys.executable),
            *IN_PLACE_OF.items(),
        ):
            line = line.replace(port, ours)
        answers, slave = os.openpty()
        try:
            os.write(answers, _typed(line).encode())
            return subprocess.run(
                ["sh", "-c", line],
                cwd=self.folder,
                env=self._environment(),
                stdin=slave,
                capture_output=True,
                text=True,
                timeout=PATIENCE_SECONDS,
            )
        finally:
            os.close(answers)
            os.close(slave)

    def _environment(self) -> dict[str, str]:
        path = f"{self.folder / 'bin'}{os.pathsep}{os.environ['PATH']}"
        alone = {"BROWSER": "true", "NO_PROXY": "127.0.0.1", "PYTHONPATH": str(ROOT)}
        return {**os.environ, **alone, "PATH": path, **self.stage.environment()}


def blocks_of(page: str) -> list[Block]:
    return [block for block in blocks() if block.page == ROOT / page]


def go_through(page: str, terminal: Terminal) -> list[str]:
    """Types every command of the page that can be run; returns what went wrong."""
    operated = page == ON_AN_OPEN_DAY
    wrong = terminal.launch_open_day() if operated else []
    said = ""
    for block in blocks_of(page):
        if block.kind == "yaml" and page in PLANS:
            (terminal.folder / PLANS[page]).write_text(block.body, "utf-8")
        if block.kind == "json":
            wrong += _different(block, said)
        for command in commands_of(block):
            if command.kind == "run":
                line = command.line.replace(CLOSED, OPEN) if operated else command.line
                if line.startswith(A_MINUTE_LATER):
                    terminal.run("tocsin tick --wait")
                done = terminal.run(line)
                said = done.stdout
                wrong += _failed(command, done)
    return wrong


def _typed(line: str) -> str:
    """The answers to what `plan new` asks, but for those given as options."""
    if line.startswith(CONFIRMED):
        return "y\n"
    words = line.split()
    file = next((word for word in words if word in ANSWERS), "")
    if not line.startswith("tocsin plan new") or "--from" in words:
        return ""
    on = (datetime.now(UTC) + timedelta(days=60)).date()
    options = ("--day", "--organisation", "--languages", "--date")
    given = zip(options, (*ANSWERS[file], str(on)), strict=True)
    return "".join(f"{answer}\n" for option, answer in given if option not in words)


def _failed(command: Command, done: subprocess.CompletedProcess[str]) -> list[str]:
    if done.returncode == 0:
        return []
    said = (done.stderr.strip() or done.stdout.strip())[-500:]
    return [f"{command.block.place}: `{command.line}` ended with {done.returncode}: {said}"]


def _different(block: Block, said: str) -> list[str]:
    """The keys of the JSON shown against those that were just printed."""
    try:
        shown, printed = json.loads(block.body), json.loads(said)
    except ValueError:
        return [f"{block.place}: printed was no JSON: {said[:200]}"]
    if _keys(shown) == _keys(printed):
        return []
    return [f"{block.place}: shows the keys {_keys(shown)}, but printed were {_keys(printed)}"]


def _keys(value: Any) -> Any:
    return sorted(value) if isinstance(value, dict) else type(value).__name__
