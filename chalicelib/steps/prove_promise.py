"""A part of a promise was kept once more: with a photograph of it, or in words how we know."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.commitments import Proof
from chalicelib.domain.targets import TargetRecord
from chalicelib.errors import ConflictError
from chalicelib.ports import Clock, Objects, Store, Vault
from chalicelib.steps.answer_target import prove, seal_owner
from chalicelib.steps.record_handed import LONGEST_NOTE, picture_of


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvePromise:
    """`at`: when it was done, by default now. Something must show it: `photo`, or `note`."""

    day: str
    target: str
    part: str
    note: str = ""
    photo: bytes = b""
    at: datetime | None = None


def prove_promise(
    command: ProvePromise, *, store: Store, files: Objects, vault: Vault, clock: Clock
) -> TargetRecord:
    """The record with one proof more; the same photograph, or the same instant, proves it once.

    Raises NotFoundError for a promise that was not made, ConflictError for what shows nothing.
    """
    note, now = command.note.strip()[:LONGEST_NOTE], clock.now()
    if not (note or command.photo):
        raise ConflictError("a proof wants a photograph, or in words how we know")
    if command.at and command.at > now:
        raise ConflictError("done in the future: look at the instant")
    proof = Proof(
        at=command.at or now,
        note=vault.seal(note, seal_owner(command.day, command.target)) if note else b"",
        shown=_kept(command, files) if command.photo else "",
    )
    return prove(command.day, command.target, command.part, proof, store=store, clock=clock)


def _kept(command: ProvePromise, files: Objects) -> str:
    """Under its digest alone: who promised what is nobody's business in a key."""
    picture = picture_of(command.photo)
    digest = hashlib.sha256(picture.body).hexdigest()
    key = f"proofs/{command.day}/promises/{digest[:32]}.{picture.kind}"
    files.put(key, picture.body, "image/png" if picture.kind == "png" else "image/jpeg")
    return key
