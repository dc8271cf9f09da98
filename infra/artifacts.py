"""A packaged stage's files, in a bucket, named by their hash; the template points at them there."""

import hashlib
import json
from pathlib import Path
from typing import Any

from botocore.exceptions import ClientError


def upload(s3: Any, bucket: str, build: Path) -> tuple[str, dict[str, Any]]:
    """Uploads zip, definitions and template; returns the template's key and the template."""
    _ensure_bucket(s3, bucket)
    template: dict[str, Any] = json.loads((build / "sam.json").read_text())
    for resource in template["Resources"].values():
        properties = resource.get("Properties", {})
        if "DefinitionUri" in properties:
            key = _put_file(s3, bucket, build / properties["DefinitionUri"])
            properties["DefinitionUri"] = {"Bucket": bucket, "Key": key}
        if "CodeUri" in properties:
            key = _put_file(s3, bucket, build / properties["CodeUri"])
            properties["CodeUri"] = {"Bucket": bucket, "Key": key}
    body = json.dumps(template, separators=(",", ":")).encode()
    return _put(s3, bucket, body, ".template.json"), template


def _ensure_bucket(s3: Any, bucket: str) -> None:
    try:
        s3.head_bucket(Bucket=bucket)
    except ClientError as error:
        if error.response["Error"]["Code"] not in ("404", "NoSuchBucket"):
            raise
        region = s3.meta.region_name
        place = {} if region == "us-east-1" else {"LocationConstraint": region}
        s3.create_bucket(Bucket=bucket, **({"CreateBucketConfiguration": place} if place else {}))
        s3.put_public_access_block(
            Bucket=bucket,
            PublicAccessBlockConfiguration={
                "BlockPublicAcls": True,
                "IgnorePublicAcls": True,
                "BlockPublicPolicy": True,
                "RestrictPublicBuckets": True,
            },
        )


def _put_file(s3: Any, bucket: str, path: Path) -> str:
    return _put(s3, bucket, path.read_bytes(), "".join(path.suffixes))


def _put(s3: Any, bucket: str, body: bytes, suffix: str) -> str:
    """The key, after its hash; what is there already is not sent again."""
    key = f"{hashlib.sha256(body).hexdigest()[:40]}{suffix}"
    try:
        s3.head_object(Bucket=bucket, Key=key)
    except ClientError as error:
        if error.response["Error"]["Code"] not in ("404", "NoSuchKey"):
            raise
        s3.put_object(Bucket=bucket, Key=key, Body=body)
    return key
