"""What a bearer, or who posted it, brings back: it is done, with a photograph of the receipt."""

import csv
import hashlib
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from chalicelib.domain.bearers import bearers_of
from chalicelib.domain.deliveries import Delivery
from chalicelib.domain.errands import DONE, late_id
from chalicelib.domain.photographs import Photograph, photograph
from chalicelib.errors import ConflictError, NotFoundError
from chalicelib.ports import Clock, Objects, Stale, Store, Vault
from chalicelib.steps.settling import settle

LARGEST = 10_000_000
"""Bytes of a photograph: twice what a telephone makes."""
LONGEST_NOTE = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordHanded:
    """`photo` is a JPEG or PNG of the receipt or of the handing over; `note` says the rest.

    `at`: when it was done, by default now. `tracking`: the number by which the post finds it.
    `roster` is the bearers' roster, filled in, of which only the count and the digest are kept.
    """

    day: str
    trigger: str
    target: str
    photo: bytes
    note: str = ""
    tracking: str = ""
    at: datetime | None = None
    roster: bytes = b""


def record_handed(
    command: RecordHanded, *, store: Store, files: Objects, vault: Vault, clock: Clock
) -> Delivery:
    """The delivery, handed or posted; the same when the same photograph is given twice.

    Raises NotFoundError, or ConflictError: nothing that waits, another proof, no photograph, an
    instant at which it was not there yet or that has not come, a bearer who did not sign.
    """
    found = store.delivery(command.day, command.trigger, command.target)
    if found is None:
        raise NotFoundError(f"no delivery of {command.trigger} to {command.target}")
    picture = picture_of(command.photo)
    digest = hashlib.sha256(picture.body).hexdigest()
    if found.state in DONE.values() and found.proof_sha256 == digest:
        return _settled(found, store, clock)
    if found.state not in DONE:
        raise ConflictError(f"{command.trigger} to {command.target} is {found.state}")
    at = _instant(command.at, found, clock.now())
    carried = _carried(command.roster)
    key = f"proofs/{found.day}/{found.trigger}/{found.target}.{digest[:16]}.{picture.kind}"
    files.put(key, picture.body, "image/png" if picture.kind == "png" else "image/jpeg")
    note, tracking = (_sealed(told, found, vault) for told in (command.note, command.tracking))
    proved = replace(found, proof=key, proof_sha256=digest, note=note, tracking=tracking)
    handed = replace(proved, state=DONE[found.state], handed_at=at, **carried)
    if isinstance(store.move_delivery(found, handed), Stale):
        raise ConflictError("the delivery moved meanwhile: look again and repeat")
    return _settled(handed, store, clock)


def note_owner(delivery: Delivery) -> str:
    """Whom its note is sealed for: the delivery's own name, which no other item bears."""
    return f"delivery/{delivery.day}/{delivery.trigger}/{delivery.target}"


def _carried(roster: bytes) -> dict[str, Any]:
    """What is kept of the roster that came back."""
    if not roster:
        return {}
    try:
        bearers = bearers_of(roster[:LARGEST])
    except (ValueError, csv.Error):
        raise ConflictError("no roster: save it as CSV, with its four columns") from None
    if bearers.unsigned or not bearers.signed:
        lines = ", ".join(bearers.unsigned) or "nobody stands on it"
        raise ConflictError(f"without a signature nobody agreed to carry it: {lines}")
    digest = hashlib.sha256(roster).hexdigest()
    return {"bearers": bearers.signed, "roster_sha256": digest}


def _sealed(text: str, found: Delivery, vault: Vault) -> bytes:
    clear = text.strip()[:LONGEST_NOTE]
    return vault.seal(clear, note_owner(found)) if clear else b""


def _settled(done: Delivery, store: Store, clock: Clock) -> Delivery:
    """Nobody has to do it any more, nor to ask why it is not done."""
    for case in (f"post.{done.trigger}.{done.target}", late_id(done)):
        settle(done.day, case, store=store, clock=clock)
    return done


def _instant(at: datetime | None, found: Delivery, now: datetime) -> datetime:
    if at is None:
        return now
    if not found.claimed_at <= at <= now:
        raise ConflictError("done before it could be, or in the future: look at the instant")
    return at


def picture_of(body: bytes) -> Photograph:
    """What proves something. Raises ConflictError for what is none, or too large."""
    if len(body) > LARGEST:
        raise ConflictError(f"a photograph of more than {LARGEST // 1_000_000} MB")
    found = photograph(body)
    if found is None:
        raise ConflictError("no JPEG or PNG photograph: photograph the receipt")
    return found
