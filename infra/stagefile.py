"""`stage.json`: what the commands need of a deployed stage: its settings, tick and addresses."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any


def write_stage_file(
    path: Path, lambdas: Any, outputs: Mapping[str, str], urls: Mapping[str, str]
) -> None:
    """Writes it from the tick's own environment, so that commands and Lambdas see the same.

    `lambdas` is a boto3 Lambda client. No secret is in there: settings only name them.
    """
    tick = outputs["TickName"]
    variables = lambdas.get_function_configuration(FunctionName=tick)["Environment"]["Variables"]
    settings = {name: value for name, value in variables.items() if name.startswith("TOCSIN_")}
    stored = {"environment": settings, "tick": tick, "urls": dict(urls)}
    path.write_text(json.dumps(stored, indent=1))
