"""The two stores behind one fixture: every test here holds for both."""

import json
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import boto3
import pytest
from moto import mock_aws

from chalicelib.adapters.dynamodb import DynamoStore
from chalicelib.adapters.memory import MemoryStore
from chalicelib.ports import Store
from tests.contract.store.samples import DAY, day, plan
from tests.support.fakes import FakeVault

TABLE = Path(__file__).parents[3] / "infra" / "table.json"
CREATED_WITH = (
    "AttributeDefinitions",
    "BillingMode",
    "GlobalSecondaryIndexes",
    "KeySchema",
)
_numbers = count()


@pytest.fixture(scope="module")
def dynamodb() -> Iterator[Any]:
    """A client of an AWS that lives in this process."""
    with mock_aws():
        yield boto3.client("dynamodb", region_name="eu-west-1")


@pytest.fixture
def table(dynamodb: Any) -> Iterator[str]:
    """A fresh table, made from the template that is deployed."""
    properties = json.loads(TABLE.read_text())["Resources"]["Table"]["Properties"]
    name = f"store-{next(_numbers)}"
    dynamodb.create_table(TableName=name, **{key: properties[key] for key in CREATED_WITH})
    yield name
    dynamodb.delete_table(TableName=name)


@pytest.fixture
def dynamo_store(dynamodb: Any, table: str) -> Store:
    return DynamoStore(dynamodb, table, FakeVault(), pause=lambda seconds: None)


@pytest.fixture(params=["memory", "dynamodb"])
def store(request: pytest.FixtureRequest) -> Store:
    """Each store in turn, with one launched day."""
    empty: Store = (
        MemoryStore() if request.param == "memory" else request.getfixturevalue("dynamo_store")
    )
    empty.launch(day(), plan())
    assert empty.day(DAY)
    return empty
