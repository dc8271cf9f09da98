"""The contract of objects, for the fake and for S3 (by moto)."""

from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from moto import mock_aws

from chalicelib.adapters.s3 import S3Objects
from chalicelib.errors import NotFoundError
from chalicelib.ports import Objects
from tests.support.fakes import FakeObjects


@pytest.fixture
def s3(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "test")
    with mock_aws():
        s3 = boto3.client("s3", region_name="us-east-1")
        s3.create_bucket(Bucket="files")
        yield s3


@pytest.fixture(params=["fake", "s3"])
def objects(request: pytest.FixtureRequest, s3: Any) -> Objects:
    return FakeObjects() if request.param == "fake" else S3Objects(s3, "files")


def test_what_was_put_last_is_got(objects: Objects) -> None:
    """Putting again replaces."""
    objects.put("a/1.json", b"old", "application/json")
    objects.put("a/1.json", b"\x00new", "application/json")
    assert objects.get("a/1.json") == b"\x00new"


def test_what_is_not_there_is_told_at_once(objects: Objects) -> None:
    """Also for lines, before the first is asked for."""
    with pytest.raises(NotFoundError, match=r"a/1\.json"):
        objects.get("a/1.json")
    with pytest.raises(NotFoundError):
        objects.lines("a/1.json")


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        (b"", []),
        (b"one\ntwo\n", [b"one", b"two"]),
        (b"one\n\ntwo", [b"one", b"", b"two"]),
        ("é\u2028x\n".encode(), ["é\u2028x".encode()]),
    ],
)
def test_lines_come_without_their_ends(objects: Objects, body: bytes, lines: list[bytes]) -> None:
    """Line feeds part them, and nothing else that Unicode calls a break."""
    objects.put("a", body, "text/plain")
    assert list(objects.lines("a")) == lines


def test_a_long_object_is_streamed_whole(objects: Objects) -> None:
    """Lines that lie across the pieces it is read in are not torn."""
    body = b"".join(b"%06d %s\n" % (n, b"x" * (n % 97)) for n in range(20_000))
    objects.put("a", body, "text/plain")
    assert b"".join(line + b"\n" for line in objects.lines("a")) == body


def test_keys_under_a_prefix_are_all_told_in_order(objects: Objects) -> None:
    """Beyond the thousand of one page, too."""
    for n in (2, 1, 3):
        objects.put(f"roster/{n}.jsonl", b"", "text/plain")
    objects.put("chunks/1", b"", "text/plain")
    assert objects.keys("roster/") == [f"roster/{n}.jsonl" for n in (1, 2, 3)]
    assert objects.keys("none/") == []


def test_public_objects_may_be_kept_for_their_age_and_others_not(s3: Any) -> None:
    """What the bucket tells browsers and caches."""
    objects = S3Objects(s3, "files")
    objects.put("count.json", b"{}", "application/json", max_age=5)
    objects.put("packet.pdf", b"%PDF", "application/pdf")
    heads = [s3.head_object(Bucket="files", Key=key) for key in ("count.json", "packet.pdf")]
    assert [(head["CacheControl"], head["ContentType"]) for head in heads] == [
        ("public, max-age=5", "application/json"),
        ("no-store", "application/pdf"),
    ]


def test_a_bucket_that_is_not_there_is_no_missing_object(s3: Any) -> None:
    """A wrong setting must not look like an empty day."""
    with pytest.raises(s3.exceptions.ClientError, match="NoSuchBucket"):
        S3Objects(s3, "nowhere").get("a")
