"""Facts as items, and their moves from one state to another."""

from collections.abc import Sequence

from chalicelib.adapters.dynamodb import keys
from chalicelib.adapters.dynamodb.clauses import becomes, joined, still
from chalicelib.adapters.dynamodb.marshal import Item, attribute, to_item
from chalicelib.adapters.dynamodb.transactions import Part, update
from chalicelib.domain.facts import Fact, for_a_human

_MOVING = ("state", "proved", "review", "before", "journal", "journal_at")
"""What a move may change; who, what, when and where never do."""


def fact_item(place: Item, fact: Fact) -> Item:
    """The fact at its place; in the journal of its day while it waits for a human."""
    return place | to_item(fact) | _listed(fact)


def moved(role: str, place: Item, before: Fact, after: Fact) -> Part:
    """Only from the state it was read in."""
    now = to_item(after) | _listed(after)
    was = still(state=attribute(before.state), proved=attribute(before.proved))
    changes = {name: now.get(name) for name in _MOVING}
    return update(role, place, joined(becomes(changes), was))


def held_in(day: str) -> Sequence[str]:
    """The journal's partitions of the held facts of a day."""
    return keys.shards(f"HELD#{day}")


def _listed(fact: Fact) -> Item:
    if not for_a_human(fact):
        return {}
    return keys.journal(keys.shard(f"HELD#{fact.day}", fact.person), fact.at)
