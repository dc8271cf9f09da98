"""Which stage a command speaks to: the local one when it is up, else what the environment names.

A deploy writes `stage.json`: the settings as environment variables, and the tick's name.
"""

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from local.stage import from_environment

LOCAL_CREDENTIALS = {
    "AWS_ACCESS_KEY_ID": "local",
    "AWS_SECRET_ACCESS_KEY": "local",
    "AWS_DEFAULT_REGION": "us-east-1",
}


@dataclass(frozen=True, slots=True)
class StageFile:
    """What the deploy left for commands."""

    environment: dict[str, str]
    tick: str
    urls: dict[str, str]


def stage_path() -> Path:
    """`TOCSIN_STAGE_FILE`, or the local stage's file."""
    named = os.environ.get("TOCSIN_STAGE_FILE")
    return Path(named) if named else from_environment().directory / "stage.json"


def enter() -> StageFile:
    """Puts the stage's settings in the environment, where the adapters read them."""
    path = stage_path()
    if not path.exists():
        raise click.ClickException(
            "no stage is deployed here: run `make up`, or set TOCSIN_STAGE_FILE to the stage.json"
            " of a deployed stage"
        )
    stored: dict[str, Any] = json.loads(path.read_text())
    stage = StageFile(stored["environment"], stored["tick"], stored["urls"])
    if stage.environment.get("TOCSIN_STAGE") == "local":
        os.environ.update(LOCAL_CREDENTIALS)
    os.environ.update(stage.environment)
    return stage
