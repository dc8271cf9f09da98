"""Countries as people write them, their main zone and language: defaults where a list is silent.

The country codes, names and zones are those of the tz database (`iso3166.tab`, `zone.tab`).
"""

from functools import cache, lru_cache
from importlib.resources import files
from zoneinfo import available_timezones

_MAIN_ZONES = {
    "AU": "Australia/Sydney",
    "BR": "America/Sao_Paulo",
    "CA": "America/Toronto",
    "RU": "Europe/Moscow",
    "UA": "Europe/Kyiv",
    "UZ": "Asia/Tashkent",
    "XK": "Europe/Belgrade",
}
"""Where the first zone of the tz database's list is not the one most people live in."""

_ALSO_CALLED = {
    "uk": "GB",
    "united kingdom": "GB",
    "great britain": "GB",
    "england": "GB",
    "scotland": "GB",
    "wales": "GB",
    "royaume-uni": "GB",
    "reino unido": "GB",
    "usa": "US",
    "united states of america": "US",
    "etats-unis": "US",
    "états-unis": "US",
    "estados unidos": "US",
    "españa": "ES",
    "espagne": "ES",
    "espanha": "ES",
    "brasil": "BR",
}

_SPOKEN = {
    "fr": "FR BE CH LU MC BF BI BJ CD CF CG CI CM DJ GA GF GN GP HT KM MG ML MQ NC NE PF RE SN TD"
    " TG",
    "es": "ES AR BO CL CO CR CU DO EC GQ GT HN MX NI PA PE PR PY SV UY VE",
    "pt": "PT BR AO CV GW MZ ST TL",
}
"""Our languages other than English, and where a text in them is the better guess."""


@lru_cache(1_000)
def country_code(text: str) -> str:
    """The ISO code of a country written as a code or a name; empty when it is neither."""
    plain = " ".join(text.split()).casefold()
    if len(plain) == 2 and plain.upper() in _names():
        return plain.upper()
    return _ALSO_CALLED.get(plain) or _codes().get(plain, "")


def is_country(code: str) -> bool:
    """Whether it is the ISO code of a country (or Kosovo's, which phone numbers use)."""
    return code in _names() or code == "XK"


def main_zone(country: str) -> str:
    """The zone most of a country's people live in; UTC for an unknown country."""
    return _MAIN_ZONES.get(country) or _first_zones().get(country, "UTC")


def country_of(zone: str) -> str:
    """The country that the tz database lists a zone under; empty for `UTC` and the like."""
    return _countries().get(zone, "")


def zones_in(country: str) -> tuple[str, ...]:
    """A country's zones, in the tz database's order; none for an unknown country."""
    return tuple(zone for zone, of in _countries().items() if of == country)


def is_zone(name: str) -> bool:
    """Whether the tz database knows a zone of that name."""
    return name in _zones()


@cache
def main_language(country: str) -> str:
    """Which of en, es, fr and pt to try first in a country."""
    return next((lang for lang, spoken in _SPOKEN.items() if country in spoken.split()), "en")


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


@cache
def _names() -> dict[str, str]:
    return {row[0]: row[1] for row in _rows("iso3166.tab")}


@cache
def _codes() -> dict[str, str]:
    return {name.casefold(): code for code, name in _names().items()}


@cache
def _first_zones() -> dict[str, str]:
    return {row[0]: row[2] for row in reversed(_rows("zone.tab"))}


@cache
def _countries() -> dict[str, str]:
    return {row[2]: row[0] for row in _rows("zone.tab")}


def _rows(table: str) -> list[list[str]]:
    lines = (files("tzdata") / "zoneinfo" / table).read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]
