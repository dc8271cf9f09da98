"""What survives when the local cloud stops or dies."""

import io
import os
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from local import cloud as clouds
from local.cloud_state import snapshot_at
from local.ports import PortTakenError
from local.process_table import members
from local.stage import LocalStage
from local.waiting import wait_until
from tests.local.conftest import LocalCloud

pytestmark = pytest.mark.local
KEY = {"PK": {"S": "one"}}
HANDLER = """
import os

def handler(event, context):
    with open(os.environ["SEEN"], "a") as seen:
        for record in event.get("Records", []):
            seen.write(record["dynamodb"]["Keys"]["PK"]["S"] + "\\n")
"""


def test_items_and_objects_survive_a_clean_restart(own_cloud: LocalCloud) -> None:
    """Stop writes everything; the next start has it and finds nothing unclean."""
    _write(own_cloud, "kept")
    started = own_cloud.restart()
    assert (started.already, started.unclean) == (False, None)
    assert _read(own_cloud) == ("kept", b"kept")


def test_after_a_crash_it_says_what_it_went_back_to(own_cloud: LocalCloud) -> None:
    """kill -9: the state of the last snapshot is there, and the start names its instant."""
    _write(own_cloud, "kept")
    _await_snapshot(own_cloud)
    assert clouds.kill(own_cloud.stage) >= 1
    taken = snapshot_at(own_cloud.dir)
    started = clouds.start(own_cloud.stage)
    assert started.unclean is not None
    assert started.unclean.snapshot_at is not None
    assert started.unclean.snapshot_at == taken
    assert f"the snapshot of {started.unclean.snapshot_at.astimezone():%H:%M:%S}" in str(started)
    assert _read(own_cloud) == ("kept", b"kept")


def test_a_crash_is_told_once(own_cloud: LocalCloud) -> None:
    """A clean stop after the crash clears the mark."""
    clouds.kill(own_cloud.stage)
    assert clouds.start(own_cloud.stage).unclean is not None
    assert own_cloud.restart().unclean is None


def test_start_says_when_it_runs_already(own_cloud: LocalCloud) -> None:
    """A second start leaves the first alone."""
    pid = clouds.status(own_cloud.stage).pid
    again = clouds.start(own_cloud.stage)
    assert (again.already, again.pid) == (True, pid)


def test_stop_twice_is_no_mistake(own_cloud: LocalCloud) -> None:
    """The second has nothing to do."""
    assert clouds.stop(own_cloud.stage)
    assert clouds.stop(own_cloud.stage)
    assert clouds.status(own_cloud.stage).pid is None


def test_a_taken_port_says_which_variable_moves_it(own_cloud: LocalCloud, tmp_path: Path) -> None:
    """Another directory on the same port: the words name TOCSIN_CLOUD_PORT."""
    port, python = own_cloud.stage.cloud_port, own_cloud.stage.cloud_python
    other = LocalStage(tmp_path / "other", port, 0, 0, python)
    with pytest.raises(PortTakenError, match="TOCSIN_CLOUD_PORT"):
        clouds.start(other)


def test_a_missing_python_says_what_to_do(tmp_path: Path) -> None:
    """Not installed: the words name the command and the variable."""
    stage = LocalStage(tmp_path, 0, 0, 0, tmp_path / "python")
    with pytest.raises(clouds.CloudError, match="TOCSIN_CLOUD_PYTHON"):
        clouds.start(stage)


def test_no_worker_outlives_the_cloud(own_cloud: LocalCloud) -> None:
    """A killed launcher's Lambda workers are ended, and no process of anyone else."""
    _deploy(own_cloud)
    _lambda(own_cloud).invoke(FunctionName="reader", Payload=b"{}")
    group = clouds.status(own_cloud.stage).pid
    assert group is not None
    os.kill(group, 9)
    clouds.start(own_cloud.stage)
    assert members(group, str(own_cloud.dir)) == []


def test_a_stream_goes_on_after_a_restart(own_cloud: LocalCloud) -> None:
    """Records written after a restart reach the Lambda, the first one included."""
    mapping = _deploy(own_cloud)
    for name in ("before-1", "before-2", "before-3"):
        _put(own_cloud, name)
    _await_seen(own_cloud, ["before-1", "before-2", "before-3"])
    own_cloud.restart()
    _put(own_cloud, "after-1")
    _await_seen(own_cloud, ["before-1", "before-2", "before-3", "after-1"])
    [kept] = _lambda(own_cloud).list_event_source_mappings()["EventSourceMappings"]
    assert kept["UUID"] == mapping


