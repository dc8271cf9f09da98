"""How a field of the plan file reads its one string, and what it tells editors.

Everything arrives as the string that was written, so that `NO` is Norway and `18:30` a time.
"""

import re
from collections.abc import Callable, Collection
from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import core_schema

from chalicelib.domain.planfile.forms import FormError
from chalicelib.domain.planfile.problems import did_you_mean
from chalicelib.domain.planfile.unbuilt import not_built


class Reading:
    """The annotation of a field read by `read`; `schema` is what an editor checks."""

    def __init__(self, read: Callable[[str], object], **schema: Any) -> None:
        self._read = read
        self._schema = {"type": "string", **schema}

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(self._of_string)

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return dict(self._schema)

    def _of_string(self, value: object) -> object:
        if isinstance(value, str):
            return self._read(value)
        found = "a list" if isinstance(value, list) else "keys"
        raise FormError(f"one value is expected here, not {found}", "write one word or text")


def one_of(known: Collection[str], unbuilt: Collection[str] = ()) -> Callable[[str], str]:
    """Reads one of the known words; those of `unbuilt` are known, but refused."""

    def read(text: str) -> str:
        if text in unbuilt:
            raise not_built(text)
        if text not in known:
            raise FormError(f"unknown word `{text}`", did_you_mean(text, known))
        return text

    return read


def like(form: str, message: str, mend: str) -> Callable[[str], str]:
    """Reads a string of that form (a regular expression)."""

    def read(text: str) -> str:
        if not re.fullmatch(form, text, re.ASCII):
            raise FormError(f"`{text}` {message}", mend)
        return text

    return read
