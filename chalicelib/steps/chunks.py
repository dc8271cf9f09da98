"""Chunks: lists of person ids in S3, each small enough for one Lambda to finish in time."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from chalicelib.ports import Objects

PEOPLE_PER_CHUNK = 500
"""Under ten minutes at the slowest sender's pace, one segment a second: a Lambda has fifteen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chunks:
    """The chunks' keys, the manifest that lists them (a JSON line each), and how many people."""

    keys: tuple[str, ...]
    manifest: str
    people: int


def write_chunks(ids: Iterable[str], execution: str, files: Objects) -> Chunks:
    """Writes the ids in order; the same ids and execution give the same objects."""
    keys: list[str] = []
    people = 0
    for batch in _batches(iter(ids)):
        key = f"chunks/{execution}/{len(keys)}.jsonl"
        files.put(key, "\n".join(batch).encode(), "application/x-ndjson")
        keys.append(key)
        people += len(batch)
    manifest = f"chunks/{execution}/manifest.jsonl"
    lines = (json.dumps({"chunk": key}) for key in keys)
    files.put(manifest, "\n".join(lines).encode(), "application/x-ndjson")
    return Chunks(keys=tuple(keys), manifest=manifest, people=people)


def read_chunk(key: str, files: Objects) -> list[str]:
    """The ids of one chunk. Raises NotFoundError."""
    return [line.decode() for line in files.lines(key) if line]


def _batches(ids: Iterator[str]) -> Iterator[list[str]]:
    while batch := list(islice(ids, PEOPLE_PER_CHUNK)):
        yield batch
