"""The settings, read from the environment: the only place that looks at it."""

import json
import os
from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from chalicelib.errors import SettingsError
from chalicelib.settings import Settings

PREFIX = "TOCSIN_"


def settings() -> Settings:
    """The stage's settings, read once. Raises SettingsError."""
    return read_settings(os.environ)


def read_settings(environ: Mapping[str, str]) -> Settings:
    """The settings in `environ`; variables without our prefix or of no field are left alone.

    Raises SettingsError with the name of the variable, never with a value.
    """
    given = {name: PREFIX + name.upper() for name in Settings.model_fields}
    values = {name: _value(name, environ[v]) for name, v in given.items() if v in environ}
    try:
        return Settings.model_validate(values)
    except ValidationError as error:
        raise SettingsError("; ".join(_sentence(e) for e in error.errors())) from None


def _value(name: str, text: str) -> Any:
    """The text, or what its JSON says where the field is a mapping."""
    if Settings.model_fields[name].annotation is str or not text.startswith("{"):
        return text
    try:
        return json.loads(text)
    except ValueError:
        raise SettingsError(f"{PREFIX}{name.upper()} is not JSON") from None


def _sentence(error: Any) -> str:
    place = ".".join(str(part) for part in error["loc"])
    name = PREFIX + place.upper() if place else "the settings"
    return f"{name} is missing" if error["type"] == "missing" else f"{name}: {error['msg']}"
