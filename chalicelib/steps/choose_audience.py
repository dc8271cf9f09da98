"""ChooseAudience: who of the roster a wave goes to, in chunks; no number leaves the table.

The roster is a hint, streamed object by object; the claim decides for each person.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from chalicelib.domain.hours import window_open
from chalicelib.domain.ladder import fits
from chalicelib.domain.plan import Ask, Plan
from chalicelib.domain.roster import RosterLine, decode_line
from chalicelib.ports import Clock, Objects, Store
from chalicelib.settings import Settings
from chalicelib.steps.chunks import Chunks, write_chunks
from chalicelib.steps.launched import launched


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
    chosen = _chosen(_roster(files), plan, plan.asks[command.ask], command)
    open_now = _open_now(chosen, clock, shut)
    chunks = write_chunks(open_now, command.execution, files)
    return _audience(chunks, settings.files_bucket, shut)


def _roster(files: Objects) -> Iterator[RosterLine]:
    """Every entry once, even where several imports name the same person."""
    seen: set[str] = set()
    for key in files.keys("roster/"):
        for line in files.lines(key):
            entry = decode_line(line)
            if entry.id not in seen:
                seen.add(entry.id)
                yield entry


def _chosen(
    roster: Iterable[RosterLine], plan: Plan, ask: Ask, command: ChooseAudience
) -> Iterator[RosterLine]:
    for entry in roster:
        if plan.sender_for(entry.country) != command.sender or not fits(ask, entry.standing):
            continue
        if not command.zones or entry.zone in command.zones:
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
