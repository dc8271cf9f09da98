"""The zones of an address: what a postcode or a state says, by the tables in `address_zones`.

A line of a table names zones, joined by `+`, and how the postcodes begin that have them: the
longest beginning decides, and `@` is a state's code. Countries of one clock have no table.
"""

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

_TABLES = ("AU", "BR", "CA", "ES", "FR", "PT", "US")
_LENGTHS = {"AU": 4, "BR": 8, "ES": 5, "FR": 5, "PT": 4, "US": 5}
"""Digits of a whole code; a spreadsheet takes the zeros away that it begins with."""
_NO_CODE = re.compile(r"[^A-Z0-9]")


def zones_of_postcode(country: str, postcode: str) -> tuple[str, ...]:
    """Every zone of the places whose codes begin so; none where no table knows."""
    table = _table(country)
    begin = _plain(country, postcode) if table and postcode else ""
    while begin and begin not in table:
        begin = begin[:-1]
    return table.get(begin, ())


def zones_of_state(country: str, code: str) -> tuple[str, ...]:
    """The zones of a state or province, those of its edges included; none for an unknown one."""
    return _table(country).get(f"@{code}", ()) if code else ()


def _plain(country: str, postcode: str) -> str:
    """Its letters and digits, with the zeros it begins with; the ZIP of a ZIP+4."""
    head = postcode.partition("-")[0] if country in ("US", "PT") else postcode
    plain = _NO_CODE.sub("", head.upper())
    return plain.zfill(_LENGTHS.get(country, 0)) if plain.isdecimal() else plain


@cache
def _table(country: str) -> dict[str, tuple[str, ...]]:
    if country not in _TABLES:
        return {}
    path = files("chalicelib.domain") / "address_zones" / f"{country.lower()}.txt"
    lines = [line.split() for line in path.read_text("utf-8").splitlines() if line[:1] != "#"]
    return {
        begin: tuple(zones.split("+"))
        for zones, *named in lines
        for each in named
        for begin in _spelled_out(each)
    }


def _spelled_out(named: str) -> Iterator[str]:
    """`001-003` is three; a single one is itself."""
    first, _, last = named.partition("-")
    if not last:
        yield first
        return
    for number in range(int(first), int(last) + 1):
        yield f"{number:0{len(first)}}"
