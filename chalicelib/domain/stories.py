"""Testimonies of a packet: a line each, in an order that tells nothing of who gave them."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from chalicelib.domain.spreadsheets import sheet

A_BOOK = 2_000
"""Testimonies of one CSV: two or three megabytes."""
IN_LETTER = 8
LONGEST_IN_LETTER = 600
HEAD = ("language", "country", "testimony")


@dataclass(frozen=True, slots=True)
class Story:
    """What somebody gave to be passed on: no name, no id."""

    language: str
    country: str
    words: str


def encode_story(story: Story) -> bytes:
    """One line: an array of its fields."""
    cells = [story.language, story.country, story.words]
    return json.dumps(cells, ensure_ascii=False).encode() + b"\n"


def decode_stories(lines: Iterable[bytes]) -> Iterator[Story]:
    """The testimonies again, line by line."""
    return (Story(*json.loads(line)) for line in lines if line)


def for_letter(stories: Iterable[Story], language: str) -> tuple[Story, ...]:
    """Those that the letter itself quotes: of its own language first, none too long for a page."""
    kept: dict[bool, list[Story]] = {True: [], False: []}
    for story in stories:
        own = kept[story.language == language]
        if len(own) < IN_LETTER and len(story.words) <= LONGEST_IN_LETTER:
            own.append(story)
    return (*kept[True], *kept[False])[:IN_LETTER]


def books(stories: Iterable[Story], unknown: str) -> Iterator[tuple[int, bytes]]:
    """(rows, CSV), part by part."""
    rows = iter(stories)
    while part := tuple(islice(rows, A_BOOK)):
        cells = ((each.language, each.country or unknown, each.words) for each in part)
        yield len(part), sheet(HEAD, cells)
