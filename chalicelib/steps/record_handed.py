"""What a bearer brings back: the packet was handed over, with a photograph of the receipt."""

import hashlib
from dataclasses import dataclass, replace

from chalicelib.domain.deliveries import Delivery
from chalicelib.domain.photographs import Photograph, photograph
from chalicelib.errors import ConflictError, NotFoundError
from chalicelib.ports import Clock, Objects, Stale, Store, Vault

LARGEST = 10_000_000
"""Bytes of a photograph: twice what a telephone makes."""
LONGEST_NOTE = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordHanded:
    """`photo` is a JPEG or PNG of the receipt or of the handing over; `note` says the rest."""

    day: str
    trigger: str
    target: str
    photo: bytes
    note: str = ""


def record_handed(
    command: RecordHanded, *, store: Store, files: Objects, vault: Vault, clock: Clock
) -> Delivery:
    """The delivery, handed; the same when the same photograph is given twice.

    Raises NotFoundError, or ConflictError: nothing rostered, another proof, no photograph.
    """
    found = store.delivery(command.day, command.trigger, command.target)
    if found is None:
        raise NotFoundError(f"no delivery of {command.trigger} to {command.target}")
    picture = _picture(command.photo)
    digest = hashlib.sha256(picture.body).hexdigest()
    if found.state == "handed" and found.proof_sha256 == digest:
        return found
    if found.state != "rostered":
        raise ConflictError(f"{command.trigger} to {command.target} is {found.state}")
    key = f"proofs/{found.day}/{found.trigger}/{found.target}.{digest[:16]}.{picture.kind}"
    files.put(key, picture.body, "image/png" if picture.kind == "png" else "image/jpeg")
    note = vault.seal(command.note.strip()[:LONGEST_NOTE], note_owner(found))
    proved = replace(found, proof=key, proof_sha256=digest, note=note)
    handed = replace(proved, state="handed", handed_at=clock.now())
    if isinstance(store.move_delivery(found, handed), Stale):
        raise ConflictError("the delivery moved meanwhile: look again and repeat")
    return handed


def note_owner(delivery: Delivery) -> str:
    """Whom its note is sealed for: the delivery's own name, which no other item bears."""
    return f"delivery/{delivery.day}/{delivery.trigger}/{delivery.target}"


def _picture(body: bytes) -> Photograph:
    if len(body) > LARGEST:
        raise ConflictError(f"a photograph of more than {LARGEST // 1_000_000} MB")
    found = photograph(body)
    if found is None:
        raise ConflictError("no JPEG or PNG photograph: photograph the receipt")
    return found
