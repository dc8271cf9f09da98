"""Totals of a day: its tallies added up over the slots, always by country first."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from chalicelib.domain.asked import order_of
from chalicelib.domain.plan import Plan, Target


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """`by_country["FR"]["sign.signed"]` is a count; the names are those of `tally_change`."""

    day: str
    as_of: datetime
    by_country: dict[str, dict[str, int]] = field(default_factory=dict)
    latest: dict[str, datetime] = field(default_factory=dict)
    """When something was last counted, by country."""

    def of(self, name: str) -> int:
        """The sum of one name over all countries."""
        return sum(counts.get(name, 0) for counts in self.by_country.values())

    def regions(self, country: str, name: str) -> dict[str, int]:
        """Region to count in a country, largest first; what is of no known region under ``."""
        counts, start = self.by_country.get(country, {}), f"{name}/"
        known = {key.removeprefix(start): n for key, n in counts.items() if key.startswith(start)}
        rest = counts.get(name, 0) - sum(known.values())
        rows = {**known, "": rest} if rest else known
        return dict(sorted(rows.items(), key=lambda pair: (-pair[1], pair[0])))

    def countries(self, name: str) -> dict[str, int]:
        """Country to count, for the countries where it is not 0, largest first."""
        counts = {c: n.get(name, 0) for c, n in self.by_country.items() if n.get(name)}
        return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def added_up(by_country: Mapping[str, Mapping[str, int]]) -> dict[str, dict[str, int]]:
    """Without the names, and the countries, in which nothing is left after a withdrawal."""
    counts = {c: {name: n for name, n in of.items() if n} for c, of in by_country.items()}
    return {country: names for country, names in counts.items() if names}


def petition_of(plan: Plan) -> str:
    """The ask under which every signature of the day is recorded: its first sign ask.

    One name for all sign asks makes "a person signs once" a matter of the fact's key.
    Empty when the plan has no sign ask.
    """
    signs = order_of(plan).by_act.get("sign")
    return signs[0].name if signs else ""


def signatures(plan: Plan, totals: Totals) -> int:
    """How many people signed."""
    return totals.of(f"{petition_of(plan)}.signed")


FEWEST = 10
"""At high risk, a country in which fewer signed is not named: they might be found."""


def shown_countries(plan: Plan, totals: Totals) -> dict[str, int]:
    """Country to signatures, as anybody may see it; what is not named is under ``."""
    found = totals.countries(f"{petition_of(plan)}.signed")
    if plan.risk != "high":
        return found
    named = {code: n for code, n in found.items() if code and n >= FEWEST}
    rest = sum(found.values()) - sum(named.values())
    return {**named, "": rest} if rest else named


def counts_for(target: Target, totals: Totals) -> Totals:
    """The totals of those for whom the target answers: of its country, or of everyone."""
    if not target.country:
        return totals
    own = {c: counts for c, counts in totals.by_country.items() if c == target.country}
    return replace(totals, by_country=own)
