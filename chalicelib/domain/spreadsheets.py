"""Tables that open in a spreadsheet and start nothing there."""

import csv
import io
from collections.abc import Iterable

START_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def defused(cell: int | str) -> int | str:
    """A text that a spreadsheet would take for a formula, made plain."""
    if isinstance(cell, str) and cell.startswith(START_A_FORMULA):
        return f"'{cell}"
    return cell


def sheet(head: Iterable[str], rows: Iterable[Iterable[int | str]]) -> bytes:
    """A CSV with every cell quoted, in UTF-8 with the mark by which spreadsheets know it."""
    table = io.StringIO()
    lines = csv.writer(table, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    lines.writerow(head)
    lines.writerows([defused(cell) for cell in row] for row in rows)
    return table.getvalue().encode("utf-8-sig")
