"""Conditions and updates as the keyword arguments the low-level client takes."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from chalicelib.adapters.dynamodb.marshal import instant

Clause = dict[str, Any]
"""Expressions with the names and values they use."""

ABSENT: Clause = {"ConditionExpression": "attribute_not_exists(PK)"}
PRESENT: Clause = {"ConditionExpression": "attribute_exists(PK)"}


def still(**was: dict[str, Any] | None) -> Clause:
    """The item is there and its attributes are as they were; None: the attribute is absent."""
    terms = [
        f"#{name} = :was_{name}" if typed else f"attribute_not_exists(#{name})"
        for name, typed in was.items()
    ]
    return {
        "ConditionExpression": " AND ".join(["attribute_exists(PK)", *terms]),
        "ExpressionAttributeNames": {f"#{name}": name for name in was},
        **_values({f":was_{name}": typed for name, typed in was.items() if typed}),
    }


def becomes(changes: Mapping[str, dict[str, Any] | None]) -> Clause:
    """Sets each attribute to its new value; None removes it."""
    sets = ", ".join(f"#{name} = :{name}" for name, typed in changes.items() if typed)
    removes = ", ".join(f"#{name}" for name, typed in changes.items() if not typed)
    update = " ".join([f"SET {sets}"] * bool(sets) + [f"REMOVE {removes}"] * bool(removes))
    return {
        "UpdateExpression": update,
        "ExpressionAttributeNames": {f"#{name}": name for name in changes},
        **_values({f":{name}": typed for name, typed in changes.items() if typed}),
    }


def adds(change: Mapping[str, int], at: datetime | None = None) -> Clause:
    """Adds each number to its attribute, and sets `at` where it is given."""
    terms = ", ".join(f"#{n} :{n}" for n in range(len(change)))
    values: dict[str, Any] = {f":{n}": {"N": str(by)} for n, by in enumerate(change.values())}
    names = {f"#{n}": name for n, name in enumerate(change)}
    if at:
        terms, names, values = f"{terms} SET #at = :at", names | {"#at": "at"}, values
        values[":at"] = {"S": instant(at)}
    return {
        "UpdateExpression": f"ADD {terms}",
        "ExpressionAttributeNames": names,
        "ExpressionAttributeValues": values,
    }


def joined(*clauses: Clause) -> Clause:
    """All conditions must hold, with the names and values of each; at most one update."""
    whole: Clause = {}
    for clause in clauses:
        for part, value in clause.items():
            whole[part] = _both(whole[part], value) if part in whole else value
    return whole


def _both(first: Any, second: Any) -> Any:
    """Two maps of names or values, or two conditions."""
    return f"({first}) AND ({second})" if isinstance(first, str) else first | second


def _values(values: dict[str, Any]) -> Clause:
    """DynamoDB refuses an empty map of values."""
    return {"ExpressionAttributeValues": values} if values else {}
