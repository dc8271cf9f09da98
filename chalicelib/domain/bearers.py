"""The bearers' roster as it comes back, filled in. Pure.

Names stay on the organisation's paper: what is kept is how many agreed to carry the packet.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bearers:
    """`signed`: how many put their signature beside their name, which is their consent;
    `unsigned`: the numbers of the lines with a name and no signature."""

    signed: int
    unsigned: tuple[str, ...]


def bearers_of(roster: bytes) -> Bearers:
    """Who stands on it. Raises ValueError for what is no CSV of four columns."""
    rows = list(_named(roster.decode("utf-8-sig")))
    return Bearers(
        signed=sum(bool(signature) for _, signature in rows),
        unsigned=tuple(number for number, signature in rows if not signature),
    )


def _named(text: str) -> Iterator[tuple[str, str]]:
    """Number and signature of each line with a number and a name; the checklist has no number."""
    head = text.partition("\n")[0]
    delimiter = ";" if head.count(";") > head.count(",") else ","
    for row in csv.reader(text.splitlines(), delimiter=delimiter, strict=True):
        number, name, _, signature = (cell.strip() for cell in row)
        if number.isdigit() and name:
            yield number, signature
