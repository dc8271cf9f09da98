"""The map by country: tiles of one size, darker where more people signed.

A tile for each country, whatever its size: a small one is as easy to see as a large one, and the
map is ours (`world_tiles.txt`). Nothing on it is finer than a country.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

STEPS = (1, 10, 100, 1_000, 10_000)
"""From how many signatures each shade begins."""
SEA = ".."


@dataclass(frozen=True, slots=True)
class Tile:
    """One country's place on the grid. `shade`: 0 for nobody, then the step that it reaches."""

    column: int
    row: int
    code: str
    shade: int


def tiles(countries: Mapping[str, int]) -> tuple[Tile, ...]:
    """Every country's tile; empty where they are of fewer than two countries: no map then."""
    places = world()
    if sum(1 for code, n in countries.items() if n and code in places) < 2:
        return ()
    return tuple(
        Tile(column, row, code, shade(countries.get(code, 0)))
        for code, (column, row) in places.items()
    )


def shade(count: int) -> int:
    """Which of the steps a count reaches; 0 for none."""
    return sum(count >= step for step in STEPS)


@cache
def world() -> Mapping[str, tuple[int, int]]:
    """Country code to column and row."""
    text = (files("chalicelib.domain") / "world_tiles.txt").read_text("utf-8")
    rows = [line.split() for line in text.splitlines() if not line.startswith("#")]
    return {
        code: (column, row)
        for row, codes in enumerate(rows)
        for column, code in enumerate(codes)
        if code != SEA
    }
