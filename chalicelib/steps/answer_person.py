"""AnswerPerson: does what somebody asked about themselves, and closes their request.

It may be cut off anywhere and begun anew: an export is written over, an erasure goes on.
"""

import json
from dataclasses import dataclass

from chalicelib.domain.subject_requests import (
    SubjectRequest,
    SubjectState,
    closed,
    export_key,
    ready,
)
from chalicelib.errors import ConflictError
from chalicelib.ports import CarrierErased, CarrierRecords, Clock, Objects, Store, Vault
from chalicelib.settings import Settings
from chalicelib.steps.erase_person import erase_person
from chalicelib.steps.export_person import export_person


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerPerson:
    """The run's input: which request of which day."""

    day: str
    request: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonAnswered:
    """The request's state now."""

    state: SubjectState


def answer_person(
    command: AnswerPerson,
    *,
    store: Store,
    vault: Vault,
    files: Objects,
    records: CarrierRecords,
    clock: Clock,
    settings: Settings,
) -> PersonAnswered:
    """Raises ConflictError while the carrier still has texts: nothing is deleted of ours before."""
    found = (each for each in store.subject_requests(command.day) if each.id == command.request)
    request = next(found, None)
    if request is None or request.look_at is None:
        return PersonAnswered(state=request.state if request else "closed")
    if request.state == "ready":
        files.delete(export_key(request))
        after = closed(request)
    elif request.kind == "erase":
        _erase(request.subject, store, vault, files, records, clock)
        after = closed(request)
    else:
        _export(request, store, vault, files, clock, settings)
        after = ready(request, clock.now())
    store.move_subject_request(request, after)
    return PersonAnswered(state=after.state)


def _erase(
    person: str, store: Store, vault: Vault, files: Objects, records: CarrierRecords, clock: Clock
) -> None:
    """The carrier first, while we still know the number to ask it about."""
    known = store.person(person)
    number = vault.open(known.address, known.id) if known and known.address else ""
    if number:
        _settled(records.erase(number))
    erased = erase_person(
        number if number.startswith("+") else person,
        store=store,
        vault=vault,
        files=files,
        records=records,
        clock=clock,
    )
    _settled(erased.carrier)


def _settled(carrier: CarrierErased | None) -> None:
    if carrier and (carrier.left or not carrier.reached):
        raise ConflictError("the carrier still has texts of somebody who is to be erased")


def _export(
    request: SubjectRequest,
    store: Store,
    vault: Vault,
    files: Objects,
    clock: Clock,
    settings: Settings,
) -> None:
    """Sealed beside the bucket's own encryption: it is all there is of them, in one place."""
    found = export_person(
        request.subject, store=store, vault=vault, files=files, clock=clock, settings=settings
    )
    whole = json.dumps(found.records, indent=2, ensure_ascii=False)
    sealed = vault.seal(whole, request.id)
    files.put(export_key(request), sealed, "application/octet-stream")
