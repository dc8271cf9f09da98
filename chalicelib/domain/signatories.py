"""The frozen list of a packet: who signed, once each, in an order that tells nothing of them.

A line bears a digest in place of the person's id: two lists of a day can be compared, and an
erased person is in no list by any id that the table knew.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.facts import Fact
from chalicelib.domain.plan import Signatories
from chalicelib.domain.spreadsheets import sheet

A_SHEET = 50_000
"""Rows of a CSV: what a spreadsheet opens on an office computer."""
UNKNOWN = "unknown"
MOST_INITIALS = 3
HEADS: dict[Signatories, tuple[str, ...]] = {
    "initials": ("initials", "country"),
    "full": ("name", "initials", "country"),
}


@dataclass(frozen=True, slots=True)
class Signatory:
    """One line. Lists are ordered by `slot`, then `digest`."""

    slot: int
    digest: str
    country: str
    initials: str = ""
    name: str = ""
    """Only with the person's consent to be named: a voice of the kind `name`."""

    @property
    def place(self) -> tuple[int, str]:
        return self.slot, self.digest


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What became of a list since the one before; a signature taken back is `withdrawn`."""

    new: int
    withdrawn: int


def signed_until(facts: Iterable[Fact], ask: str, as_of: datetime) -> Iterator[Fact]:
    """The counted signatures of that ask that were there at `as_of`."""
    for fact in facts:
        mine = fact.ask == ask and fact.kind == "signed" and fact.state == "counted"
        if mine and fact.at <= as_of:
            yield fact


def signatory(slot: int, fact: Fact, initials: str = "", name: str = "") -> Signatory:
    """The line of a signature."""
    return Signatory(slot, digest_of(fact.day, fact.person), fact.country, initials, name)


def digest_of(day: str, person: str) -> str:
    """What stands for a person in what leaves the table."""
    return hashlib.sha256(f"{day}/{person}".encode()).hexdigest()[:32]


def initials_of(name: str) -> str:
    """`M. C.` of `Marie-Claire`: letters alone, three at most."""
    words = re.findall(r"[^\W\d_]+", name)
    return " ".join(f"{word[0].upper()}." for word in words[:MOST_INITIALS])


def encode(signatory: Signatory) -> bytes:
    """One line of the list: an array of its fields, in their order."""
    cells = (getattr(signatory, name) for name in Signatory.__slots__)
    return json.dumps(list(cells), ensure_ascii=False).encode() + b"\n"


def decode(lines: Iterable[bytes]) -> Iterator[Signatory]:
    """The list again, line by line."""
    return (Signatory(*json.loads(line)) for line in lines if line)


def difference(before: Iterable[Signatory], after: Iterable[Signatory]) -> Difference:
    """Both in their order; nothing of them is kept."""
    olds, news = iter(before), iter(after)
    old, new = next(olds, None), next(news, None)
    entered = left = 0
    while old or new:
        gone = new is None or (old is not None and old.place < new.place)
        came = old is None or (new is not None and new.place < old.place)
        left, entered = left + gone, entered + came
        old, new = old if came else next(olds, None), new if gone else next(news, None)
    return Difference(new=entered, withdrawn=left)


def sheet_of(shown: Signatories, rows: Iterable[Signatory]) -> bytes:
    """A CSV of so many of the list, with what that target may see."""
    return sheet(HEADS[shown], (cells_of(shown, row) for row in rows))


def cells_of(shown: Signatories, row: Signatory) -> tuple[str, ...]:
    """A row, with what that target may see; the country last."""
    country = row.country or UNKNOWN
    if shown == "full":
        return row.name, row.initials, country
    return row.initials, country
