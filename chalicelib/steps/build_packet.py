"""BuildPacket: one target's letter, list of signatories and manifest, from the frozen list."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import count, islice

from chalicelib.domain.deliveries import previous_of
from chalicelib.domain.manifest import Manifest, PacketFile, encode_manifest
from chalicelib.domain.packet import Letter
from chalicelib.domain.plan import Plan, Target
from chalicelib.domain.printed_list import printed_list
from chalicelib.domain.signatories import A_SHEET, UNKNOWN, Signatory, difference, sheet_of
from chalicelib.domain.stories import books, for_letter
from chalicelib.domain.totals import counts_for, shown_countries
from chalicelib.errors import NotFoundError
from chalicelib.ports import Catalogues, Objects, Press, Store, Vault
from chalicelib.settings import Settings
from chalicelib.steps.freeze_counts import frozen_counts
from chalicelib.steps.frozen_list import frozen_list, frozen_stories
from chalicelib.steps.launched import launched
from chalicelib.steps.packets import (
    book_key,
    letter_of,
    manifest_key,
    packet_key,
    printed_key,
    sheet_key,
)
from chalicelib.steps.target_link import target_link

Printed = Callable[[Sequence[Signatory], int], bytes]
"""A part of the list, of that number, as PDF."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildPacket:
    """One target of one trigger."""

    day: str
    trigger: str
    target: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PacketBuilt:
    """The SHA-256 of its manifest, which has that of each other file, and how many those are."""

    sha256: str
    files: int


def build_packet(
    command: BuildPacket,
    *,
    store: Store,
    files: Objects,
    press: Press,
    catalogues: Catalogues,
    vault: Vault,
    settings: Settings,
) -> PacketBuilt:
    """Run again, it writes the same bytes. No more than one part of the list is in memory."""
    day, plan = launched(command.day, store)
    target = plan.targets[command.target]
    manifest = _compared(_bare(plan, command, files), target, store, files)
    url = target_link(settings.base_url, day.id, target.name, vault)
    told = for_letter(
        frozen_stories(day.id, command.trigger, files, target.country), target.language
    )
    since = manifest.difference
    letter = letter_of(plan, command.trigger, target, files, catalogues, url, since, told)
    key = packet_key(day.id, command.trigger, target.name)
    pdf = _kept(key, press.letter(letter), "application/pdf", files)
    printed = partial(_printed, letter, target, press, catalogues) if letter.postal else None
    lists = (*_sheets(command, target, files, printed), *_books(command, target, files))
    whole = replace(manifest, files=(pdf, *lists))
    body = encode_manifest(whole)
    files.put(manifest_key(day.id, command.trigger, target.name), body, "application/json")
    return PacketBuilt(sha256=hashlib.sha256(body).hexdigest(), files=len(whole.files))


def _bare(plan: Plan, command: BuildPacket, files: Objects) -> Manifest:
    counts = frozen_counts(command.day, command.trigger, files)
    if counts is None:
        raise NotFoundError(f"frozen counts of {command.day}, {command.trigger}")
    own = counts_for(plan.targets[command.target], counts)
    return Manifest(
        day=command.day,
        trigger=command.trigger,
        target=command.target,
        frozen=counts.as_of,
        countries=shown_countries(plan, own),
        files=(),
    )


def _compared(bare: Manifest, target: Target, store: Store, files: Objects) -> Manifest:
    """With what is new since the packet this target had before."""
    before = previous_of(store.deliveries(bare.day), bare.target, bare.trigger, bare.frozen)
    if before is None:
        return bare
    since = difference(
        frozen_list(bare.day, before.trigger, files, target.country),
        frozen_list(bare.day, bare.trigger, files, target.country),
    )
    return replace(bare, since=before.trigger, difference=since)


def _sheets(
    command: BuildPacket, target: Target, files: Objects, printed: Printed | None
) -> Iterator[PacketFile]:
    """Each part of the list for a spreadsheet and, where it is posted, on paper."""
    if target.signatories == "none":
        return
    rows = frozen_list(command.day, command.trigger, files, target.country)
    for number in count(1):
        part = tuple(islice(rows, A_SHEET))
        if not part:
            return
        key = sheet_key(command.day, command.trigger, target.name, number)
        kept = _kept(key, sheet_of(target.signatories, part), "text/csv; charset=utf-8", files)
        yield replace(kept, rows=len(part))
        if printed:
            key = printed_key(command.day, command.trigger, target.name, number)
            yield _kept(key, printed(part, number), "application/pdf", files)


def _printed(
    letter: Letter,
    target: Target,
    press: Press,
    catalogues: Catalogues,
    part: Sequence[Signatory],
    number: int,
) -> bytes:
    first = (number - 1) * A_SHEET + 1
    return press.list(printed_list(letter, target.signatories, part, first, catalogues.say))


def _books(command: BuildPacket, target: Target, files: Objects) -> Iterator[PacketFile]:
    stories = frozen_stories(command.day, command.trigger, files, target.country)
    for number, (rows, body) in enumerate(books(stories, UNKNOWN), 1):
        key = book_key(command.day, command.trigger, target.name, number)
        yield replace(_kept(key, body, "text/csv; charset=utf-8", files), rows=rows)


def _kept(key: str, body: bytes, kind: str, files: Objects) -> PacketFile:
    files.put(key, body, kind)
    name = key.rpartition("/")[2]
    return PacketFile(name=name, sha256=hashlib.sha256(body).hexdigest(), bytes=len(body))
