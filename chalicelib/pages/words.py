"""The words of a page in one language."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from chalicelib.domain.hours import zone_named
from chalicelib.domain.reasons import parsed
from chalicelib.domain.wording import Say, Wording
from chalicelib.errors import NotFoundError

NAMES = {"en": "English", "es": "Español", "fr": "Français", "pt": "Português"}
"""What our languages call themselves."""

SAID_AS = {
    "answer": "intent",
    "act": "act",
    "state": "state",
    "voice": "voice",
}
"""Values of a reason that have a word of their own, and the kind of that word."""

NAMED = ("import", "keyword")
"""Sources of consent that say which list, or which day's word."""


@dataclass(frozen=True, slots=True)
class Words:
    """What a template says: called with a key of the `pages` catalogue, and its values."""

    say: Say
    language: str

    def __call__(self, key: str, **values: str) -> str:
        return self.say(key, self.language, values)

    def word(self, kind: str, name: str) -> str:
        """`desk.<kind>.<name>`; the name itself where the catalogue has no word for it."""
        try:
            return self.say(f"desk.{kind}.{name}", self.language, {})
        except NotFoundError:
            return name

    def reason(self, stored: str) -> str:
        """Why a reply was taken so; as it is stored where no catalogue knows the code."""
        code, values = parsed(stored)
        said = {n: self.word(SAID_AS[n], v) if n in SAID_AS else v for n, v in values.items()}
        try:
            return self.say(f"desk.reason.{code}", self.language, said)
        except NotFoundError:
            return stored

    def source(self, stored: str) -> str:
        """Where a consent was learnt: `import:gala` is "from a list (gala)"."""
        code, _, named = stored.replace(":", " ").partition(" ")
        said = self.word("source", code)
        return f"{said} ({named})" if named and code in NAMED else said

    def number(self, count: int) -> str:
        """`12,480` or `12 480`."""
        return self._local.number(count)

    def country(self, code: str) -> str:
        """The country's name."""
        return self._local.country(code)

    def instant(self, at: datetime, zone: str) -> str:
        """Date, time and the zone's short name."""
        return self._local.instant(at, zone)

    def time(self, at: datetime, zone: str, now: datetime) -> str:
        """`14:05`, with the date where that is not today's."""
        local = at.astimezone(zone_named(zone))
        if local.date() == now.astimezone(zone_named(zone)).date():
            return f"{local:%H:%M}"
        return f"{self._local.date(at, zone)}, {local:%H:%M}"

    def span(self, lasted: timedelta) -> str:
        """`5 min`, `3 h` or `2 days`, rounded down: two of the smaller unit before the larger."""
        minutes = int(lasted.total_seconds()) // 60
        for unit, size in (("days", 1440), ("hours", 60)):
            if minutes >= 2 * size:
                return self(f"desk.span.{unit}", n=str(minutes // size))
        return self("desk.span.minutes", n=str(minutes))

    def clock(self, at: datetime, zone: str) -> str:
        """`14:05:09`."""
        return f"{at.astimezone(zone_named(zone)):%H:%M:%S}"

    @property
    def _local(self) -> Wording:
        return Wording(self.say, self.language)


def language_name(language: str) -> str:
    """What the language calls itself; its code where we do not know."""
    return NAMES.get(language.split("-")[0], language)


def preferred(asked: str, header: str, known: tuple[str, ...]) -> str:
    """The first of the asked-for language and those of an Accept-Language header that is known."""
    listed = [part.split(";")[0].strip() for part in header.split(",")]
    for language in (asked, *listed):
        for candidate in (language, language.split("-")[0]):
            if candidate in known:
                return candidate
    return known[0]
