"""Held signatures as a moderator sees them: in groups of one reason and one source, of nobody."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.facts import Fact

BY_DOMAIN = ("disposable",)
"""Reasons whose source is the mail domain; of the others it is the network."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """`source` is the mark of a network or domain; empty where none is known."""

    why: str
    source: str
    count: int
    first: datetime
    last: datetime
    countries: tuple[tuple[str, int], ...]
    """Code (empty if unknown) and count, the largest first."""


def source_of(fact: Fact) -> str:
    """What the signatures of its group have in common."""
    return fact.domain if fact.why in BY_DOMAIN else fact.network


def groups(facts: Iterable[Fact]) -> list[Group]:
    """The largest first."""
    found: dict[tuple[str, str], list[Fact]] = {}
    for fact in facts:
        found.setdefault((fact.why, source_of(fact)), []).append(fact)
    listed = [_group(why, source, of) for (why, source), of in found.items()]
    return sorted(listed, key=lambda group: (-group.count, group.why, group.source))


def of_group(facts: Iterable[Fact], why: str, source: str) -> list[Fact]:
    """Those of one group."""
    return [fact for fact in facts if (fact.why, source_of(fact)) == (why, source)]


def _group(why: str, source: str, facts: list[Fact]) -> Group:
    instants = [fact.at for fact in facts]
    return Group(
        why=why,
        source=source,
        count=len(facts),
        first=min(instants),
        last=max(instants),
        countries=tuple(Counter(fact.country for fact in facts).most_common(5)),
    )
