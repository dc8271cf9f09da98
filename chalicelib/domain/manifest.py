"""The manifest of a packet: its files with their digests, the counts, what is new in it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from chalicelib.domain.signatories import UNKNOWN, Difference


@dataclass(frozen=True, slots=True, kw_only=True)
class PacketFile:
    """`rows`: of a list of signatories, without its head."""

    name: str
    sha256: str
    bytes: int
    rows: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """`since` and `difference`: the packet this target had before, where there was one."""

    day: str
    trigger: str
    target: str
    frozen: datetime
    countries: Mapping[str, int]
    files: Sequence[PacketFile]
    since: str = ""
    difference: Difference | None = None


def files_of(manifest: bytes) -> tuple[PacketFile, ...]:
    """The files that an encoded manifest tells of, the letter first."""
    return tuple(PacketFile(**file) for file in json.loads(manifest)["files"])


def encode_manifest(manifest: Manifest) -> bytes:
    """As JSON, whose countries always add up to `signatures`."""
    body: dict[str, Any] = asdict(manifest)
    countries = {code or UNKNOWN: n for code, n in manifest.countries.items()}
    body |= {"frozen": manifest.frozen.isoformat(), "countries": countries}
    body["signatures"] = sum(countries.values())
    return json.dumps(body, indent=1, sort_keys=True, ensure_ascii=False).encode() + b"\n"
