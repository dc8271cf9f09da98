"""Every table that we write opens in a spreadsheet and starts nothing there."""

import csv
import io
import re

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.spreadsheets import sheet
from tests.docs.pages import ROOT

STARTS = "=+-@\t\r\n"
cells = st.builds(str.__add__, st.sampled_from(["", *STARTS]), st.text(max_size=20))


@given(st.lists(st.lists(cells, min_size=2, max_size=2), max_size=5))
def test_no_cell_starts_a_formula(rows: list[list[str]]) -> None:
    """Whatever people write into it; a cell that is harmless is kept as it is."""
    table = sheet(("a", "b"), rows).decode("utf-8-sig")
    _, *read = csv.reader(io.StringIO(table, newline=""))
    assert len(read) == len(rows)
    for before, after in zip(rows, read, strict=True):
        for was, cell in zip(before, after, strict=True):
            assert not cell.startswith(tuple(STARTS))
            assert cell == (f"'{was}" if was.startswith(tuple(STARTS)) else was)


def test_no_table_is_written_any_other_way() -> None:
    """One place writes CSV; a second one would have to remember what it knows."""
    files = [path for folder in ("chalicelib", "cli") for path in (ROOT / folder).rglob("*.py")]
    writes = re.compile(r"csv\.(?:writer|DictWriter)|from csv import")
    found = {path.name for path in files if writes.search(path.read_text("utf-8"))}
    assert found == {"spreadsheets.py"}
    kinds = [path for path in files if re.search(r"text/csv|\.csv\"", path.read_text("utf-8"))]
    assert {path.stem for path in kinds} <= MAKERS


MAKERS = {
    *("build_packet", "deliver_to_target", "desk_files", "packets", "publish_report"),
    "target_door",
}
"""Who stores or hands out a CSV: each has its bytes from a caller of `sheet`."""
