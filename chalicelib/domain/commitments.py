"""What a target promised: parts and repeats, open until each is recorded with its proof. Pure.

"A million rupees, and an apology three times in prime time" is two commitments, one of them
to be kept three times.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """That it was done once: when, and the object that shows it; `note` is sealed."""

    at: datetime
    note: bytes = b""
    shown: str = ""
    """Object key of a photo or a document; empty when there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """One part of a promise, to be kept `times` times, by `due` where it has a date."""

    name: str
    demand: str
    what: bytes
    """The sealed words of the promise."""
    times: int = 1
    due: datetime | None = None
    proofs: tuple[Proof, ...] = ()

    @property
    def kept(self) -> bool:
        return len(self.proofs) >= self.times


def kept_once_more(commitment: Commitment, proof: Proof) -> Commitment:
    """With one proof more; the same instant or the same object proves nothing twice."""
    for known in commitment.proofs:
        if known.at == proof.at or (proof.shown and known.shown == proof.shown):
            return commitment
    return replace(commitment, proofs=(*commitment.proofs, proof))


def all_kept(commitments: Iterable[Commitment]) -> bool:
    """Whether there is a promise, and every part of it is kept."""
    parts = list(commitments)
    return bool(parts) and all(part.kept for part in parts)


def overdue(commitments: Iterable[Commitment], now: datetime) -> list[Commitment]:
    """Those whose day has come and that are not kept."""
    return [c for c in commitments if c.due and c.due <= now and not c.kept]
