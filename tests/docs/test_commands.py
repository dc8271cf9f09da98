"""Every command of the pages has a test that answers for it."""

import json
import re
import shutil
import subprocess

import botocore.session
import pytest
from botocore import xform_name

from tests.docs.pages import ROOT, blocks
from tests.docs.session import PAGES
from tests.docs.shell import READ_ONLY, Command, commands

MAKE = sorted({c.line.partition("#")[0].strip() for c in commands() if c.kind == "make"})


def test_every_command_can_be_read_by_a_shell() -> None:
    """None has a quote too many."""
    found = [command.words for command in commands()]
    assert len(found) > 40
    assert all(found)


def test_every_command_that_can_be_run_is_run() -> None:
    """Its page is in the session of `test_commands_run.py`; otherwise nobody would notice."""
    run = {c.block.page.relative_to(ROOT).as_posix() for c in commands() if c.kind == "run"}
    assert run - set(PAGES) == set()


def test_every_exception_is_needed() -> None:
    """A reason whose command is gone goes too."""
    lines = [command.line for command in commands() if command.kind == "read"]
    spans = "\n".join(lines)
    unused = {start for start in READ_ONLY if not re.search(f"^{start}", spans, re.M)}
    assert unused == set()


def test_every_call_of_aws_is_one_that_aws_has() -> None:
    """Service, operation and options, as botocore's models name them."""
    session = botocore.session.get_session()
    calls = [command for command in commands() if command.words[0] == "aws"]
    for call in calls:
        _, service, operation, *options = call.words
        model = session.get_service_model(service)
        operations = {xform_name(name, "-"): name for name in model.operation_names}
        assert operation in operations, f"{call.block.place}: {call.line}"
        shape = model.operation_model(operations[operation]).input_shape
        known = {f"--{xform_name(name, '-')}" for name in (shape.members if shape else ())}
        given = {word for word in options if word.startswith("--")}
        assert given - known == set(), f"{call.block.place}: {call.line}"


@pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")
@pytest.mark.parametrize("line", MAKE)
def test_make_knows_how(line: str) -> None:
    """A dry run, which says what it would do and does nothing."""
    start = line.index("make") + len("make")
    done = subprocess.run(
        ["make", "--dry-run", *line[start:].split()], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()


def test_every_json_shown_follows_the_command_that_prints_it() -> None:
    """So that its keys can be compared with the real ones."""
    before: Command | None = None
    shown = 0
    for block in blocks():
        if block.kind == "json":
            assert json.loads(block.body), block.place
            assert before is not None and before.block.page == block.page, block.place
            assert before.kind == "run", block.place
            shown += 1
        before = next((c for c in reversed(list(commands())) if c.block == block), before)
    assert shown
