"""Imports a people list: persons into the store, and the roster beside them.

Importing the same list again changes nothing and writes the same objects. Consent only moves
forward in time (promise 10): a list never brings back someone who opted out.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import islice

from chalicelib.domain.numbers import Fault
from chalicelib.domain.people import Person
from chalicelib.domain.people_row import Invalid, Row
from chalicelib.domain.roster import encode_line, roster_key
from chalicelib.ports import Clock, Objects, People, Vault
from chalicelib.steps.keep_person import Keeper, Outcome
from chalicelib.steps.seen_people import SeenPeople

BATCH = 1_000
PART = 10_000
"""Records a roster object: a part is in memory until it is written. A multiple of BATCH."""
FAULTS_LISTED = 1_000
THREADS = 8
SHARE = BATCH // THREADS + 1
"""Rows that a thread writes one after the other: a task for each row took longer than the row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What became of the records; each is counted once."""

    import_id: str
    accepted: int = 0
    known: int = 0
    """They were there already, and may be texted."""
    duplicates: int = 0
    landlines: int = 0
    opted_out: int = 0
    invalid: int = 0
    faults: list[tuple[int, str]] = field(default_factory=list)
    """(row, reason) of the first thousand invalid records and landlines."""


def import_people(
    records: Iterable[Row | Invalid],
    *,
    import_id: str,
    source: str,
    store: People,
    vault: Vault,
    files: Objects,
    clock: Clock,
    progress: Callable[[int], None] = lambda done: None,
) -> ImportReport:
    """Writes the list in constant memory.

    `import_id` names the roster's objects: the same content must bear the same id. `progress`
    is told how many records are done, each thousand.
    """
    parts = _RosterParts(files, import_id)
    done = 0
    with ThreadPoolExecutor(THREADS) as pool, SeenPeople() as seen:
        importing = _Import(Keeper(store, vault, clock, source), seen)
        for batch in _batches(records):
            parts.add(importing.written(batch, pool))
            done += len(batch)
            if done % PART == 0:
                parts.end_part()
            if done % 1_000 == 0:
                progress(done)
    if done % PART:
        parts.end_part()
    return ImportReport(import_id=import_id, faults=importing.faults, **importing.counts)


_Named = tuple[Row, str]
"""A row and the id of its person."""
_Made = tuple[Row, Person]
"""A row and its newcomer."""


class _Import:
    """One import under way: whom it has seen, and its counts."""

    def __init__(self, keeper: Keeper, seen: SeenPeople) -> None:
        self.counts: Counter[str] = Counter()
        self.faults: list[tuple[int, str]] = []
        self._keeper = keeper
        self._seen = seen

    def written(self, batch: list[Row | Invalid], pool: ThreadPoolExecutor) -> list[Person]:
        """Those of the batch who may be texted, in the list's order.

        Someone's second row waits until the first is written: it may be their opt-out. Threads
        are for waiting on the store: they would only dispute who may seal.
        """
        named, again = self._sorted(batch)
        first = self._keeper.newcomers(named)
        shares = (first[at : at + SHARE] for at in range(0, len(first), SHARE))
        kept = [each for share in pool.map(self._kept, shares) for each in share]
        kept += self._kept(self._keeper.newcomers(again))
        self.counts.update(outcome for outcome, _ in kept)
        return [person for _, person in kept if not person.opted_out]

    def _kept(self, rows: list[_Made]) -> list[tuple[Outcome, Person]]:
        return [self._keeper.keep(row, person) for row, person in rows]

    def _sorted(self, batch: list[Row | Invalid]) -> tuple[list[_Named], list[_Named]]:
        """Everyone's first row, and the later ones that opt someone out; the rest is counted."""
        rows = [(r, self._keeper.ids(r)) for r in batch if isinstance(r, Row)]
        new = self._seen.new_of([min(ids) for _, ids in rows])
        first, again = [], []
        for row, ids in rows:
            seen = min(ids)  # the same while a new pepper becomes known
            if seen in new:
                new.remove(seen)
                first.append((row, ids[0]))
            elif row.opted_out:
                again.append((row, ids[0]))
            else:
                self.counts["duplicates"] += 1
        for record in batch:
            if isinstance(record, Invalid):
                self._fault(record)
        return first, again

    def _fault(self, record: Invalid) -> None:
        self.counts["landlines" if record.reason == Fault.LANDLINE else "invalid"] += 1
        if len(self.faults) < FAULTS_LISTED:
            self.faults.append((record.row, str(record.reason)))


class _RosterParts:
    """The roster's objects, cut by records read, so that the same list is cut the same way."""

    def __init__(self, files: Objects, import_id: str) -> None:
        self._files = files
        self._import_id = import_id
        self._part = 0
        self._lines: list[bytes] = []

    def add(self, persons: Iterable[Person]) -> None:
        self._lines += [encode_line(person) for person in persons]

    def end_part(self) -> None:
        """Writes the part, also when it is empty: an earlier import may have filled it."""
        key = roster_key(self._import_id, self._part)
        self._files.put(key, b"".join(self._lines), "application/x-ndjson")
        self._part += 1
        self._lines = []


def _batches(records: Iterable[Row | Invalid]) -> Iterator[list[Row | Invalid]]:
    stream = iter(records)
    while batch := list(islice(stream, BATCH)):
        yield batch
