"""Reviews: facts that a human takes out of the count, or lets in, by what they have in common.

A review is named by its criteria, so that running it again goes on where it was cut off. Every
fact it moved bears its name: that is how it is undone.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.facts import Fact, FactState, reviewed

COUNTABLE: tuple[FactState, ...] = ("counted", "held")
"""What an invalidation looks at: the rest is out of the count already."""
TOGETHER = 49
"""Facts moved in one transaction: with a tally each and the audit, at most 100 writes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Criteria:
    """What facts have in common; what is not given is not asked. `until` is not included."""

    ask: str
    networks: frozenset[str] = frozenset()
    """The network's marks, one for each date and pepper."""
    domains: frozenset[str] = frozenset()
    """The mail domain's marks, one for each pepper."""
    since: datetime | None = None
    until: datetime | None = None
    channel: str = ""
    country: str | None = None
    """A code; empty for an unknown country."""
    why: str = ""
    states: tuple[FactState, ...] = COUNTABLE


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What a review would move, and the total before and after. Each breakdown sums to `facts`."""

    facts: int
    before: int
    after: int
    states: dict[str, int]
    channels: dict[str, int]
    countries: dict[str, int]


def matches(criteria: Criteria, fact: Fact) -> bool:
    """Whether a signature is one that the criteria mean."""
    if fact.ask != criteria.ask or fact.kind != "signed" or fact.state not in criteria.states:
        return False
    return _from_there(criteria, fact) and _then(criteria, fact)


def preview(criteria: Criteria, facts: Iterable[Fact], to: FactState) -> Preview:
    """Of all facts of a day."""
    before, moves = 0, []
    for fact in facts:
        counted = fact.ask == criteria.ask and fact.kind == "signed" and fact.state == "counted"
        before += counted
        if matches(criteria, fact) and reviewed(fact, to, "preview") != fact:
            moves.append((fact.state, fact.channel, fact.country or "unknown"))
    states, channels, countries = (Counter(each) for each in _columns(moves))
    gained = len(moves) if to == "counted" else 0
    return Preview(
        facts=len(moves),
        before=before,
        after=before - states["counted"] + gained,
        states=dict(states),
        channels=dict(channels),
        countries=dict(countries.most_common()),
    )


def _columns(rows: Sequence[tuple[str, str, str]]) -> Iterable[tuple[str, ...]]:
    return zip(*rows, strict=True) if rows else ((), (), ())


def _from_there(criteria: Criteria, fact: Fact) -> bool:
    return (
        (not criteria.networks or fact.network in criteria.networks)
        and (not criteria.domains or fact.domain in criteria.domains)
        and (not criteria.channel or fact.channel == criteria.channel)
        and (criteria.country is None or fact.country == criteria.country)
        and (not criteria.why or fact.why == criteria.why)
    )


def _then(criteria: Criteria, fact: Fact) -> bool:
    since, until = criteria.since, criteria.until
    return (since is None or fact.at >= since) and (until is None or fact.at < until)
