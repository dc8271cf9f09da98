"""Dates, numbers and countries in words, from the catalogue: no locale library in a Lambda."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.hours import zone_named
from chalicelib.domain.places import is_country

Say = Callable[[str, str, Mapping[str, str]], str]
"""`Catalogues.say`: key, language, values."""


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of one language."""

    say: Say
    language: str

    def __call__(self, key: str, **values: str) -> str:
        """The text of `packet.<key>`."""
        return self.say(f"packet.{key}", self.language, values)

    def date(self, at: datetime, zone: str) -> str:
        """The local date: `21 November 2026`."""
        local = at.astimezone(zone_named(zone))
        day = self("date.first") if local.day == 1 else str(local.day)
        return self("date", day=day, month=self(f"month.{local.month}"), year=str(local.year))

    def instant(self, at: datetime, zone: str) -> str:
        """The local date and time with its zone's short name: `…, 14:00 (CET)`."""
        local = at.astimezone(zone_named(zone))
        clock = local.strftime("%H:%M")
        return self("instant", date=self.date(at, zone), time=clock, zone=local.strftime("%Z"))

    def number(self, count: int) -> str:
        """`12,345`, with this language's mark; four digits stay together where they do."""
        if 1_000 <= count < int(self("number.grouped_from")):
            return str(count)
        return f"{count:,}".replace(",", self("number.mark"))

    def country(self, code: str) -> str:
        """The country's name; the code itself where it names none."""
        if not code:
            return self("country.none")
        return self(f"country.{code}") if is_country(code) else code
