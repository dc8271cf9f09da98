"""Who of an audience may be texted now: the rest waits for its window, or would be too late."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from chalicelib.domain.hours import place_of
from chalicelib.domain.roster import RosterLine
from chalicelib.domain.sendings import Sending


@dataclass(kw_only=True)
class Doors:
    """Each place's next opening for one text from one instant on, and who found it shut."""

    sending: Sending
    now: datetime
    shut: set[str] = field(default_factory=set)
    waiting: int = 0
    expired: int = 0
    """For whom no window opens while the text is useful."""
    _openings: dict[str, datetime | None] = field(default_factory=dict)

    def let_through(self, entries: Iterable[RosterLine]) -> Iterator[RosterLine]:
        """Those whose window is open."""
        for entry in entries:
            place = place_of(entry.country, entry.zone)
            opening = self._opening(place)
            if opening is None:
                self.expired += 1
            elif opening > self.now:
                self.shut.add(place)
                self.waiting += 1
            else:
                yield entry

    def _opening(self, place: str) -> datetime | None:
        if place not in self._openings:
            self._openings[place] = self.sending.opening(place, self.now)
        return self._openings[place]
