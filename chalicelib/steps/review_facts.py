"""A review: signatures moved out of the count, or into it, by what they have in common.

Batch by batch, each with its tallies and its audit in one transaction. Cut off anywhere, it goes
on when it is run again: what was moved is not looked at twice. The triggers follow by themselves:
the tallies' stream wakes the publisher, which applies each trigger's own policy.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from chalicelib.domain.audits import Audit, DeskAct
from chalicelib.domain.facts import Fact, FactState, reviewed, unreviewed
from chalicelib.domain.reviews import TOGETHER, Criteria, Preview, matches, preview
from chalicelib.ports import Clock, Stale, Store, Vault
from chalicelib.ports.signing import Moves


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What is to be done and by whom (`Audit.who`); `id` is the same for the same criteria."""

    day: str
    id: str
    who: str
    act: DeskAct


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """How many were moved; `left` had moved meanwhile: looked at again by running it again."""

    id: str
    moved: int
    left: int


def preview_review(day: str, criteria: Criteria, to: FactState, *, store: Store) -> Preview:
    """What it would move, and the totals; nothing is written."""
    return preview(criteria, store.facts(day), to)


def apply_review(
    review: Review, criteria: Criteria, to: FactState, *, store: Store, clock: Clock, vault: Vault
) -> Reviewed:
    """Moves every signature that the criteria mean."""
    found = (fact for fact in store.facts(review.day) if matches(criteria, fact))
    return _moved(review, found, lambda fact: reviewed(fact, to, review.id), store, clock, vault)


def move_some(
    review: Review,
    facts: Iterable[Fact],
    to: FactState,
    *,
    store: Store,
    clock: Clock,
    vault: Vault,
) -> Reviewed:
    """Moves these signatures, as they were read."""
    return _moved(review, facts, lambda fact: reviewed(fact, to, review.id), store, clock, vault)


def undo_review(review: Review, *, store: Store, clock: Clock, vault: Vault) -> Reviewed:
    """Puts back what the review moved, each to the state it left."""
    found = (fact for fact in store.facts(review.day) if fact.review == review.id)
    return _moved(review, found, unreviewed, store, clock, vault)


def _moved(
    review: Review,
    facts: Iterable[Fact],
    move: Callable[[Fact], Fact],
    store: Store,
    clock: Clock,
    vault: Vault,
) -> Reviewed:
    moved = left = 0
    pairs = ((fact, move(fact)) for fact in facts)
    for batch in _batches(pair for pair in pairs if pair[0] != pair[1]):
        done = _written(review, batch, store, clock, vault)
        moved, left = moved + done, left + len(batch) - done
    return Reviewed(id=review.id, moved=moved, left=left)


def _written(review: Review, batch: Moves, store: Store, clock: Clock, vault: Vault) -> int:
    """How many of the batch were moved: where one had moved since it was read, one by one."""
    entry = _entry(review, batch, clock, vault)
    if not isinstance(store.move_facts(batch, entry), Stale):
        return len(batch)
    if len(batch) == 1:
        return 0
    return sum(_written(review, [pair], store, clock, vault) for pair in batch)


def _entry(review: Review, batch: Moves, clock: Clock, vault: Vault) -> Audit:
    return Audit(
        id=vault.token()[-16:],
        day=review.day,
        at=clock.now(),
        who=review.who,
        act=review.act,
        detail=f"{review.id}: {len(batch)}",
    )


def _batches(pairs: Iterable[tuple[Fact, Fact]]) -> Iterator[list[tuple[Fact, Fact]]]:
    every = iter(pairs)
    while batch := list(islice(every, TOGETHER)):
        yield batch
