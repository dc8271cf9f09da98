"""The policies of the packaged template, with their references filled in, and what they allow."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

from tests.deployable.recorder import Need


@dataclass(frozen=True, slots=True)
class Grant:
    """One action on one resource that a role allows, under its statement's condition."""

    action: str
    resource: str
    condition: tuple[tuple[str, str, tuple[str, ...]], ...] = ()

    def allows(self, need: Need) -> bool:
        if need.action != self.action or not fnmatchcase(need.resource, self.resource):
            return False
        context = dict(need.context)
        return all(_holds(test, context.get(key), to) for test, key, to in self.condition)


def grants(role: Mapping[str, Any], values: Mapping[str, str]) -> list[Grant]:
    """Everything that a role's own policies allow; `values` fills in references."""
    documents = [policy["PolicyDocument"] for policy in role["Properties"]["Policies"]]
    return [
        Grant(action, filled(resource, values), _condition(statement, values))
        for document in documents
        for statement in document["Statement"]
        for action in _list(statement["Action"])
        for resource in _list(statement["Resource"])
    ]


def filled(value: Any, values: Mapping[str, str]) -> str:
    """A string, or an intrinsic function that makes one."""
    if isinstance(value, str):
        return value
    if "Ref" in value:
        return values[value["Ref"]]
    if "Fn::GetAtt" in value:
        return values[".".join(value["Fn::GetAtt"])]
    return re.sub(r"\$\{([\w.:]+)\}", lambda found: values[found[1]], value["Fn::Sub"])


def _condition(
    statement: Mapping[str, Any], values: Mapping[str, str]
) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    def tests() -> Iterator[tuple[str, str, tuple[str, ...]]]:
        for test, pairs in statement.get("Condition", {}).items():
            for key, to in pairs.items():
                yield test, key, tuple(filled(each, values) for each in _list(to))

    return tuple(tests())


def _holds(test: str, given: str | None, to: tuple[str, ...]) -> bool:
    if test.endswith("IfExists") and given is None:
        return True
    test = test.removesuffix("IfExists")
    if test == "StringEquals":
        return given in to
    if test == "StringLike":
        return given is not None and any(fnmatchcase(given, pattern) for pattern in to)
    raise NotImplementedError(test)


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
