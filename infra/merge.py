"""The parts of the template, merged into the one file that Chalice merges into its own."""

import json
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
PARTS = ("template.json", "table.json", "workflows.json")

Template = dict[str, Any]


def parts(stage: str) -> Template:
    """What is added to Chalice's template for this stage; the local stage has a part of its own."""
    merged: Template = {}
    for name in (*PARTS, "local.json") if stage == "local" else PARTS:
        merge(merged, json.loads((HERE / name).read_text()))
    return merged


def merge(into: Template, part: Template) -> None:
    """Merges objects key by key; anything else in `part` replaces, as in Chalice's own merge."""
    for key, value in part.items():
        if isinstance(value, dict) and isinstance(into.get(key), dict):
            merge(into[key], value)
        else:
            into[key] = value
