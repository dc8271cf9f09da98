"""The figures that `docs/benchmarks.md` shows: the rows of `results.json`, as its table."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from bench.rows import ORDER

PAGE = Path(__file__).parents[1] / "docs" / "benchmarks.md"
HEAD = "| row | figure | limit |\n|---|---|---|\n"
TABLE = re.compile(re.escape(HEAD) + r"(?:\|.*\n)+")


def with_figures(page: str, rows: Iterable[dict[str, Any]]) -> str:
    """The page with these rows in place of those that it has."""
    table = HEAD + "".join(f"{_line(row)}\n" for row in rows)
    return TABLE.sub(lambda _: table, page, count=1)


def _line(row: dict[str, Any]) -> str:
    value = row["value"]
    digits = 0 if value >= 100 or value == int(value) else 1 if value >= 10 else 3
    limit = "" if row["limit"] is None else f"{ORDER[row['name']]} {row['limit']:,g}"
    return f"| `{row['name']}` | {value:,.{digits}f} {row['unit']} | {limit} |"
