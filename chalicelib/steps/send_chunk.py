"""SendChunk: one chunk of a wave, person by person: claim, send, record.

The day is read again at least each second, so that a pause or a close stops new claims within
one (promise 6). A person whose record moved is read and decided again.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from chalicelib.domain.claims import Claim, Refusal
from chalicelib.domain.hours import place_of
from chalicelib.domain.people import Person
from chalicelib.domain.segments import segments
from chalicelib.domain.sendings import Sending
from chalicelib.errors import SealError
from chalicelib.ports import Carrier, Catalogues, Clock, Objects, Store, Vault
from chalicelib.settings import Settings
from chalicelib.steps import wording
from chalicelib.steps.carrying import Carriers, carriers_of, carry
from chalicelib.steps.chunks import read_chunk
from chalicelib.steps.day_watch import DayWatch
from chalicelib.steps.sending_of import sending_of
from chalicelib.telemetry import logger

LEFT_OUT = ("shut", "not_sending", "out_of_time")
"""Outcomes of a window that shut, a day or wave that was paused, a worker whose time was up: their
places get an opening later."""
WORKS_FOR = timedelta(minutes=10)
"""A Lambda has fifteen: whoever is not reached by then is left to the next opening."""
MAX_TRIES = 4
"""How often a person who moves while being claimed is decided again in one chunk."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SendChunk:
    """One line of the manifest, with the wave it belongs to."""

    day: str
    execution: str
    ask: str
    n: int
    chunk: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChunkSent:
    """How many texts became what, and the places of the `waiting`, for the next opening."""

    counts: dict[str, int]
    shut: tuple[str, ...]
    waiting: int = 0
    spent: int = 0
    """Micros of the plan's currency, by segments and price; 0 without a budget."""


def send_chunk(
    command: SendChunk,
    *,
    store: Store,
    files: Objects,
    carrier: Carrier,
    vault: Vault,
    catalogues: Catalogues,
    clock: Clock,
    settings: Settings,
) -> ChunkSent:
    """Sends the chunk; a second run of it sends nobody a second text (promise 2)."""
    ids = read_chunk(command.chunk, files)
    watch = DayWatch(command.day, store, clock)
    sending = sending_of(watch.plan, command.ask, command.n, store)
    carriers = carriers_of(
        watch.plan,
        WORKS_FOR,
        store=store,
        carrier=carrier,
        vault=vault,
        clock=clock,
        settings=settings,
    )
    counts: Counter[str] = Counter()
    shut, waiting = set[str](), 0
    known = store.persons(ids)
    people = [known[i] for i in ids if i in known]
    with carriers.ledger:
        for done, person in enumerate(people):
            left = len(people) - done
            outcome = _one(person, command, sending, watch, carriers, settings, catalogues, left)
            if outcome in LEFT_OUT:
                place = place_of(person.country, person.zone)
                if sending.opening(place, clock.now()):
                    shut.add(place)
                    waiting += 1
                else:
                    outcome = "expired"
            counts[outcome] += 1
    return ChunkSent(
        counts=dict(counts),
        shut=tuple(sorted(shut)),
        waiting=waiting,
        spent=carriers.bill.micros,
    )


def _one(
    person: Person,
    command: SendChunk,
    sending: Sending,
    watch: DayWatch,
    carriers: Carriers,
    settings: Settings,
    catalogues: Catalogues,
    left: int,
) -> str:
    until = sending.over_at(place_of(person.country, person.zone))

    def decide(latest: Person) -> Claim | Refusal:
        claim = sending.claim(latest, watch.day(), carriers.clock.now(), command.execution)
        return wording.linked(claim, sending.links(latest), carriers.vault)

    def word(latest: Person) -> str:
        vault = carriers.vault
        return wording.worded(sending, watch.plan, latest, settings, vault, catalogues)

    return claim_and_carry(person, decide, word, until, carriers, left)


def claim_and_carry(
    person: Person,
    decide: Callable[[Person], Claim | Refusal],
    word: Callable[[Person], str],
    until: datetime,
    carriers: Carriers,
    left: int = 1,
) -> str:
    """Decides on the person as last read, carries the claim, and again when they moved.

    `left`: how many people the worker has before it, this one included.
    """
    latest: Person | None = person
    for _ in range(MAX_TRIES):
        if latest is None:
            return "gone"
        outcome = _claimed_in_turn(latest, decide, word, until, carriers, left)
        if outcome != "stale":
            return outcome
        latest = carriers.store.person(person.id)
    return "stale"


def _claimed_in_turn(
    person: Person,
    decide: Callable[[Person], Claim | Refusal],
    word: Callable[[Person], str],
    until: datetime,
    carriers: Carriers,
    left: int,
) -> str:
    """Decides twice: only who may be texted takes a turn, and the turn may have been long."""
    claim = decide(person)
    if isinstance(claim, str):
        return claim
    try:
        size = segments(word(claim.person))
        if not carriers.senders.pacer(person.country).take(size, size * left):
            return "out_of_time"
        claim = decide(person)
        if isinstance(claim, str):
            return claim
        outcome = carry(claim, word(claim.person), until, carriers)
        carriers.bill.add(person.country, size, outcome)
        return outcome
    except SealError:
        logger.error("a sealed value cannot be opened", extra={"person": person.id})
        return "unreadable"
