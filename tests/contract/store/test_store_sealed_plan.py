"""What only the store on DynamoDB does with a plan: it seals it, and it has a largest size."""

from typing import Any

import pytest

from chalicelib.errors import PlanError, SealError
from chalicelib.ports import Store
from tests.contract.store.samples import DAY, day, plan
from tests.support.fakes import LEAK


def test_a_plan_is_sealed_for_its_day_and_version(
    dynamodb: Any, table: str, dynamo_store: Store
) -> None:
    """Mail addresses of coordinators stand nowhere else, and one plan cannot pose as another."""
    dynamo_store.launch(day(), plan())
    items = dynamodb.scan(TableName=table)["Items"]
    (sealed,) = [item for item in items if "lea@rivers.example" in str(item)]
    assert sealed["plan"]["B"].decode().startswith(f"{LEAK}plan/{DAY}/1|")
    assert set(sealed) == {"PK", "SK", "plan"}
    dynamodb.put_item(TableName=table, Item={**sealed, "SK": {"S": "PLAN#2"}})
    with pytest.raises(SealError):
        dynamo_store.plan(DAY, 2)


def test_a_plan_too_long_for_an_item_is_refused(dynamo_store: Store) -> None:
    """The coordinator is told what to do, and nothing is launched."""
    with pytest.raises(PlanError, match="300 kB: shorten its texts"):
        dynamo_store.launch(day(), plan(demand={"en": "x" * 300_000}))
    assert dynamo_store.day(DAY) is None
