"""Chunks: lists of person ids in S3, each small enough for one Lambda to finish in time."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import chain, islice

from chalicelib.ports import Objects

PEOPLE_PER_CHUNK = 500
"""Where the sender is not known: ten minutes at the slowest pace, a segment a second, are 600."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chunks:
    """The chunks' keys, the manifest that lists them (a JSON line each), and how many people."""

    keys: tuple[str, ...]
    manifest: str
    people: int


def write_chunks(
    ids: Iterable[str], execution: str, files: Objects, most: int = PEOPLE_PER_CHUNK
) -> Chunks:
    """Writes the ids in order, `most` a chunk; the same arguments give the same objects."""
    keys: list[str] = []
    people = 0
    for body, count in _bodies(iter(ids), most):
        key = f"chunks/{execution}/{len(keys)}.jsonl"
        files.put(key, body, "application/x-ndjson")
        keys.append(key)
        people += count
    manifest = f"chunks/{execution}/manifest.jsonl"
    lines = (json.dumps({"chunk": key}) for key in keys)
    files.put(manifest, "\n".join(lines).encode(), "application/x-ndjson")
    return Chunks(keys=tuple(keys), manifest=manifest, people=people)


def read_chunk(key: str, files: Objects) -> list[str]:
    """The ids of one chunk. Raises NotFoundError."""
    return [line.decode() for line in files.lines(key) if line]


def _bodies(ids: Iterator[str], most: int) -> Iterator[tuple[bytes, int]]:
    """The lines of each chunk and their number. A chunk may have tens of thousands: no list."""
    for first in ids:
        body, count = BytesIO(), 0
        for each in chain([first], islice(ids, most - 1)):
            body.write(each.encode() + b"\n")
            count += 1
        yield body.getvalue(), count
