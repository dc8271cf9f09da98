"""The settings, read from the environment: the only place that looks at it."""

import os
from collections.abc import Mapping
from dataclasses import MISSING, fields
from typing import Any, get_type_hints

import msgspec

from chalicelib.errors import SettingsError
from chalicelib.settings import Settings

PREFIX = "TOCSIN_"
Problems = list[str]


def settings() -> Settings:
    """The stage's settings, read once. Raises SettingsError."""
    return read_settings(os.environ)


def read_settings(environ: Mapping[str, str]) -> Settings:
    """The settings in `environ`; variables without our prefix or of no field are left alone.

    Raises SettingsError with the names of the variables, never with a value.
    """
    problems = [f"{variable(name)} is missing" for name in required() - _given(environ)]
    values: dict[str, Any] = {}
    for name, type_ in get_type_hints(Settings).items():
        if variable(name) in environ:
            _read(name, environ[variable(name)], type_, values, problems)
    if problems:
        raise SettingsError("; ".join(sorted(problems)))
    try:
        return Settings(**values)
    except ValueError as contradiction:
        raise SettingsError(f"the settings: {contradiction}") from None


def variable(name: str) -> str:
    """The environment variable of a field."""
    return PREFIX + name.upper()


def required() -> set[str]:
    """The fields without a default."""
    return {f.name for f in fields(Settings) if f.default is f.default_factory is MISSING}


def _given(environ: Mapping[str, str]) -> set[str]:
    return {field.name for field in fields(Settings) if variable(field.name) in environ}


def _read(name: str, text: str, type_: Any, values: dict[str, Any], problems: Problems) -> None:
    """Puts the value of one variable into `values`, or what is wrong with it into `problems`."""
    try:
        values[name] = _value(text, type_)
    except msgspec.MsgspecError:
        problems.append(f"{variable(name)} is not readable as {type_.__name__}")


def _value(text: str, type_: Any) -> Any:
    """The text itself, or what its JSON says where the field is a mapping."""
    if type_ in (str, bool, int, float):
        return msgspec.convert(text, type_, strict=False)
    return msgspec.json.decode(text, type=type_)
