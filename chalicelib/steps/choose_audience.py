"""ChooseAudience: who a wave goes to, in chunks; no number leaves the table.

An ask goes to people of the roster, streamed object by object; a result to those whose facts say
that they acted. Either is a hint: the claim decides for each person.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from chalicelib.domain.audience import fits
from chalicelib.domain.days import Day
from chalicelib.domain.forecast.bill import longest_in, most_of
from chalicelib.domain.hours import place_of
from chalicelib.domain.plan import Ask, Plan
from chalicelib.domain.roster import RosterLine, decode_line
from chalicelib.domain.sendings import NoticeSending, Sending
from chalicelib.ports import Catalogues, Clock, Objects, Store
from chalicelib.settings import Settings
from chalicelib.steps.chunks import Chunks, write_chunks
from chalicelib.steps.doors import Doors
from chalicelib.steps.launched import launched
from chalicelib.steps.pacing import pool_of
from chalicelib.steps.seen_people import SeenPeople
from chalicelib.steps.sending_of import sending_of
from chalicelib.steps.those_who_acted import those_who_acted

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
    day, plan = launched(command.day, store)
    sending = sending_of(plan, command.ask, command.n, store)
    estimate = _Estimate(plan, command, sending, catalogues)
    doors = Doors(sending=sending, now=clock.now())
    entries = _of_the_wave(_meant(sending, day, store, files), plan, command)
    open_now = doors.let_through(_each_once(entries))
    longest = longest_in(plan, sending, command.sender, catalogues)
    most = pool_of(plan, command.sender, settings).people_a_chunk(longest)
    chunks = write_chunks(estimate.of(open_now), command.execution, files, most)
    return _audience(chunks, settings.files_bucket, doors, estimate)


def _meant(sending: Sending, day: Day, store: Store, files: Objects) -> Iterator[RosterLine]:
    """Whom it is meant for: of the roster those the ask is for; of the facts those who acted."""
    if isinstance(sending, NoticeSending):
        return those_who_acted(day, sending.plan, sending.notice, store)
    return _in_order(files, sending.ask)


def _in_order(files: Objects, ask: Ask) -> Iterator[RosterLine]:
    """Those the ask puts first, then all: the roster is read twice, and never in memory."""
    for before in (ask.first, ()) if ask.first else ((),):
        for entry in _roster(files):
            if fits(ask.who, entry) and fits(before, entry):
                yield entry


def _roster(files: Objects) -> Iterator[RosterLine]:
    for key in files.keys("roster/"):
        yield from map(decode_line, files.lines(key))


def _of_the_wave(
    entries: Iterable[RosterLine], plan: Plan, command: ChooseAudience
) -> Iterator[RosterLine]:
    """Those of its sender, at its places."""
    for entry in entries:
        if plan.sender_for(entry.country) != command.sender:
            continue
        if not command.places or place_of(entry.country, entry.zone) in command.places:
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
