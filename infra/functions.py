"""What each Lambda gets besides what Chalice writes: a log group of its own, made before it.

Lambda makes a log group that keeps for ever where there is none. These are there first, under
names of ours, and no function may make another: every log ends.
"""

import json
from pathlib import Path
from typing import Any

CONFIG = Path(__file__).parent.parent / ".chalice" / "config.json"
LOG_DAYS = 30


def names() -> list[str]:
    """Every function, by the name that `app.py` gives it."""
    return list(json.loads(CONFIG.read_text())["lambda_functions"])


def logical_id(function: str) -> str:
    """As Chalice makes it."""
    return "APIHandler" if function == "api_handler" else function.title().replace("_", "")


def part() -> dict[str, Any]:
    """The part of the template."""
    resources: dict[str, Any] = {}
    for name in names():
        group = f"{logical_id(name)}Logs"
        resources[group] = log_group(f"/tocsin/${{Stage}}/{name}")
        resources[logical_id(name)] = {
            "Properties": {"LoggingConfig": {"LogGroup": {"Ref": group}}}
        }
    return {"Resources": resources}


def log_group(name: str) -> dict[str, Any]:
    """A log group that keeps for a month; `name` may hold `${Stage}`."""
    properties = {"LogGroupName": {"Fn::Sub": name}, "RetentionInDays": LOG_DAYS}
    return {"Type": "AWS::Logs::LogGroup", "Properties": properties}
