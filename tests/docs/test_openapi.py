"""docs/openapi.json is what the code takes."""

import json
import re

from app import app
from cli.openapi import FILE, document, text


def test_the_committed_document_is_what_the_code_makes() -> None:
    """`python -m cli.openapi` writes it anew."""
    assert FILE.read_text("utf-8") == text()


def test_every_route_and_every_part_of_an_address_is_told() -> None:
    """No operation twice, none missing, and each part in braces is declared."""
    paths = document()["paths"]
    told = {(path, method.upper()) for path, of in paths.items() for method in of}
    taken = {(path, method) for path, methods in app.routes.items() for method in methods}
    assert told - {(path, "PARAMETERS") for path in paths} == taken
    names = re.findall(r'"operationId": "([^"]+)"', json.dumps(paths))
    assert len(names) == len(set(names)) == len(taken)
    for path, of in paths.items():
        assert [part["name"] for part in of.get("parameters", [])] == re.findall(r"{(\w+)}", path)
