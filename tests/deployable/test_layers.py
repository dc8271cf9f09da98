"""Imports of the Lambdas' code point one way, and only the adapters reach the world."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.deployable.layers import violations

ROOT = Path(__file__).parents[2]


def modules() -> Iterator[tuple[str, Path]]:
    """Dotted name and file of everything in the zip that is ours."""
    yield "app", ROOT / "app.py"
    for path in sorted((ROOT / "chalicelib").rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        if len(parts) > 1 and parts != ("chalicelib", "__init__"):
            yield ".".join(p for p in parts if p != "__init__"), path


def test_every_import_points_inwards() -> None:
    """No module imports against the direction, or a library that its layer has no business with."""
    found = [v for name, path in modules() for v in violations(name, path.read_text())]
    assert found == []


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("chalicelib.domain.people", "from chalicelib.adapters.clock import make_clock"),
        ("chalicelib.domain.people", "from chalicelib import adapters"),
        ("chalicelib.domain.people", "import pydantic"),
        ("chalicelib.domain.people", "def f():\n    import boto3"),
        ("chalicelib.domain.people", "now = datetime.now(UTC)"),
        ("chalicelib.steps.tick", "import os"),
        ("chalicelib.steps.tick", "from twilio.rest import Client"),
        ("chalicelib.steps.tick", "from chalicelib.web import petition"),
        ("chalicelib.web.petition", "from chalicelib.adapters.vault import Vault"),
        ("chalicelib.web.petition", "from cli import stage"),
        ("chalicelib.adapters.s3", "from local.stage import ROOT"),
        ("chalicelib.adapters.s3", "from chalicelib.steps import tick"),
        ("chalicelib.adapters.s3", "started = time.time()"),
        ("app", "from chalicelib.domain import plan"),
    ],
)
def test_an_import_against_the_direction_is_seen(module: str, source: str) -> None:
    """The rules themselves: each of these is refused."""
    assert len(violations(module, source)) == 1


def test_what_points_inwards_is_let_pass() -> None:
    """The rules refuse nothing that the design allows."""
    assert violations("chalicelib.steps.tick", "from chalicelib.domain.days import Day") == []
    assert violations("chalicelib.domain.planfile.load", "import pydantic") == []
    assert violations("chalicelib.adapters.clients", "import os, boto3") == []
