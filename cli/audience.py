"""The people a plan is checked against: a list in a file, or the roster of the running stage."""

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import click

from chalicelib.domain.people_csv import PeopleFileError, read_people
from chalicelib.domain.people_row import Row
from chalicelib.domain.places import country_code, main_language
from chalicelib.domain.roster import RosterLine, decode_line
from chalicelib.steps.seen_people import SeenPeople
from cli.people import text_of


def of_list(file: Path, country: str) -> Iterator[RosterLine]:
    """Those of the list who could be texted, each number once, as an import would keep them."""
    try:
        rows = read_people(text_of(file), region=country_code(country), fiction=True)
    except PeopleFileError as error:
        raise click.ClickException(f"{file.name}: {error}") from None
    texted = (row for row in rows if isinstance(row, Row) and not row.opted_out)
    return _each_once(_line(row) for row in texted)


def of_stage() -> Iterator[RosterLine]:
    """The roster of the stage that was entered, each person once."""
    from chalicelib import wiring

    files = wiring.files()
    lines = (line for key in files.keys("roster/") for line in files.lines(key))
    return _each_once(decode_line(line) for line in lines)


def stage_paces() -> dict[str, float]:
    """Segments a second by kind of sender, where that stage's have others than usual."""
    from chalicelib import wiring

    return wiring.settings().segments_per_second


def known_people() -> Iterator[RosterLine] | None:
    """As `of_stage`; None where nobody was imported yet: the plan's own estimate then counts."""
    people = of_stage()
    first = next(people, None)
    return chain([first], people) if first else None


def _line(row: Row) -> RosterLine:
    return RosterLine(
        id=row.number,
        zone=row.zone or "UTC",
        language=row.language or main_language(row.country),
        country=row.country,
        region=row.region,
        city=row.city,
        standing=row.standing,
        interests=row.interests,
    )


def _each_once(lines: Iterator[RosterLine]) -> Iterator[RosterLine]:
    with SeenPeople() as seen:
        for line in lines:
            if seen.new_of([line.id]):
                yield line
