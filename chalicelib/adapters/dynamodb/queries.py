"""Queries of the table and its two indexes."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

from chalicelib.adapters.dynamodb.marshal import Item, instant

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient

READERS = 8
"""Threads that read shards or slots side by side; botocore keeps 10 connections."""

Given = TypeVar("Given")
Read = TypeVar("Read")


class Queries:
    """Partitions are read consistently; an index may be a moment behind."""

    def __init__(self, client: "DynamoDBClient", name: str) -> None:
        self._client = client
        self._name = name

    def partition(self, partition: str, prefix: str = "") -> Iterator[Item]:
        """The items whose sort key has that prefix, in its order."""
        values = {":PK": {"S": partition}} | ({":SK": {"S": prefix}} if prefix else {})
        return self._pages(
            KeyConditionExpression="PK = :PK" + (" AND begins_with(SK, :SK)" if prefix else ""),
            ExpressionAttributeValues=values,
            ConsistentRead=True,
        )

    def last(self, partition: str, limit: int) -> list[Item]:
        """The items of the highest sort keys, those first."""
        pages = self._pages(
            KeyConditionExpression="PK = :PK",
            ExpressionAttributeValues={":PK": {"S": partition}},
            ConsistentRead=True,
            ScanIndexForward=False,
            Limit=limit,
        )
        return list(islice(pages, limit))

    def agenda(
        self, partitions: Sequence[str], until: datetime | None = None, limit: int | None = None
    ) -> list[Item]:
        """Of all these partitions, earliest first; `until` is included."""
        request: dict[str, Any] = {"KeyConditionExpression": "agenda = :partition"}
        values = {}
        if until:
            request = {"KeyConditionExpression": "agenda = :partition AND agenda_at <= :until"}
            values = {":until": {"S": instant(until)}}
        found = self._index("agenda", partitions, limit, request, values)
        return sorted(found, key=lambda item: str(item["agenda_at"]["S"]))[:limit]

    def journal(self, partitions: Sequence[str], limit: int | None = None) -> list[Item]:
        """Of all these partitions, newest first."""
        request = {"KeyConditionExpression": "journal = :partition", "ScanIndexForward": False}
        found = self._index("journal", partitions, limit, request, {})
        return sorted(found, key=lambda item: str(item["journal_at"]["S"]), reverse=True)[:limit]

    def whole_journal(self, partition: str, only: Sequence[str]) -> Iterator[Item]:
        """The named attributes of every item of one partition, page by page."""
        return self._pages(
            IndexName="journal",
            KeyConditionExpression="journal = :partition",
            ExpressionAttributeValues={":partition": {"S": partition}},
            ProjectionExpression=", ".join(f"#{name}" for name in only),
            ExpressionAttributeNames={f"#{name}": name for name in only},
        )

    def bearing(self, person: str, sort_key: str = "", named: str = "person") -> Iterator[Item]:
        """Every item whose attribute `named` is that id, and of that sort key if one is given.

        A consistent scan of the whole table: for an erasure, never for a reply.
        """
        wanted = {":person": {"S": person}} | ({":SK": {"S": sort_key}} if sort_key else {})
        request: dict[str, Any] = {
            "TableName": self._name,
            "FilterExpression": "#named = :person" + (" AND SK = :SK" if sort_key else ""),
            "ExpressionAttributeNames": {"#named": named},
            "ExpressionAttributeValues": wanted,
            "ConsistentRead": True,
        }
        for page in self._client.get_paginator("scan").paginate(**request):
            yield from page["Items"]

    def signers(self) -> Iterator[list[Item]]:
        """Whom every fact and every alias is of, with its key: page by page of the whole table."""
        request: dict[str, Any] = {
            "TableName": self._name,
            "FilterExpression": "begins_with(PK, :facts) OR SK = :alias",
            "ProjectionExpression": "PK, SK, person",
            "ExpressionAttributeValues": {":facts": {"S": "FACT#"}, ":alias": {"S": "ALIAS"}},
            "ConsistentRead": True,
        }
        for page in self._client.get_paginator("scan").paginate(**request):
            yield page["Items"]

    def _index(
        self,
        name: str,
        partitions: Sequence[str],
        limit: int | None,
        request: dict[str, Any],
        values: Item,
    ) -> Iterator[Item]:
        """The first `limit` items of each partition."""

        def read(partition: str) -> list[Item]:
            own = values | {":partition": {"S": partition}}
            few = {"Limit": limit} if limit else {}
            pages = self._pages(IndexName=name, ExpressionAttributeValues=own, **request, **few)
            return list(islice(pages, limit))

        return (item for items in read_all(read, partitions) for item in items)

    def _pages(self, **request: Any) -> Iterator[Item]:
        while True:
            page = self._client.query(TableName=self._name, **request)
            yield from page["Items"]
            if "LastEvaluatedKey" not in page:
                return
            request["ExclusiveStartKey"] = page["LastEvaluatedKey"]


def read_all(read: Callable[[Given], Read], given: Sequence[Given]) -> list[Read]:
    """`read` of each, in order, by up to 8 threads."""
    if len(given) == 1:
        return [read(given[0])]
    with ThreadPoolExecutor(max_workers=READERS) as pool:
        return list(pool.map(read, given))
