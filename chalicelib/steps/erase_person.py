"""Erasing a person: what is left is a suppression, the keyed hash of their number alone.

Their facts go on counting under an id that nobody can compute. Each step may be cut off: the
same command again finishes it, because what leads to the person goes last.
"""

import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import datetime

from chalicelib.domain.facts import TOMBSTONE
from chalicelib.domain.people import Consent, Person
from chalicelib.domain.subject_requests import exports_of
from chalicelib.errors import ConflictError
from chalicelib.ports import (
    CarrierErased,
    CarrierRecords,
    Clock,
    Forgotten,
    Objects,
    Store,
    Vault,
    Written,
)
from chalicelib.steps.one_person import ids_of, listed, named
from chalicelib.steps.whose import Whose

TRIES = 8
SOURCE = "erased"


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasure:
    """What was deleted. `suppressed`: a keyed hash stays, so that no list brings them back."""

    known: bool
    suppressed: bool
    records: Forgotten
    lines: int
    """Of rosters and chunks."""
    carrier: CarrierErased | None
    """None where no number is known that the carrier could be asked about."""


def erase_person(
    who: str,
    *,
    store: Store,
    vault: Vault,
    files: Objects,
    records: CarrierRecords,
    clock: Clock,
) -> Erasure:
    """`who` is an E.164 number, a canonical mail address or a person's id. Raises ConflictError."""
    whose = named(who, store, vault)
    known = _hushed(whose.owner, store, clock.now())
    number = _number(who, known, vault)
    carrier = records.erase(number) if number else None
    *aliases, owner = ids_of(whose, store)
    lines = _unlisted((*aliases, owner), files)
    others = [store.forget(each, lambda: _tombstone(vault)) for each in aliases]
    _unexported((*aliases, owner), files)
    suppressed = _suppressed(whose, bool(number), store, clock.now())
    last = store.forget(owner, lambda: _tombstone(vault))
    found = _sum((*others, last))
    is_known = bool(known or lines or any(asdict(found).values()))
    return Erasure(
        known=is_known, suppressed=suppressed, records=found, lines=lines, carrier=carrier
    )


def _hushed(owner: str, store: Store, now: datetime) -> Person | None:
    """The person opted out, so that nothing more is sent; their number is still needed."""
    for _ in range(TRIES):
        person = store.person(owner)
        if person is None or person.opted_out:
            return person
        consent = Consent(state="out", at=max(now, person.consent.at), source=SOURCE)
        hushed = replace(person, consent=consent, live=None, suspended=None)
        if isinstance(store.update_person(hushed), Written):
            return hushed
    raise ConflictError("the person moved under every try")


def _number(who: str, known: Person | None, vault: Vault) -> str:
    if who.startswith("+"):
        return who
    return vault.open(known.address, known.id) if known and known.address else ""


def _suppressed(whose: Whose, has_number: bool, store: Store, now: datetime) -> bool:
    """Whether a suppression stays. An address alone is never texted: it needs none."""
    for _ in range(TRIES):
        person = store.person(whose.owner)
        if person is None and not has_number:
            return False
        bare = _suppression(whose.owner, person, now)
        if person == bare:
            return True
        written = store.update_person(bare) if person else store.add_person(bare, free=whose.others)
        if isinstance(written, Written):
            return True
    raise ConflictError("the person moved under every try")


def _suppression(owner: str, person: Person | None, now: datetime) -> Person:
    """Neither number nor name, language, place, standing or asks."""
    at = person.consent.at if person and person.opted_out else now
    consent = Consent(state="out", at=at, source=SOURCE)
    return Person(id=owner, consent=consent, language="en", version=person.version if person else 0)


def _unlisted(ids: Iterable[str], files: Objects) -> int:
    """Takes their lines out of every roster and chunk; returns how many."""
    return sum(_rewritten(key, theirs, files) for key, theirs in listed(ids, files))


def _unexported(ids: Iterable[str], files: Objects) -> None:
    """What the desk had exported of them goes too."""
    for each in ids:
        for key in files.keys(exports_of(each)):
            files.delete(key)


def _rewritten(key: str, theirs: re.Pattern[bytes], files: Objects) -> int:
    lines = list(files.lines(key))
    kept = [line for line in lines if not theirs.search(line)]
    if len(kept) < len(lines):
        files.put(key, b"".join(line + b"\n" for line in kept), "application/x-ndjson")
    return len(lines) - len(kept)


def _tombstone(vault: Vault) -> str:
    return f"{TOMBSTONE}{vault.token()[-16:]}"


def _sum(parts: Iterable[Forgotten]) -> Forgotten:
    columns = [asdict(part) for part in parts]
    return Forgotten(**{name: sum(c[name] for c in columns) for name in columns[0]})
