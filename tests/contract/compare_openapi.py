"""Compares `twilio_messages.yaml` with Twilio's official description, when one has that file.

    python -m tests.contract.compare_openapi twilio_api_v2010.json

The file is `spec/json/twilio_api_v2010.json` of github.com/twilio/twilio-oai; it is not in this
repository. Prints what differs and whether it is the version that was compared last.
"""

import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.contract.shapes import description

KEPT = ("type", "format", "pattern", "enum", "nullable", "minimum", "maximum")
"""What of a schema counts: its words, examples and vendor extensions do not."""


def main(file: str) -> int:
    """The exit code: 1 when the shapes differ."""
    raw = Path(file).read_bytes()
    ours = description()
    known = hashlib.sha256(raw).hexdigest() == ours["compared_with"]["sha256"]
    differing = list(differences(reduced(json.loads(raw), ours), ours))
    sys.stdout.write("".join(f"{line}\n" for line in differing))
    version = "the version compared last" if known else "another version than the one compared last"
    sys.stdout.write(f"{len(differing)} differences; it is {version}\n")
    return 1 if differing else 0


def reduced(official: dict[str, Any], ours: dict[str, Any]) -> dict[str, Any]:
    """The official description in the form of ours, for the operations that ours has."""
    schemas = official["components"]["schemas"]
    operations = {
        name: _operation(official["paths"][mine["path"]][mine["method"]], mine, schemas)
        for name, mine in ours["operations"].items()
    }
    message = schemas["api.v2010.account.message"]["properties"]
    return {"operations": operations, "message": _shapes(message, schemas)}


def differences(official: Any, ours: Any, place: str = "") -> Iterator[str]:
    """Where the two trees are not the same; what only ours has at the top is left alone."""
    if not (isinstance(official, dict) and isinstance(ours, dict)):
        if official != ours:
            yield f"{place}: official {official!r}, ours {ours!r}"
        return
    for name in official.keys() | (ours.keys() if place else set()):
        at = f"{place}.{name}"
        if name not in official or name not in ours:
            yield f"{at}: only {'ours' if name in ours else 'official'}"
        else:
            yield from differences(official[name], ours[name], at)


def _operation(theirs: Any, mine: Any, schemas: Any) -> dict[str, Any]:
    asked = {p["name"]: p["schema"] for p in theirs["parameters"] if p["in"] == "query"}
    form = theirs.get("requestBody", {}).get("content", {})
    fields = next(iter(form.values()))["schema"].get("properties", {}) if form else {}
    status, answer = next(iter(theirs["responses"].items()))
    content = answer.get("content", {}).get("application/json", {}).get("schema")
    found: dict[str, Any] = {"method": mine["method"], "path": mine["path"], "status": int(status)}
    if asked:
        found["query"] = _shapes(asked, schemas)
    if fields:
        found["form"] = _shapes(fields, schemas)
    if content:
        found["answer"] = _answer(content, schemas)
    return found


def _answer(content: Any, schemas: Any) -> Any:
    if "$ref" in content:
        return "message"
    return _shapes(content["properties"], schemas)


def _shapes(properties: dict[str, Any], schemas: Any) -> dict[str, Any]:
    return {name: _shape(schema, schemas) for name, schema in properties.items()}


def _shape(schema: Any, schemas: Any) -> Any:
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[1]
        return "message" if name == "api.v2010.account.message" else _shape(schemas[name], schemas)
    shape = {key: schema[key] for key in KEPT if key in schema}
    if "items" in schema:
        shape["items"] = _shape(schema["items"], schemas)
    return shape


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
