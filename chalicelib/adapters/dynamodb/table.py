"""The one table: reads, writes and transactions over the low-level client."""

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from chalicelib.adapters.dynamodb import transactions
from chalicelib.adapters.dynamodb.clauses import Clause
from chalicelib.adapters.dynamodb.marshal import Item
from chalicelib.adapters.dynamodb.queries import Queries
from chalicelib.adapters.dynamodb.retries import ATTEMPTS, Retry
from chalicelib.errors import ConflictError

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient

BATCH = 100
"""The most keys that one BatchGetItem takes."""


class Table(Queries):
    """Writes that lose a race are tried again; a failed condition is a value."""

    def __init__(self, client: "DynamoDBClient", name: str, retry: Retry) -> None:
        super().__init__(client, name)
        self._retry = retry

    def get(self, key: Item) -> Item | None:
        """Consistent read."""
        return self._client.get_item(TableName=self._name, Key=key, ConsistentRead=True).get("Item")

    def get_many(self, keys: Sequence[Item]) -> Iterator[Item]:
        """Those that exist, consistently read, in any order. No key may come twice."""
        for start in range(0, len(keys), BATCH):
            yield from self._batch(keys[start : start + BATCH])

    def put(self, item: Item, condition: Clause) -> bool:
        """Whether the condition held and the item was written."""
        request: Clause = {"TableName": self._name, "Item": item, **condition}
        return self._answer(lambda: self._client.put_item(**request)) is not None

    def update(self, key: Item, clause: Clause) -> bool:
        """Whether the condition held and the item was changed."""
        return self.changed(key, clause, "NONE") is not None

    def changed(self, key: Item, clause: Clause, show: str = "ALL_NEW") -> Item | None:
        """The item after the update, or None when the condition failed."""
        request: Clause = {"TableName": self._name, "Key": key, "ReturnValues": show, **clause}
        answer = self._answer(lambda: self._client.update_item(**request))
        return None if answer is None else answer.get("Attributes", {})

    def delete(self, key: Item, condition: Clause | None = None) -> bool:
        """Whether the condition held; without one, deleting what is not there succeeds."""
        request: Clause = {"TableName": self._name, "Key": key, **(condition or {})}
        return self._answer(lambda: self._client.delete_item(**request)) is not None

    def commit(self, parts: list[transactions.Part]) -> transactions.Refused:
        """Writes all parts or none; empty when written."""
        return transactions.commit(self._client, self._name, self._retry, parts)

    def _batch(self, keys: Sequence[Item]) -> Iterator[Item]:
        asked: Any = {self._name: {"Keys": keys, "ConsistentRead": True}}
        for number in range(1, ATTEMPTS + 1):
            answer = self._client.batch_get_item(RequestItems=asked)
            yield from answer["Responses"].get(self._name, [])
            asked = answer.get("UnprocessedKeys")
            if not asked:
                return
            self._retry.wait(number)
        raise ConflictError(f"{len(asked[self._name]['Keys'])} items could not be read")

    def _answer(self, write: Callable[[], Any]) -> Any:
        """The client's answer, or None when the condition failed."""
        try:
            return self._retry(write)
        except ClientError as error:
            if error.response["Error"]["Code"] == "ConditionalCheckFailedException":
                return None
            raise
