"""When a country's people may be texted: its pack, or the week that a plan put in its place."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from chalicelib.domain.policies.feasts import holidays
from chalicelib.domain.policies.packs import PACKS, STRICT, Pack
from chalicelib.domain.policies.week import SUNDAY, Week, Window, read_week

OTHER = "other"
"""What a plan calls the countries that have no pack."""

LONGEST_WAIT = 60
"""In days: one Monday a week, and three Mondays in a row that are holidays, wait 28."""


@dataclass(frozen=True, slots=True)
class Policy:
    """A week and the holidays on which Sunday's window holds. Times are wall times, naive."""

    week: Week
    pack: Pack

    def window(self, day: date) -> Window | None:
        """The minutes of that date at which its people may be texted."""
        rested = day in holidays(self.pack.holidays, self.pack.moved, day.year)
        return self.week[SUNDAY if rested else day.weekday()]

    def is_open(self, wall: datetime) -> bool:
        """Whether a clock that shows `wall` is inside the window of its date."""
        window = self.window(wall.date())
        return window is not None and window[0] <= wall.hour * 60 + wall.minute < window[1]

    def wait(self, wall: datetime) -> timedelta:
        """What a clock that shows `wall` has to go on until a window opens; 0 if one is open.

        Raises ValueError where none does within `LONGEST_WAIT`.
        """
        if self.is_open(wall):
            return timedelta(0)
        for ahead in range(LONGEST_WAIT):
            midnight = datetime.combine(wall.date() + timedelta(days=ahead), time())
            window = self.window(midnight.date())
            if window and (opens := midnight + timedelta(minutes=window[0])) > wall:
                return opens - wall
        raise ValueError("hours that never open")

    def rest(self, wall: datetime) -> timedelta:
        """What a clock that shows `wall`, inside a window, has to go on until its end."""
        window = self.window(wall.date())
        closes = timedelta(minutes=window[1]) if window else timedelta(0)
        return datetime.combine(wall.date(), time()) + closes - wall


@lru_cache(1_000)
def _policy(week: str, pack: Pack) -> Policy:
    return Policy(read_week(week), pack)


def policy_of(country: str, hours: Mapping[str, str]) -> Policy:
    """A country's policy; `hours` are the weeks of a plan by country, which take its week's place.

    `other` there is for countries without a pack. Holidays stay those of the pack.
    """
    pack = PACKS.get(country, STRICT)
    own = hours.get(country) or (hours.get(OTHER) if pack is STRICT else None)
    return _policy(own or pack.hours, pack)
