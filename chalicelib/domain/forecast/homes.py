"""How many people of each home (country, zone, language) every wave of a plan is meant for.

Counted from people (a list, the roster), or estimated from the plan's own `audience`.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from chalicelib.domain.audience import Known, Trait, Who, fits
from chalicelib.domain.places import main_language, main_zone
from chalicelib.domain.plan import Plan


class Listed(Known, Protocol):
    """Someone of whom a list or the roster knows where they live."""

    @property
    def zone(self) -> str: ...


class Home(NamedTuple):
    """What decides the price, the window and the text of people who are alike."""

    country: str
    zone: str
    language: str


Homes = dict[str, Counter[Home]]
"""By ask, for the asks that a wave sends: how many people of each home."""


@dataclass(frozen=True, slots=True)
class Crowd:
    """The people of the waves, and of each segment of their `who`, by ask and number."""

    homes: Homes
    segments: Counter[tuple[str, int]] = field(default_factory=Counter)

    @property
    def countries(self) -> frozenset[str]:
        return frozenset(home.country for homes in self.homes.values() for home in homes)


def counted(plan: Plan, people: Iterable[Listed]) -> Crowd:
    """Counts people as they come; none is kept."""
    asks = [ask for ask in plan.asks.values() if ask.send]
    crowd = Crowd({ask.name: Counter() for ask in asks})
    crowd.segments.update({(ask.name, n): 0 for ask in asks for n in range(len(ask.who))})
    for person in people:
        home = Home(person.country, person.zone, person.language)
        for ask in asks:
            of = [n for n, traits in enumerate(ask.who) if fits((traits,), person)]
            crowd.segments.update((ask.name, n) for n in of)
            if of or not ask.who:
                crowd.homes[ask.name][home] += 1
    return crowd


def estimated(plan: Plan, audience: Mapping[str, int]) -> Crowd:
    """At most how many: `audience` has people by country, and by segment where it is known."""
    sent = (ask for ask in plan.asks.values() if ask.send)
    return Crowd({ask.name: _estimate(ask.who, audience) for ask in sent})


def _estimate(who: Who, audience: Mapping[str, int]) -> Counter[Home]:
    countries = {name: count for name, count in audience.items() if _is_place(name)}
    found: Counter[Home] = Counter()
    for country, count in countries.items():
        of_each = (_at_most(traits, country, audience, countries) for traits in who or ((),))
        if most := min(count, sum(of_each)):
            found[home_of(country)] += most
    return found


def _at_most(
    traits: Iterable[Trait], country: str, audience: Mapping[str, int], countries: dict[str, int]
) -> int:
    """Each trait can only leave people out; one that nobody counted leaves out nobody."""
    total, most = sum(countries.values()), countries[country]
    for trait in traits:
        if trait.kind == "country" and (trait.value == country) is trait.absent:
            return 0
        if trait.kind == "standing" and not trait.absent and trait.value in audience:
            # Its people are spread over the countries as everybody is, rounded up.
            share = -(-audience[trait.value] * countries[country] // total) if total else 0
            most = min(most, share)
    return most


def home_of(country: str) -> Home:
    """Where most people of a country live; `other` is anywhere."""
    code = country if country.isupper() else ""
    return Home(code, main_zone(code), main_language(code))


def _is_place(name: str) -> bool:
    return name.isupper() or name == "other"
