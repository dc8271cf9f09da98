"""The countries of a page's list: codes and English names of the tz database."""

from functools import cache
from importlib.resources import files


def codes() -> list[str]:
    """The ISO code of every country, and Kosovo's, which phone numbers use."""
    return [*_names(), "XK"]


def english_name(code: str) -> str:
    """The name in English; the code itself where there is none."""
    return _names().get(code, code)


@cache
def _names() -> dict[str, str]:
    table = (files("tzdata") / "zoneinfo" / "iso3166.tab").read_text("utf-8")
    rows = [line.split("\t") for line in table.splitlines() if not line.startswith("#")]
    return {row[0]: row[1] for row in rows}
