"""ChooseAudience: who of the roster a wave goes to, in chunks; no number leaves the table.

The roster is a hint, streamed object by object; the claim decides for each person.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from chalicelib.domain.audience import Who, fits
from chalicelib.domain.forecast.bill import most_of
from chalicelib.domain.hours import place_of
from chalicelib.domain.plan import Ask, Plan
from chalicelib.domain.roster import RosterLine, decode_line
from chalicelib.domain.sendings import Sending
from chalicelib.ports import Catalogues, Clock, Objects, Store
from chalicelib.settings import Settings
from chalicelib.steps.chunks import Chunks, write_chunks
from chalicelib.steps.doors import Doors
from chalicelib.steps.launched import launched
from chalicelib.steps.seen_people import SeenPeople
from chalicelib.steps.sending_of import sending_of

BATCH = 500
"""Entries looked up at a time among those seen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChooseAudience:
    """`places`: only people there, for an opening of a window that was shut; empty means all."""

    day: str
    moment: str
    attempt: int
    execution: str
    ask: str
    n: int
    sender: str
    places: tuple[str, ...] = ()
    left: int | None = None
    """Micros of the plan's currency that the wave may spend; None where there is no budget."""
    most: int | None = None
    """Micros that it can spend at most, where less is known than its people's number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience:
    """Where the chunks are listed, how many, and which places were shut, with how many `waiting`.

    `expired`: those whose windows open no more while the ask is useful.
    """

    bucket: str
    manifest: str
    chunks: int
    people: int
    shut: tuple[str, ...]
    waiting: int
    expired: int
    billed: int = 0
    """Micros that its texts cost at most; 0 without a budget."""
    over_budget: bool = False
    """Too dear for what is left: nobody is texted."""


def choose_audience(
    command: ChooseAudience,
    *,
    store: Store,
    files: Objects,
    clock: Clock,
    settings: Settings,
    catalogues: Catalogues,
) -> Audience:
    """Writes the chunks and their manifest; the same command writes the same objects."""
    _, plan = launched(command.day, store)
    sending = sending_of(plan, command.ask, command.n, store)
    estimate = _Estimate(plan, command, sending, catalogues)
    doors = Doors(sending=sending, now=clock.now())
    open_now = doors.let_through(_each_once(_in_order(files, plan, command)))
    chunks = write_chunks(estimate.of(open_now), command.execution, files)
    return _audience(chunks, settings.files_bucket, doors, estimate)


def _in_order(files: Objects, plan: Plan, command: ChooseAudience) -> Iterator[RosterLine]:
    """Those the ask puts first, then all: the roster is read twice, and never in memory."""
    ask = plan.asks[command.ask]
    for before in (ask.first, ()) if ask.first else ((),):
        yield from _chosen(_roster(files), plan, ask, command, before)


def _roster(files: Objects) -> Iterator[RosterLine]:
    for key in files.keys("roster/"):
        yield from map(decode_line, files.lines(key))


def _chosen(
    roster: Iterable[RosterLine], plan: Plan, ask: Ask, command: ChooseAudience, before: Who
) -> Iterator[RosterLine]:
    for entry in roster:
        if plan.sender_for(entry.country) != command.sender:
            continue
        if command.places and place_of(entry.country, entry.zone) not in command.places:
            continue
        if fits(ask.who, entry) and fits(before, entry):
            yield entry


def _each_once(entries: Iterator[RosterLine]) -> Iterator[RosterLine]:
    """Everyone's first entry that fits: a later list may say more of somebody than an older."""
    with SeenPeople() as seen:
        while batch := list(islice(entries, BATCH)):
            new = seen.new_of([entry.id for entry in batch])
            for entry in batch:
                if entry.id in new:
                    new.remove(entry.id)
                    yield entry


@dataclass
class _Estimate:
    """What the texts of a wave cost at most, added up as its people go by."""

    plan: Plan
    command: ChooseAudience
    sending: Sending
    catalogues: Catalogues
    micros: int = 0

    def of(self, entries: Iterable[RosterLine]) -> Iterator[str]:
        costs: dict[tuple[str, str], int] = {}
        for entry in entries:
            if self.command.left is not None:
                home = (entry.country, entry.language)
                self.micros += costs.get(home) or costs.setdefault(home, self._of_one(*home))
            yield entry.id

    def _of_one(self, country: str, language: str) -> int:
        return most_of(self.plan, self.sending, country, language, self.catalogues)

    @property
    def billed(self) -> int:
        most = self.command.most
        return self.micros if most is None else min(most, self.micros)

    @property
    def over_budget(self) -> bool:
        return self.command.left is not None and self.billed > self.command.left


def _audience(chunks: Chunks, bucket: str, doors: Doors, estimate: _Estimate) -> Audience:
    """An audience that is too dear has no chunks, and no opening later either."""
    dear = estimate.over_budget
    return Audience(
        bucket=bucket,
        manifest=chunks.manifest,
        chunks=0 if dear else len(chunks.keys),
        people=0 if dear else chunks.people,
        shut=() if dear else tuple(sorted(doors.shut)),
        waiting=0 if dear else doors.waiting,
        expired=doors.expired,
        billed=0 if dear else estimate.billed,
        over_budget=dear,
    )
