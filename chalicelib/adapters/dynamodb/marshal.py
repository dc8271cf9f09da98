"""Domain values to items that an operator can read, and back.

A field at an empty default is left out. Instants are UTC strings of one width, so that they
sort as text: `2014-06-03T15:00:00.000000Z`.
"""

from collections.abc import Callable
from dataclasses import MISSING, Field, fields
from datetime import UTC, datetime
from functools import cache
from typing import Any, TypeVar

import msgspec

from chalicelib.errors import TocsinError

Item = dict[str, Any]
"""Attribute names to typed attributes, as the low-level client takes and gives them."""

Value = TypeVar("Value")


def to_item(value: Any) -> Item:
    """The attributes of a dataclass instance, without those at an empty default."""
    type_: type = type(value)
    empty = _empty_defaults(type_)
    return {
        name: attribute(field)
        for name, field in msgspec.to_builtins(value, builtin_types=(bytes, datetime)).items()
        if name not in empty or field != empty[name]
    }


def from_item(item: Item, type_: type[Value]) -> Value:
    """The dataclass instance an item holds; other attributes are ignored."""
    return rebuilt(item, to_plain(item), type_)


def to_plain(item: Item) -> dict[str, Any]:
    """Attribute names to plain Python values."""
    return {name: plain(typed) for name, typed in item.items()}


def rebuilt(item: Item, fields_: dict[str, Any], type_: type[Value]) -> Value:
    """The instance made of `fields_`. Raises TocsinError that names `item` by its keys alone."""
    try:
        return msgspec.convert(fields_, type_)
    except msgspec.ValidationError:
        key = f"{item['PK']['S']} {item['SK']['S']}"
    raise TocsinError(f"item {key} is not a readable {type_.__name__}")


def attribute(value: Any) -> dict[str, Any]:
    """One typed attribute. Raises KeyError for a type that no item holds."""
    return _TYPED[type(value)](value)


def plain(typed: dict[str, Any]) -> Any:
    """The plain value of one typed attribute."""
    for kind, value in typed.items():
        return _PLAIN[kind](value)
    raise ValueError("an attribute without a type")


def instant(at: datetime) -> str:
    """An aware instant as text that sorts. Raises ValueError for a naive one."""
    if at.tzinfo is None:
        raise ValueError("an instant needs a zone")
    return at.astimezone(UTC).isoformat(timespec="microseconds")[:-6] + "Z"


def _list(values: Any) -> dict[str, Any]:
    return {"L": [attribute(value) for value in values]}


def _number(text: str) -> int | float:
    return int(text) if text.lstrip("-").isdigit() else float(text)


_TYPED: dict[type, Callable[[Any], dict[str, Any]]] = {
    str: lambda value: {"S": value},
    bool: lambda value: {"BOOL": value},
    int: lambda value: {"N": str(value)},
    float: lambda value: {"N": repr(value)},
    bytes: lambda value: {"B": value},
    datetime: lambda value: {"S": instant(value)},
    type(None): lambda value: {"NULL": True},
    dict: lambda value: {"M": {name: attribute(field) for name, field in value.items()}},
    list: _list,
    tuple: _list,
}

_PLAIN: dict[str, Callable[[Any], Any]] = {
    "S": lambda value: value,
    "BOOL": lambda value: value,
    "N": _number,
    "B": bytes,
    "NULL": lambda value: None,
    "M": to_plain,
    "L": lambda values: [plain(typed) for typed in values],
}


@cache
def _empty_defaults(type_: type) -> dict[str, Any]:
    """Field name to default, for the fields whose default is empty."""
    defaults = {field.name: _default(field) for field in fields(type_)}
    return {
        name: default for name, default in defaults.items() if default in (None, "", b"", (), {})
    }


def _default(field: Field[Any]) -> Any:
    if field.default_factory is not MISSING:
        return field.default_factory()
    return field.default