def test_a_snapshot_never_tears_a_transaction(own_cloud: LocalCloud) -> None:
    """However the cloud dies under load, both items of each transaction agree."""
    dynamodb = own_cloud.client("dynamodb")
    _make_table(own_cloud)
    _count_until_snapshots(own_cloud, snapshots=3)
    clouds.kill(own_cloud.stage)
    clouds.start(own_cloud.stage)
    fact, tally = (
        dynamodb.get_item(TableName="acts", Key={"PK": {"S": name}})["Item"]["n"]
        for name in ("fact", "tally")
    )
    assert fact == tally


def _await_snapshot(cloud: LocalCloud) -> None:
    """Wait for a snapshot that began after this call."""
    called = datetime.now(UTC)

    def taken() -> bool:
        last = snapshot_at(cloud.dir)
        return last is not None and last > called

    cloud.client("s3").list_buckets()  # a request, as an idle cloud takes no snapshots
    wait_until(taken, "a snapshot", 10)


def _count_until_snapshots(cloud: LocalCloud, snapshots: int) -> None:
    """Add to a fact and its tally, with more items between them, while snapshots are taken."""
    seen = {snapshot_at(cloud.dir)}
    dynamodb = cloud.client("dynamodb")
    for number in range(100_000):
        items = [_add(name) for name in ("fact", f"filler-{number}", "tally")]
        dynamodb.transact_write_items(TransactItems=items)
        seen.add(snapshot_at(cloud.dir))
        if len(seen) > snapshots:
            return
    raise AssertionError("no snapshots were taken")


def _make_table(cloud: LocalCloud) -> Any:
    return cloud.client("dynamodb").create_table(
        TableName="acts",
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": "PK", "AttributeType": "S"}],
        KeySchema=[{"AttributeName": "PK", "KeyType": "HASH"}],
        StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_IMAGE"},
    )["TableDescription"]


def _write(cloud: LocalCloud, value: str) -> None:
    """An item and an object."""
    _make_table(cloud)
    cloud.client("dynamodb").put_item(TableName="acts", Item=KEY | {"value": {"S": value}})
    cloud.client("s3").create_bucket(Bucket="bucket")
    cloud.client("s3").put_object(Bucket="bucket", Key="one", Body=value.encode())


def _read(cloud: LocalCloud) -> tuple[str, bytes]:
    item = cloud.client("dynamodb").get_item(TableName="acts", Key=KEY)["Item"]
    body = cloud.client("s3").get_object(Bucket="bucket", Key="one")["Body"].read()
    return item["value"]["S"], body


def _add(name: str) -> dict[str, Any]:
    return {
        "Update": {
            "TableName": "acts",
            "Key": {"PK": {"S": name}},
            "UpdateExpression": "ADD n :one",
            "ExpressionAttributeValues": {":one": {"N": "1"}},
        }
    }


def _put(cloud: LocalCloud, name: str) -> None:
    cloud.client("dynamodb").put_item(TableName="acts", Item={"PK": {"S": name}})


def _lambda(cloud: LocalCloud) -> Any:
    return cloud.client("lambda")


def _deploy(cloud: LocalCloud) -> str:
    """A Lambda that writes down the keys of the stream's records; returns the mapping's id."""
    stream = _make_table(cloud)["LatestStreamArn"]
    (cloud.dir / "seen").touch()
    _lambda(cloud).create_function(
        FunctionName="reader",
        Runtime="python3.12",
        Role="arn:aws:iam::000000000000:role/any",
        Handler="reader.handler",
        Code={"ZipFile": _zip()},
        Environment={"Variables": {"SEEN": str(cloud.dir / "seen")}},
    )
    mapping = _lambda(cloud).create_event_source_mapping(
        FunctionName="reader", EventSourceArn=stream, StartingPosition="LATEST"
    )
    return str(mapping["UUID"])


def _zip() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("reader.py", HANDLER)
    return packed.getvalue()


def _await_seen(cloud: LocalCloud, names: list[str]) -> None:
    seen = cloud.dir / "seen"
    wait_until(lambda: seen.read_text().split() == names, f"the Lambda to see {names[-1]}", 10)
