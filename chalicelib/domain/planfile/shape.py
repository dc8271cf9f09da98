"""From a document to the models: what is wrong with the shape of the file, in plain words."""

from collections.abc import Iterable, Mapping
from copy import deepcopy
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from chalicelib.domain.planfile import unbuilt
from chalicelib.domain.planfile.forms import FormError
from chalicelib.domain.planfile.models import (
    AskFile,
    LeadersFile,
    PlanFile,
    ResultsFile,
    SilentFile,
    TargetFile,
    TriggerFile,
)
from chalicelib.domain.planfile.problems import Path, Problem, did_you_mean
from chalicelib.domain.planfile.yaml12 import Document

_EXPECTED: Mapping[str, tuple[str, str]] = {
    "missing": ("missing", "add this key"),
    "dict_type": ("keys are expected here", "write one `key: value` a line under it"),
    "model_type": ("keys are expected here", "write one `key: value` a line under it"),
    "tuple_type": ("a list is expected here", "write it like `[one, two]`"),
    "too_short": ("nothing in it", "write at least one"),
}
_PARTS: Mapping[str, type[BaseModel]] = {
    "targets": TargetFile,
    "asks": AskFile,
    "triggers": TriggerFile,
}


def validated(value: Any) -> PlanFile | list[ErrorDetails]:
    """The file's models, or everything that is wrong with its shape."""
    try:
        return PlanFile.model_validate(value)
    except ValidationError as error:
        return error.errors(include_url=False)


def problem_of(document: Document, error: ErrorDetails) -> Problem:
    """The error in a coordinator's words."""
    path = path_of(error)
    if error["type"] == "extra_forbidden":
        return document.problem(path, *_unknown_key(path))
    cause = error.get("ctx", {}).get("error")
    if isinstance(cause, FormError):
        return document.problem(path, cause.message, cause.mend)
    if error["type"] == "missing" and path:
        return document.problem(path, "missing", f"add `{path[-1]}: …`")
    return document.problem(path, *_EXPECTED.get(error["type"], (error["msg"], "")))


def path_of(error: ErrorDetails) -> Path:
    """The path in the file; pydantic marks an error in a key itself with `[key]`."""
    return tuple(step for step in error["loc"] if step != "[key]")


def without(value: Any, errors: Iterable[ErrorDetails]) -> Any:
    """The file's value without its misshapen parts, and without those that lack something."""
    rest = deepcopy(value)
    wanting = (path_of(e)[:-1] if e["type"] == "missing" else path_of(e) for e in errors)
    for path in sorted(set(wanting), key=lambda path: [str(step).zfill(4) for step in path])[::-1]:
        _drop(rest, path)
    return rest


def _drop(value: Any, path: Path) -> None:
    try:
        for step in path[:-1]:
            value = value[step]
        del value[path[-1]]
    except (LookupError, TypeError):
        return


def _unknown_key(path: Path) -> tuple[str, str]:
    key = str(path[-1])
    if key in unbuilt.KEYS:
        return f"`{key}` is not built yet", unbuilt.TAKE_OUT
    return "unknown key", did_you_mean(key, _model_at(path[:-1]).model_fields)


def _model_at(path: Path) -> type[BaseModel]:
    if not path:
        return PlanFile
    if path[0] == "leaders":
        return LeadersFile if len(path) == 1 else SilentFile
    if path[0] == "results":
        return ResultsFile
    return _PARTS[str(path[0])]
