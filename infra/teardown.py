"""`python -m infra.teardown --stage dev`: removes a stage from AWS, and all that it holds.

It refuses production data: a stage that its file protects, a table that AWS protects, and,
unless the stage's name is said again, a table that holds anything.
"""

import argparse
import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import boto3

from infra import stack
from infra.deploy import STAGES

PRODUCTION = "prod"
KEY_WAITS = 30
"""Days until KMS destroys the key: until then it can be kept after all."""


class RefusedError(Exception):
    """This stage is not removed from here, and why."""


@dataclass(frozen=True, slots=True)
class Clients:
    """boto3's low-level ones."""

    dynamodb: Any
    s3: Any
    kms: Any


def teardown(stage: str, target: stack.Target, clients: Clients, confirm: str = "") -> None:
    """Removes stack, table, buckets and key. Raises RefusedError before anything is touched."""
    held = stack.outputs(target)
    if not held:
        raise RefusedError(f"there is no stack {target.name}")
    refuse_production(stage, held["TableName"], clients.dynamodb, confirm)
    target.say(f"{target.name}: removing it, and {', '.join(_kept(held))}")
    stack.remove(target)
    clients.dynamodb.delete_table(TableName=held["TableName"])
    for name in ("FilesBucketName", "PublicBucketName"):
        _remove_bucket(clients.s3, held[name])
    clients.kms.schedule_key_deletion(KeyId=_id(held["KeyArn"]), PendingWindowInDays=KEY_WAITS)
    target.say(f"{target.name}: gone; KMS destroys its key in {KEY_WAITS} days")
    target.say(f"what stays: the secret tocsin/{stage}, and the bucket that deploys go through")


def refuse_production(stage: str, table: str, dynamodb: Any, confirm: str = "") -> None:
    """Raises RefusedError for what must not be lost; `confirm` is the stage's name, said again."""
    if stage == PRODUCTION or _stage_file(stage).get("Protect") == "true":
        raise RefusedError(f"{stage} holds production data: it is not removed from here")
    found = dynamodb.describe_table(TableName=table)["Table"]
    if found.get("DeletionProtectionEnabled"):
        raise RefusedError(f"{table} is protected from deletion: deploy with Protect=false first")
    if confirm != stage and dynamodb.scan(TableName=table, Limit=1)["Items"]:
        raise RefusedError(f"{table} is not empty: say CONFIRM={stage} to lose what it holds")


def _stage_file(stage: str) -> dict[str, str]:
    path = STAGES / f"{stage}.json"
    return json.loads(path.read_text()) if path.exists() else {}


def _kept(held: Mapping[str, str]) -> list[str]:
    return [held[name] for name in ("TableName", "FilesBucketName", "PublicBucketName", "KeyArn")]


def _id(arn: str) -> str:
    return arn.rpartition("/")[2]


def _remove_bucket(s3: Any, bucket: str) -> None:
    for page in s3.get_paginator("list_objects_v2").paginate(Bucket=bucket):
        keys = [{"Key": item["Key"]} for item in page.get("Contents", ())]
        if keys:
            s3.delete_objects(Bucket=bucket, Delete={"Objects": keys, "Quiet": True})
    s3.delete_bucket(Bucket=bucket)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stage", required=True)
    parser.add_argument("--confirm", default="", help="the stage's name again")
    asked = parser.parse_args()
    if asked.stage == PRODUCTION:
        sys.exit(f"{PRODUCTION} holds production data: it is not removed from here")
    session = boto3.Session()
    target = stack.Target(session.client("cloudformation"), f"tocsin-{asked.stage}")
    clients = Clients(*(session.client(name) for name in ("dynamodb", "s3", "kms")))
    try:
        teardown(asked.stage, target, clients, asked.confirm)
    except (RefusedError, stack.DeployError) as problem:
        sys.exit(str(problem))


if __name__ == "__main__":
    main()
