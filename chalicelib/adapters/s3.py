"""Objects in S3. What is stored is encrypted by the bucket's own default."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from chalicelib.errors import NotFoundError

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client


class S3Objects:
    """ports.Objects over one bucket."""

    def __init__(self, s3: "S3Client", bucket: str) -> None:
        self._s3 = s3
        self._bucket = bucket

    def put(self, key: str, body: bytes, content_type: str, max_age: int = 0) -> None:
        """Writes or replaces. `max_age`: seconds for which a copy may be shown, 0 for none."""
        caching = f"public, max-age={max_age}" if max_age else "no-store"
        self._s3.put_object(
            Bucket=self._bucket,
            Key=key,
            Body=body,
            ContentType=content_type,
            CacheControl=caching,
        )

    def get(self, key: str) -> bytes:
        """Raises NotFoundError."""
        with _missing(key):
            return self._s3.get_object(Bucket=self._bucket, Key=key)["Body"].read()

    def lines(self, key: str) -> Iterator[bytes]:
        """The lines without their ends, streamed. Raises NotFoundError at once."""
        with _missing(key):
            body = self._s3.get_object(Bucket=self._bucket, Key=key)["Body"]
        return body.iter_lines(chunk_size=64 * 1024)

    def keys(self, prefix: str) -> list[str]:
        """Every key under `prefix`, in order."""
        pages = self._s3.get_paginator("list_objects_v2").paginate(
            Bucket=self._bucket, Prefix=prefix
        )
        return [item["Key"] for page in pages for item in page.get("Contents", [])]

    def delete(self, key: str) -> None:
        """What is not there stays so."""
        self._s3.delete_object(Bucket=self._bucket, Key=key)


@contextmanager
def _missing(key: str) -> Iterator[None]:
    from botocore.exceptions import ClientError

    try:
        yield
    except ClientError as error:
        if error.response.get("Error", {}).get("Code") in ("NoSuchKey", "404"):
            raise NotFoundError(f"no object {key}") from None
        raise
