"""The frozen list of a packet as objects: some slots a part, each written whole or not at all.

The testimonies of the same slots are written before the part, so that one that is there is whole.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from chalicelib.domain.days import Day
from chalicelib.domain.plan import Plan, Signatories
from chalicelib.domain.signatories import (
    Signatory,
    decode,
    digest_of,
    encode,
    initials_of,
    signatory,
    signed_until,
)
from chalicelib.domain.stories import Story, decode_stories, encode_story
from chalicelib.domain.totals import petition_of, signatures
from chalicelib.domain.voices import voices_taken
from chalicelib.errors import NotFoundError
from chalicelib.ports import Clock, Objects, Store, Vault

A_PART = 20_000
"""About how many signatures one part holds: a Lambda reads them, with names, in half a minute."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """The instant of the list, and how many slots go into a part of it."""

    as_of: datetime
    stride: int


def freeze_part(
    day: Day, plan: Plan, trigger: str, *, store: Store, files: Objects, vault: Vault, clock: Clock
) -> int:
    """Writes the next part, if one is missing; how many slots are left after it."""
    opening = _opening(day, plan, trigger, store, files, clock)
    first = opening.stride * len(files.keys(_prefix(day.id, trigger)))
    slots = range(first, min(first + opening.stride, day.slots))
    if slots:
        _freeze_stories(plan, trigger, slots, store, files, vault)
        shown = {plan.targets[t].signatories for t in plan.triggers[trigger].deliver}
        parts = (_slot(slot, plan, opening, shown, store, vault) for slot in slots)
        lines = b"".join(map(encode, chain.from_iterable(parts)))
        files.put(f"{_prefix(day.id, trigger)}{first:05}.jsonl", lines, "application/x-ndjson")
    return max(0, day.slots - first - opening.stride)


def frozen_at(day: str, trigger: str, files: Objects) -> Opening:
    """Raises NotFoundError before the list was opened."""
    stored = json.loads(files.get(_opening_key(day, trigger)))
    return Opening(as_of=datetime.fromisoformat(stored["as_of"]), stride=stored["stride"])


def frozen_list(day: str, trigger: str, files: Objects, country: str = "") -> Iterator[Signatory]:
    """The whole list in its order, streamed; of one country where one is given."""
    keys = files.keys(_prefix(day, trigger))
    rows = decode(chain.from_iterable(files.lines(key) for key in keys))
    return (row for row in rows if not country or row.country == country)


def frozen_stories(day: str, trigger: str, files: Objects, country: str = "") -> Iterator[Story]:
    """The testimonies of the list, streamed; of one country where one is given."""
    keys = files.keys(_stories_prefix(day, trigger))
    found = decode_stories(chain.from_iterable(files.lines(key) for key in keys))
    return (story for story in found if not country or story.country == country)


def _freeze_stories(
    plan: Plan, trigger: str, slots: range, store: Store, files: Objects, vault: Vault
) -> None:
    if "story" not in voices_taken(plan):
        return
    lines = b"".join(line for slot in slots for line in _stories(plan.day, slot, store, vault))
    if lines:
        key = f"{_stories_prefix(plan.day, trigger)}{slots.start:05}.jsonl"
        files.put(key, lines, "application/x-ndjson")


def _stories(day: str, slot: int, store: Store, vault: Vault) -> list[bytes]:
    """Those a human has read and passed on, in the order of their digests."""
    found = [v for v in store.voices_in(day, slot, "story") if v.state == "passed"]
    found.sort(key=lambda voice: digest_of(day, voice.person))
    return [
        encode_story(Story(each.language, each.country, vault.open(each.words, each.person)))
        for each in found
    ]


def _opening(
    day: Day, plan: Plan, trigger: str, store: Store, files: Objects, clock: Clock
) -> Opening:
    try:
        return frozen_at(day.id, trigger, files)
    except NotFoundError:
        now = clock.now()
    signed = signatures(plan, store.totals(day.id, now))
    stride = max(1, min(day.slots, day.slots * A_PART // max(1, signed)))
    body = json.dumps({"as_of": now.isoformat(), "stride": stride}).encode()
    files.put(_opening_key(day.id, trigger), body, "application/json")
    return Opening(as_of=now, stride=stride)


def _slot(
    slot: int, plan: Plan, opening: Opening, shown: set[Signatories], store: Store, vault: Vault
) -> list[Signatory]:
    facts = store.facts_in(plan.day, slot)
    signed = list(signed_until(facts, petition_of(plan), opening.as_of))
    if shown == {"none"}:
        return sorted((signatory(slot, fact) for fact in signed), key=lambda row: row.place)
    names = _names(plan, slot, store, vault)
    initials = _initials([fact.person for fact in signed], store, vault)
    initials |= {person: initials_of(name) for person, name in names.items()}
    named = names if "full" in shown else {}
    rows = (
        signatory(slot, fact, initials.get(fact.person, ""), named.get(fact.person, ""))
        for fact in signed
    )
    return sorted(rows, key=lambda row: row.place)


def _names(plan: Plan, slot: int, store: Store, vault: Vault) -> dict[str, str]:
    """By person, of those who gave it to be passed on."""
    if "name" not in voices_taken(plan):
        return {}
    given = (v for v in store.voices_in(plan.day, slot, "name") if v.state == "passed")
    return {voice.person: vault.open(voice.words, voice.person) for voice in given}


def _initials(people: list[str], store: Store, vault: Vault) -> dict[str, str]:
    known = store.persons(people)
    return {id_: initials_of(vault.open(p.name, id_)) for id_, p in known.items() if p.name}


def _prefix(day: str, trigger: str) -> str:
    return f"packets/{day}/{trigger}/list/"


def _stories_prefix(day: str, trigger: str) -> str:
    return f"packets/{day}/{trigger}/stories/"


def _opening_key(day: str, trigger: str) -> str:
    return f"packets/{day}/{trigger}/opening.json"
