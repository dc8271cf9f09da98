"""The stage as it is packaged: each built once a session, thinly (no dependency is installed)."""

import json
from pathlib import Path
from typing import Any

import pytest

from infra import package as packaging


@pytest.fixture(scope="session")
def local_build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The local stage's folder: sam.json, deployment.zip, the definitions."""
    return packaging.package("local", tmp_path_factory.mktemp("local") / "build")


@pytest.fixture(scope="session")
def aws_build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A stage on AWS, without its dependencies."""
    out = tmp_path_factory.mktemp("dev") / "build"
    return packaging.package("dev", out, thin=True)


@pytest.fixture(scope="session")
def template(aws_build: Path) -> dict[str, Any]:
    """The template that AWS gets."""
    return json.loads((aws_build / "sam.json").read_text())


@pytest.fixture(scope="session")
def local_template(local_build: Path) -> dict[str, Any]:
    """The template that the local cloud gets."""
    return json.loads((local_build / "sam.json").read_text())
