"""What was asked of AWS, and by which function: each call as the permissions that it needs.

A transaction needs the permission of each of its parts. The private bucket is sealed with the
stage's key, so writing there needs a data key and reading there needs its opening. That an
object is not there S3 only tells who may list the bucket: others are refused, and an adapter
that asks "is it there?" would take the refusal for a failure.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

PARTS = {
    "Put": "PutItem",
    "Update": "UpdateItem",
    "Delete": "DeleteItem",
    "ConditionCheck": "ConditionCheckItem",
}
SEALED = {"s3:GetObject": "kms:Decrypt", "s3:PutObject": "kms:GenerateDataKey"}


@dataclass(frozen=True, slots=True, order=True)
class Need:
    """A permission; `context` is what conditions look at."""

    action: str
    resource: str
    context: tuple[tuple[str, str], ...] = ()


@dataclass
class Recorder:
    """Listens to botocore. `arns`: table, key, files, secret …"""

    arns: dict[str, str]
    by: str = "nobody"
    bucket: str = ""
    needs: dict[str, set[Need]] = field(default_factory=dict)

    @contextmanager
    def as_(self, role: str) -> Iterator[None]:
        """What is asked in this block, `role` asks."""
        before, self.by = self.by, role
        try:
            yield
        finally:
            self.by = before

    def add(self, need: Need) -> None:
        self.needs.setdefault(self.by, set()).add(need)

    def listen(self, events: Any) -> None:
        """To every client that is made after this."""
        events.register("before-parameter-build", self._asked)
        events.register("after-call.s3.GetObject", self._answered)

    def _answered(self, parsed: dict[str, Any], **_: Any) -> None:
        if parsed.get("Error", {}).get("Code") == "NoSuchKey":
            self.add(Need("s3:ListBucket", self.bucket))

    def _asked(self, params: dict[str, Any], model: Any, **_: Any) -> None:
        service = model.service_model.service_name
        for need in getattr(self, f"_{service}")(model.name, params):
            self.add(need)

    def _dynamodb(self, operation: str, params: dict[str, Any]) -> Iterator[Need]:
        table = self.arns["table"]
        if operation == "TransactWriteItems":
            for item in params["TransactItems"]:
                yield Need(f"dynamodb:{PARTS[next(iter(item))]}", table)
        else:
            index = params.get("IndexName")
            yield Need(f"dynamodb:{operation}", f"{table}/index/{index}" if index else table)

    def _s3(self, operation: str, params: dict[str, Any]) -> Iterator[Need]:
        bucket = self.bucket = f"arn:aws:s3:::{params['Bucket']}"
        if operation == "ListObjectsV2":
            yield Need("s3:ListBucket", bucket, (("s3:prefix", params["Prefix"]),))
            return
        yield Need(f"s3:{operation}", f"{bucket}/{params['Key']}")
        if bucket == self.arns["files"] and f"s3:{operation}" in SEALED:
            yield Need(SEALED[f"s3:{operation}"], self.arns["key"])

    def _kms(self, operation: str, params: dict[str, Any]) -> Iterator[Need]:
        assert params["KeyId"] == self.arns["key"]
        yield Need(f"kms:{operation}", self.arns["key"])

    def _secretsmanager(self, operation: str, params: dict[str, Any]) -> Iterator[Need]:
        assert params["SecretId"] == self.arns["secret name"]
        yield Need(f"secretsmanager:{operation}", self.arns["secret"])

    def _ses(self, operation: str, params: dict[str, Any]) -> Iterator[Need]:
        context = (("ses:FromAddress", params["Source"]),)
        yield Need(f"ses:{operation}", self.arns["identity"], context)
        if "ConfigurationSetName" in params:
            yield Need(f"ses:{operation}", self.arns["receipts"], context)

    def _stepfunctions(self, operation: str, params: Mapping[str, Any]) -> Iterator[Need]:
        arn = params.get("stateMachineArn") or params["executionArn"]
        yield Need(f"states:{operation}", arn)
