"""Carrying one claimed text to the carrier, and recording what became of it."""

from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.claims import RENEW_AFTER, Claim
from chalicelib.domain.hours import window_closes
from chalicelib.domain.messages import advanced
from chalicelib.domain.people import Person
from chalicelib.errors import CarrierBusyError
from chalicelib.ports import Carrier, Clock, Exists, Refused, Sent, Stale, Store, Vault

MAX_VALIDITY = 36_000
"""Seconds the carrier may hold a text at most (Twilio's ValidityPeriod)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Carriers:
    """The ports that carrying needs."""

    store: Store
    carrier: Carrier
    vault: Vault
    clock: Clock


def carry(claim: Claim, body: str, until: datetime, ports: Carriers) -> str:
    """Claims, sends, records; returns what became of it.

    `sent`, `refused`, `unknown`; or, with nothing sent: `stale` (decide again), `put_before`,
    `opted_out`. A crash after the claim leaves a claim without outcome, which the tick turns
    into `unknown`.
    """
    leased = ports.clock.real_now()
    written = ports.store.claim(claim.person, claim.message, leased, claim.proof)
    if isinstance(written, Stale):
        return "stale"
    if isinstance(written, Exists):
        return "put_before"
    number = _number(claim.person, ports.vault)
    # Last of all before the carrier: opening the number may have asked KMS, and taken long.
    if ports.clock.real_now() - leased > RENEW_AFTER and not _renewed(claim, ports):
        return "opted_out"
    return _send(claim, number, body, until, ports)


def _renewed(claim: Claim, ports: Carriers) -> bool:
    if ports.store.renew_claim(claim.message, ports.clock.real_now()):
        return True
    ports.store.move_message(claim.message, advanced(claim.message, "skipped"))
    return False


def _send(claim: Claim, number: str, body: str, until: datetime, ports: Carriers) -> str:
    now = ports.clock.now()
    seconds = _validity(min(until, window_closes(claim.person.zone, now)), now)
    try:
        result = ports.carrier.send(number, body, claim.message.id, seconds)
    except CarrierBusyError:
        result = Refused(code=20429)
    if isinstance(result, Sent):
        after = advanced(claim.message, result.status, sid=result.sid)
        ports.store.move_message(claim.message, after)
        return "sent"
    if isinstance(result, Refused):
        ports.store.move_message(claim.message, advanced(claim.message, "failed", code=result.code))
        return "refused"
    ports.store.move_message(claim.message, advanced(claim.message, "unknown"))
    return "unknown"


def _number(person: Person, vault: Vault) -> str:
    return vault.open(person.address, person.id)


def _validity(until: datetime, now: datetime) -> int:
    """The carrier may hold the text only while it is useful and wanted; at least 1 second."""
    return max(1, min(MAX_VALIDITY, int((until - now).total_seconds())))
