"""Carrying one claimed text to the carrier, and recording what became of it."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock
from zlib import crc32

from chalicelib.domain.carrier_outcomes import BUSY
from chalicelib.domain.claims import RENEW_AFTER, Claim
from chalicelib.domain.forecast.bill import price_in
from chalicelib.domain.messages import advanced
from chalicelib.domain.people import Person
from chalicelib.domain.plan import Plan
from chalicelib.domain.retries import reported
from chalicelib.errors import CarrierBusyError
from chalicelib.ports import (
    Carrier,
    Clock,
    Exists,
    Refused,
    Sent,
    Stale,
    Store,
    Unknown,
    Vault,
    Written,
)
from chalicelib.settings import Settings
from chalicelib.steps.day_watch import DayWatch
from chalicelib.steps.heeding import heed
from chalicelib.steps.ledger import Ledger
from chalicelib.steps.pacing import Senders

MAX_VALIDITY = 36_000
"""Seconds the carrier may hold a text at most (Twilio's ValidityPeriod)."""
BACK_OFF = (0.5, 1.0, 2.0)
"""Seconds before each further attempt when the carrier took nothing, give or take a half."""


PAID = ("sent", "unknown")
"""Outcomes of a text that is billed, or may be."""


@dataclass
class Bill:
    """What a worker has spent, in micros of the plan's currency, where the plan has a budget."""

    plan: Plan
    micros: int = 0
    _lock: Lock = field(default_factory=Lock, repr=False)

    def add(self, country: str, segments: int, outcome: str) -> None:
        if self.plan.budget and outcome in PAID:
            with self._lock:
                self.micros += segments * price_in(self.plan, country)


@dataclass(frozen=True, slots=True, kw_only=True)
class Carriers:
    """The ports that carrying needs, the day, the senders with their pace, and the ledger.

    Safe between threads.
    """

    store: Store
    carrier: Carrier
    vault: Vault
    clock: Clock
    watch: DayWatch
    senders: Senders
    ledger: Ledger
    bill: Bill


def carriers_of(
    watch: DayWatch,
    works_for: timedelta,
    *,
    store: Store,
    carrier: Carrier,
    vault: Vault,
    clock: Clock,
    settings: Settings,
) -> Carriers:
    """What a worker carries with, which begins no text after `works_for` from now."""
    plan, deadline = watch.plan, clock.real_now() + works_for
    senders = Senders(plan=plan, settings=settings, store=store, clock=clock, deadline=deadline)
    ledger = Ledger(store=store, clock=clock)
    return Carriers(
        store=store,
        carrier=carrier,
        vault=vault,
        clock=clock,
        watch=watch,
        senders=senders,
        ledger=ledger,
        bill=Bill(plan),
    )


def carry(claim: Claim, body: str, until: datetime, ports: Carriers) -> str:
    """Claims, sends, records; returns what became of it.

    `sent`, `refused`, `retry` (refused, and tried again later), `unknown`; or, with nothing sent:
    `stale` (decide again), `put_before`, `opted_out`. A crash after the claim leaves a claim
    without outcome, which the tick turns into `unknown`.
    """
    leased = ports.clock.real_now()
    written = _claimed(claim, leased, ports)
    if isinstance(written, Stale):
        return "stale"
    if isinstance(written, Exists):
        return "put_before"
    number = _number(claim.person, ports.vault)
    # Last of all before the carrier: opening the number may have asked KMS, and taken long.
    if ports.clock.real_now() - leased > RENEW_AFTER and not _renewed(claim, ports):
        return "opted_out"
    return _send(claim, number, body, until, ports)


def _claimed(claim: Claim, leased: datetime, ports: Carriers) -> Written | Stale | Exists:
    store, watch = ports.store, ports.watch
    if claim.before is not None:
        return store.claim_again(claim.person, claim.before, claim.message, leased, claim.proof)
    day = watch.unproved(claim.day) if claim.day else None
    written = store.claim(claim.person, claim.message, leased, claim.proof, day)
    if day and isinstance(written, Written):
        watch.proved(day, leased)
    elif day:
        watch.doubted()
    return written


def _renewed(claim: Claim, ports: Carriers) -> bool:
    if ports.store.renew_claim(claim.message, ports.clock.real_now()):
        return True
    ports.store.move_message(claim.message, advanced(claim.message, "skipped"))
    return False


def _send(claim: Claim, number: str, body: str, until: datetime, ports: Carriers) -> str:
    result = _attempts(claim, number, body, until, ports)
    if result is None:
        return "opted_out"
    if isinstance(result, Sent):
        ports.ledger.note(claim.message, advanced(claim.message, result.status, sid=result.sid))
        return "sent"
    if isinstance(result, Refused):
        return _refused(claim, result.code, ports)
    ports.ledger.note(claim.message, advanced(claim.message, "unknown"))
    return "unknown"


def _refused(claim: Claim, code: int, ports: Carriers) -> str:
    after = reported(claim.message, "failed", ports.clock.now(), code=code)
    ports.ledger.note(claim.message, after)
    heed(claim.message, code, store=ports.store, clock=ports.clock)
    return "retry" if after.status == "retry" else "refused"


def _attempts(
    claim: Claim, number: str, body: str, until: datetime, ports: Carriers
) -> Sent | Refused | Unknown | None:
    """Asks again, a few times, only where nothing was sent; None after an opt-out in between."""
    for number_of, seconds in enumerate(BACK_OFF):
        try:
            return _attempt(claim, number, body, until, ports)
        except CarrierBusyError:
            ports.clock.sleep(seconds * _jitter(claim.message.id, number_of))
        if not _renewed(claim, ports):
            return None
    try:
        return _attempt(claim, number, body, until, ports)
    except CarrierBusyError:
        return Refused(code=BUSY)


def _attempt(
    claim: Claim, number: str, body: str, until: datetime, ports: Carriers
) -> Sent | Refused | Unknown:
    now = ports.clock.now()
    seconds = _validity(min(until, claim.shuts), now)
    service = ports.senders.pacer(claim.person.country).pool.service
    return ports.carrier.send(number, body, claim.message.reference, seconds, service)


def _jitter(message: str, number_of: int) -> float:
    """From a half to one and a half, different for each text: workers do not come back at once."""
    return 0.5 + crc32(f"{message}{number_of}".encode()) / 2**32


def _number(person: Person, vault: Vault) -> str:
    return vault.open(person.address, person.id)


def _validity(until: datetime, now: datetime) -> int:
    """The carrier may hold the text only while it is useful and wanted; at least 1 second."""
    return max(1, min(MAX_VALIDITY, int((until - now).total_seconds())))
