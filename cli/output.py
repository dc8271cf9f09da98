"""Printing: a person's words, or `--json`."""

import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, is_dataclass
from datetime import datetime
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])


def json_option(command: F) -> F:
    """`--json` on a command, as `as_json`."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON.")(command)


def show(value: Any, as_json: bool, words: str) -> None:
    """`value` as JSON, or `words`."""
    click.echo(json.dumps(value, default=_plain, ensure_ascii=False) if as_json else words)


def table(rows: Iterable[Iterable[Any]]) -> str:
    """Rows in aligned columns."""
    cells = [[str(cell) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*cells, strict=False)]
    lines = ("  ".join(c.ljust(w) for c, w in zip(r, widths, strict=False)) for r in cells)
    return "\n".join(line.rstrip() for line in lines)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if isinstance(value, bytes):
        return None
    return str(value)
