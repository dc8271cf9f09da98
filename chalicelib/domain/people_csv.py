"""A people list as CSV: a stream of text lines in, one Row or Invalid a record out."""

import csv
from collections.abc import Iterable, Iterator

from chalicelib.domain.people_columns import PHONE_NAMES, Columns, columns_of, record_of
from chalicelib.domain.people_row import Invalid, Row, read_row


class PeopleFileError(ValueError):
    """The file as a whole cannot be read: no header, or no column of numbers."""


def read_people(
    lines: Iterable[str], *, region: str = "", fiction: bool = False
) -> Iterator[Row | Invalid]:
    """One value for each record that is not blank.

    `region` (ISO code) reads national numbers where the row names no country. Raises
    PeopleFileError at once when the header has no column of numbers.
    """
    numbered = enumerate(_records(lines), start=1)
    columns = _header(numbered)
    return _rows(numbered, columns, region, fiction)


def _rows(
    numbered: Iterator[tuple[int, list[str] | None]], columns: Columns, region: str, fiction: bool
) -> Iterator[Row | Invalid]:
    for at, fields in numbered:
        if fields is None:
            yield Invalid(at, "not readable as CSV")
        elif any(texts := [text.strip() for text in fields]):
            yield read_row(at, record_of(texts, columns), region, fiction)


def _header(numbered: Iterator[tuple[int, list[str] | None]]) -> Columns:
    header = next((fields for _, fields in numbered if fields), None)
    columns = columns_of(header or [])
    if "phone" not in columns:
        names = ", ".join(PHONE_NAMES)
        raise PeopleFileError(f"no column of numbers in the first line; name one of: {names}")
    return columns


def _records(lines: Iterable[str]) -> Iterator[list[str] | None]:
    """The records; None for one that is no CSV."""
    stream = iter(lines)
    first = next(stream, "").lstrip("\ufeff")
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(_with(first, stream), delimiter=delimiter)
    while True:
        try:
            yield next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield None


def _with(first: str, rest: Iterator[str]) -> Iterator[str]:
    yield first
    yield from rest
