"""Removing a stage: production data is refused, and what is removed leaves nothing to pay for."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from moto import mock_aws

from infra import deploy, stack, teardown
from infra.teardown import Clients, RefusedError
from tests.deployable.test_stack import FakeCloudFormation

REGION = "eu-west-1"


class Stage:
    """A deployed stage in memory."""

    def __init__(self) -> None:
        self.clients = Clients(*(boto3.client(n, REGION) for n in ("dynamodb", "s3", "kms")))
        self.clients.dynamodb.create_table(
            TableName="people",
            AttributeDefinitions=[{"AttributeName": "PK", "AttributeType": "S"}],
            KeySchema=[{"AttributeName": "PK", "KeyType": "HASH"}],
            BillingMode="PAY_PER_REQUEST",
        )
        place: Any = {"LocationConstraint": REGION}
        for bucket in ("files", "public"):
            self.clients.s3.create_bucket(Bucket=bucket, CreateBucketConfiguration=place)
            self.clients.s3.put_object(Bucket=bucket, Key="day/count.json", Body=b"{}")
        self.key = self.clients.kms.create_key()["KeyMetadata"]["Arn"]
        self.cloud = FakeCloudFormation({}, stack={"StackStatus": "CREATE_COMPLETE"})
        held = {"TableName": "people", "FilesBucketName": "files", "PublicBucketName": "public"}
        held |= {"KeyArn": self.key}
        assert self.cloud.stack is not None
        self.cloud.stack["Outputs"] = [
            {"OutputKey": key, "OutputValue": value} for key, value in held.items()
        ]

    def put_someone(self) -> None:
        self.clients.dynamodb.put_item(TableName="people", Item={"PK": {"S": "PERSON#1"}})

    def protect(self) -> None:
        self.clients.dynamodb.update_table(TableName="people", DeletionProtectionEnabled=True)

    def remove(self, name: str = "dev", confirm: str = "") -> None:
        target = stack.Target(self.cloud, f"tocsin-{name}", pause=0, say=lambda line: None)
        teardown.teardown(name, target, self.clients, confirm)

    @property
    def whole(self) -> bool:
        """Nothing was touched."""
        tables = self.clients.dynamodb.list_tables()["TableNames"]
        return tables == ["people"] and self.cloud.executed == []


@pytest.fixture
def stage() -> Iterator[Stage]:
    with mock_aws():
        yield Stage()


def test_an_empty_stage_goes_with_all_it_kept(stage: Stage) -> None:
    """Stack, table and buckets at once; the key after a month, in case."""
    stage.remove()
    assert stage.cloud.executed == ["DELETE"]
    assert stage.clients.dynamodb.list_tables()["TableNames"] == []
    assert stage.clients.s3.list_buckets()["Buckets"] == []
    state = stage.clients.kms.describe_key(KeyId=stage.key)["KeyMetadata"]["KeyState"]
    assert state == "PendingDeletion"


@pytest.mark.parametrize("confirm", ["", "dev", "prod"])
def test_production_is_refused_whatever_is_said(stage: Stage, confirm: str) -> None:
    """Also empty, also confirmed."""
    with pytest.raises(RefusedError, match="production"):
        stage.remove("prod", confirm)
    assert stage.whole


def test_a_stage_whose_file_protects_it_is_refused(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever its name."""
    (tmp_path / "france.json").write_text(json.dumps({"Protect": "true"}))
    monkeypatch.setattr(teardown, "STAGES", tmp_path)
    with pytest.raises(RefusedError, match="production"):
        stage.remove("france", "france")
    assert stage.whole


def test_a_protected_table_is_refused(stage: Stage) -> None:
    """AWS would refuse too, but only after the stack is gone."""
    stage.protect()
    with pytest.raises(RefusedError, match="protected"):
        stage.remove(confirm="dev")
    assert stage.whole


@pytest.mark.parametrize("confirm", ["", "yes", "prod"])
def test_a_table_that_holds_someone_is_refused_unless_confirmed(stage: Stage, confirm: str) -> None:
    """Only the stage's own name confirms."""
    stage.put_someone()
    with pytest.raises(RefusedError, match="CONFIRM=dev"):
        stage.remove(confirm=confirm)
    assert stage.whole
    stage.remove(confirm="dev")
    assert stage.cloud.executed == ["DELETE"]


def test_a_stage_that_is_not_there_is_said(stage: Stage) -> None:
    """And nothing else happens."""
    stage.cloud.stack = None
    with pytest.raises(RefusedError, match="no stack"):
        stage.remove()


def test_the_stages_that_are_production_protect_their_table() -> None:
    """The name alone would protect nothing on AWS."""
    files = {path.stem: json.loads(path.read_text()) for path in deploy.STAGES.glob("*.json")}
    assert files["prod"]["Protect"] == "true"
    assert files["dev"]["Protect"] == "false"
