"""A part of who signed, to be printed with a letter that is posted. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.packet import Letter
from chalicelib.domain.plan import Signatories
from chalicelib.domain.signatories import HEADS, Signatory, cells_of
from chalicelib.domain.wording import Say, Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedList:
    """`first` is the number of its first row, from 1."""

    language: str
    frozen: datetime
    organisation: str
    reference: str
    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    first: int
    footer: str


def printed_list(
    letter: Letter, shown: Signatories, rows: Iterable[Signatory], first: int, say: Say
) -> PrintedList:
    """With what that target may see, countries in its language."""
    words = Wording(say, letter.language)
    return PrintedList(
        language=letter.language,
        frozen=letter.frozen,
        organisation=letter.organisation,
        reference=letter.reference,
        title=words("list.title"),
        head=tuple(words(f"list.{column}") for column in HEADS[shown]),
        rows=tuple(_in_words(cells_of(shown, row), row, words) for row in rows),
        first=first,
        footer=letter.footer,
    )


def _in_words(cells: tuple[str, ...], row: Signatory, words: Wording) -> tuple[str, ...]:
    return (*cells[:-1], words.country(row.country))
