"""One transaction: its parts by role, and which of them refused."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from botocore.exceptions import ClientError

from chalicelib.adapters.dynamodb.clauses import ABSENT, Clause
from chalicelib.adapters.dynamodb.marshal import Item
from chalicelib.adapters.dynamodb.retries import Retry, reasons

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient

Refused = dict[str, list[Item]]
"""Role to the items found in the way, for the parts whose condition failed. Empty: committed."""


@dataclass(frozen=True, slots=True)
class Part:
    """One write or check. An `optional` one is left out when its condition fails."""

    role: str
    action: str
    request: Clause
    optional: bool = False


def put(role: str, item: Item, condition: Clause | None = None) -> Part:
    return Part(role, "Put", {"Item": item, **(condition or {})})


def add(role: str, item: Item, *, optional: bool = False) -> Part:
    """Puts the item if there is none, and asks to see the one that is there."""
    return Part(role, "Put", {"Item": item, **ABSENT, **SHOWN}, optional)


def update(role: str, key: Item, clause: Clause, *, optional: bool = False) -> Part:
    return Part(role, "Update", {"Key": key, **clause}, optional)


def remove(role: str, key: Item, condition: Clause) -> Part:
    return Part(role, "Delete", {"Key": key, **condition})


def check(role: str, key: Item, condition: Clause) -> Part:
    return Part(role, "ConditionCheck", {"Key": key, **condition})


def commit(client: "DynamoDBClient", table: str, retry: Retry, parts: list[Part]) -> Refused:
    """Writes all parts or none. Raises ConflictError, and ClientError for what is our fault."""
    if not parts:
        return {}
    refused = retry(_attempt(client, table, parts))
    if not refused or any(not part.optional for part, _ in refused):
        return _by_role(refused)
    there_already = [part for part, _ in refused]
    return commit(client, table, retry, [part for part in parts if part not in there_already])


SHOWN = {"ReturnValuesOnConditionCheckFailure": "ALL_OLD"}
_Refusals = list[tuple[Part, Item]]


def _attempt(client: "DynamoDBClient", table: str, parts: list[Part]) -> Callable[[], _Refusals]:
    """One attempt, to be called again after a lost race.

    The token stays while it is not known whether the last attempt was written, so that the
    next one cannot write twice; a cancelled transaction wrote nothing and gets a new one.
    """
    items: list[Any] = [{p.action: {"TableName": table, **p.request}} for p in parts]
    token = str(uuid4())

    def attempt() -> _Refusals:
        nonlocal token
        try:
            client.transact_write_items(TransactItems=items, ClientRequestToken=token)
        except ClientError as error:
            cancelled = reasons(error)
            token = str(uuid4()) if cancelled else token
            refusals = _refusals(parts, cancelled)
            if not refusals:
                raise
            return refusals
        return []

    return attempt


def _refusals(parts: list[Part], cancelled: Iterable[dict[str, Any]]) -> _Refusals:
    return [
        (part, reason.get("Item", {}))
        for part, reason in zip(parts, cancelled, strict=False)
        if reason["Code"] == "ConditionalCheckFailed"
    ]


def _by_role(refusals: _Refusals) -> Refused:
    roles: Refused = {}
    for part, item in refusals:
        roles.setdefault(part.role, []).append(item)
    return roles
