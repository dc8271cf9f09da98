"""ChooseAudience: who of the roster a wave goes to, in chunks; no number leaves the table.

The roster is a hint, streamed object by object; the claim decides for each person.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from chalicelib.domain.audience import Who, fits
from chalicelib.domain.hours import window_open
from chalicelib.domain.plan import Ask, Plan
from chalicelib.domain.roster import RosterLine, decode_line
from chalicelib.ports import Clock, Objects, Store
from chalicelib.settings import Settings
from chalicelib.steps.chunks import Chunks, write_chunks
from chalicelib.steps.launched import launched
from chalicelib.steps.seen_people import SeenPeople

BATCH = 500
"""Entries looked up at a time among those seen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChooseAudience:
    """`zones`: only people there, for an opening of a window that was shut; empty means all."""

    day: str
    moment: str
    attempt: int
    execution: str
    ask: str
    n: int
    sender: str
    zones: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience:
    """Where the chunks are listed, how many, and which zones were shut."""

    bucket: str
    manifest: str
    chunks: int
    people: int
    shut: tuple[str, ...]


def choose_audience(
    command: ChooseAudience, *, store: Store, files: Objects, clock: Clock, settings: Settings
) -> Audience:
    """Writes the chunks and their manifest; the same command writes the same objects."""
    _, plan = launched(command.day, store)
    shut: set[str] = set()
    open_now = _open_now(_each_once(_in_order(files, plan, command)), clock, shut)
    chunks = write_chunks(open_now, command.execution, files)
    return _audience(chunks, settings.files_bucket, shut)


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
        if command.zones and entry.zone not in command.zones:
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


def _open_now(entries: Iterable[RosterLine], clock: Clock, shut: set[str]) -> Iterator[str]:
    now = clock.now()
    for entry in entries:
        if window_open(entry.zone, now):
            yield entry.id
        else:
            shut.add(entry.zone)


def _audience(chunks: Chunks, bucket: str, shut: set[str]) -> Audience:
    return Audience(
        bucket=bucket,
        manifest=chunks.manifest,
        chunks=len(chunks.keys),
        people=chunks.people,
        shut=tuple(sorted(shut)),
    )
