"""The parts of the template, merged into the one file that Chalice merges into its own.

What is written by hand is JSON; what follows from the functions and the workflows is made.
"""

import json
from pathlib import Path
from typing import Any

from infra import alarms, dashboard, functions, workflows

HERE = Path(__file__).parent

Template = dict[str, Any]


def parts(stage: str) -> Template:
    """What is added to Chalice's template for this stage.

    The local stage has a part of its own, and no distribution, alarm or dashboard: nobody would
    look at them there.
    """
    merged: Template = {}
    for part in (_read("template"), _read("table"), functions.part(), workflows.part()):
        merge(merged, part)
    beside = [_read("local")] if stage == "local" else _on_aws()
    for part in beside:
        merge(merged, part)
    return merged


def _on_aws() -> list[Template]:
    return [_read("aws"), _read("receipts"), alarms.part(), dashboard.part()]


def _read(name: str) -> Template:
    part: Template = json.loads((HERE / f"{name}.json").read_text())
    return part


def merge(into: Template, part: Template) -> None:
    """Merges objects key by key; anything else in `part` replaces, as in Chalice's own merge."""
    for key, value in part.items():
        if isinstance(value, dict) and isinstance(into.get(key), dict):
            merge(into[key], value)
        else:
            into[key] = value
