"""Checks values against `twilio_messages.yaml`: types, patterns, words, formats and names."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from email.utils import parsedate_to_datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from ruamel.yaml import YAML

FILE = Path(__file__).with_name("twilio_messages.yaml")
TYPES: dict[str, type | tuple[type, ...]] = {
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "object": dict,
    "array": list,
}


@cache
def description() -> dict[str, Any]:
    """The reduced description, as plain values."""
    loaded: dict[str, Any] = YAML(typ="safe", pure=True).load(FILE.read_text("utf-8"))
    return loaded


def answer_problems(operation: str, status: int, answer: Any) -> list[str]:
    """What is wrong with an answer, by the place of it; a refusal has its own shape."""
    known = description()
    if status >= 400:
        return list(_object(answer, known["refusal"], "refusal"))
    wanted = known["operations"][operation]
    if status != wanted["status"]:
        return [f"status {status} instead of {wanted['status']}"]
    if "answer" not in wanted:
        return [] if answer in (None, "") else ["a body where there is none"]
    return list(_object(answer, _named(wanted["answer"]), operation))


def request_problems(operation: str, asked: Mapping[str, str]) -> list[str]:
    """What is wrong with a request's form or query; all of its values are texts."""
    wanted = description()["operations"][operation]
    shapes = wanted.get("form", {}) | wanted.get("query", {})
    problems = [f"{name}: no such parameter" for name in asked if name not in shapes]
    for name, text in asked.items():
        if name in shapes:
            problems += _value(_read(text, shapes[name]), shapes[name], name)
    return problems


def _object(value: Any, shapes: dict[str, Any], place: str) -> Iterator[str]:
    """Exactly the names of `shapes`, each with a value of its shape."""
    if not isinstance(value, dict):
        yield f"{place}: no object"
        return
    for name in value.keys() ^ shapes.keys():
        yield f"{place}.{name}: {'unknown' if name in value else 'missing'}"
    for name in value.keys() & shapes.keys():
        yield from _value(value[name], shapes[name], f"{place}.{name}")


def _value(value: Any, shape: Any, place: str) -> Iterator[str]:
    if isinstance(shape, str):
        yield from _object(value, _named(shape), place)
    elif value is None:
        if not shape.get("nullable"):
            yield f"{place}: null"
    elif not _is(value, shape["type"]):
        yield f"{place}: {type(value).__name__} instead of {shape['type']}"
    elif shape["type"] == "array":
        for each in value:
            yield from _value(each, shape["items"], place)
    else:
        yield from _rules(value, shape, place)


def _rules(value: Any, shape: dict[str, Any], place: str) -> Iterator[str]:
    if "pattern" in shape and not re.search(shape["pattern"], value):
        yield f"{place}: not of the pattern"
    if "enum" in shape and value not in shape["enum"]:
        yield f"{place}: {value!r} is none of its words"
    low, high = shape.get("minimum"), shape.get("maximum")
    if (low is not None and value < low) or (high is not None and value > high):
        yield f"{place}: out of range"
    if not FORMATS.get(shape.get("format", ""), _anything)(value):
        yield f"{place}: no {shape['format']}"


def _is(value: Any, kind: str) -> bool:
    return isinstance(value, TYPES[kind]) and (kind == "boolean" or not isinstance(value, bool))


def _read(text: str, shape: dict[str, Any]) -> Any:
    """A form's text as the value that it stands for; the text itself where it stands for none."""
    if shape["type"] == "integer" and re.fullmatch(r"-?\d+", text):
        return int(text)
    return {"true": True, "false": False}.get(text, text) if shape["type"] == "boolean" else text


def _named(shape: Any) -> dict[str, Any]:
    found: dict[str, Any] = description()[shape] if isinstance(shape, str) else shape
    return found


def _rfc_2822(text: str) -> bool:
    try:
        return parsedate_to_datetime(text).tzinfo is not None
    except ValueError:
        return False


def _date_time(text: str) -> bool:
    try:
        return bool(datetime.fromisoformat(text))
    except ValueError:
        return False


def _uri(text: str) -> bool:
    return bool(urlsplit(text).path) and " " not in text


def _anything(value: Any) -> bool:
    return True


FORMATS: dict[str, Callable[[Any], bool]] = {
    "date-time": _date_time,
    "date-time-rfc-2822": _rfc_2822,
    "uri": _uri,
    "uri-map": lambda links: all(isinstance(link, str) and _uri(link) for link in links.values()),
    "phone-number": lambda text: bool(re.fullmatch(r"\+\d{7,15}", text)),
    "currency": lambda text: bool(re.fullmatch(r"[A-Za-z]{3}", text)),
}
