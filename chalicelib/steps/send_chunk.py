"""SendChunk: one chunk of a wave, person by person: claim, send, record.

As many texts are under way at once as the sender's pace needs, begun in the chunk's order. The
day is read again or proved at least each second, so that a pause or a close stops new claims
within one (promise 6). A person whose record moved is read and decided again.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from chalicelib.domain.claims import Claim, Refusal
from chalicelib.domain.hours import place_of
from chalicelib.domain.people import Person
from chalicelib.domain.segments import segments
from chalicelib.domain.sendings import Sending
from chalicelib.errors import SealError
from chalicelib.ports import Carrier, Catalogues, Clock, Hands, Objects, Store, Vault
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
BATCH = 100
"""People read in one call, shortly before their turn."""
MAX_TRIES = 4
"""How often a person who moves while being claimed is decided again in one chunk."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SendChunk:
    """One line of the manifest, with the wave it belongs to."""

    day: str
    execution: str
    ask: str
    n: int
    sender: str
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
    hands: Hands,
) -> ChunkSent:
    """Sends the chunk; a second run of it sends nobody a second text (promise 2)."""
    ids = read_chunk(command.chunk, files)
    watch = DayWatch(command.day, store, clock)
    carriers = carriers_of(
        watch,
        WORKS_FOR,
        store=store,
        carrier=carrier,
        vault=vault,
        clock=clock,
        settings=settings,
    )
    wave = _Wave(
        run=command.execution,
        sending=sending_of(watch.plan, command.ask, command.n, store),
        carriers=carriers,
        settings=settings,
        catalogues=catalogues,
    )
    at_once = carriers.senders.of(command.sender).pool.at_once
    with carriers.ledger:
        for person, outcome in hands.each(wave.text, _people(ids, store), at_once):
            wave.count(person, outcome)
    return wave.sent()


def _people(ids: Sequence[str], store: Store) -> Iterator[tuple[Person, int]]:
    """Each in order with how many the chunk has from there on; the gone are left out."""
    for start in range(0, len(ids), BATCH):
        batch = ids[start : start + BATCH]
        known = store.persons(batch)
        for at, person in enumerate(batch, start):
            if person in known:
                yield known[person], len(ids) - at


@dataclass(kw_only=True)
class _Wave:
    """One chunk's texts: each may be sent in a thread of its own; one alone counts them."""

    run: str
    sending: Sending
    carriers: Carriers
    settings: Settings
    catalogues: Catalogues
    counts: Counter[str] = field(default_factory=Counter)
    shut: set[str] = field(default_factory=set)
    waiting: int = 0

    def text(self, who: tuple[Person, int]) -> tuple[Person, str]:
        """Claims and sends one person's text; what became of it."""
        person, left = who
        until = self.sending.over_at(place_of(person.country, person.zone))
        return person, claim_and_carry(person, self._decide, self._word, until, self.carriers, left)

    def count(self, person: Person, outcome: str) -> None:
        """Whoever was left out and may still be asked waits for the next opening of their place."""
        if outcome in LEFT_OUT:
            place = place_of(person.country, person.zone)
            if self.sending.opening(place, self.carriers.clock.now()):
                self.shut.add(place)
                self.waiting += 1
            else:
                outcome = "expired"
        self.counts[outcome] += 1

    def sent(self) -> ChunkSent:
        return ChunkSent(
            counts=dict(self.counts),
            shut=tuple(sorted(self.shut)),
            waiting=self.waiting,
            spent=self.carriers.bill.micros,
        )

    def _decide(self, latest: Person) -> Claim | Refusal:
        day, now = self.carriers.watch.seen(), self.carriers.clock.now()
        claim = self.sending.claim(latest, day, now, self.run)
        return wording.linked(claim, self.sending.links(latest), self.carriers.vault)

    def _word(self, latest: Person) -> str:
        plan, vault = self.carriers.watch.plan, self.carriers.vault
        return wording.worded(self.sending, plan, latest, self.settings, vault, self.catalogues)


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
