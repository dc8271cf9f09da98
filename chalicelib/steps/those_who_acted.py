"""Those who acted, by the day's facts: whom a result is told.

Slot by slot: the facts of one person share one, so each person comes once and only one slot's
ids are in memory. Who signed on the web alone is no person of ours: nobody may text them.
"""

from collections.abc import Iterator
from itertools import islice

from chalicelib.domain.days import Day
from chalicelib.domain.notices import Notice
from chalicelib.domain.plan import Plan
from chalicelib.domain.roster import RosterLine, roster_line
from chalicelib.domain.told import is_told
from chalicelib.ports import Store

BATCH = 500


def those_who_acted(day: Day, plan: Plan, notice: Notice, store: Store) -> Iterator[RosterLine]:
    """As lines of a roster; the same facts give the same order."""
    for slot in range(day.slots):
        facts = store.facts_in(day.id, slot)
        ids = iter(sorted({fact.person for fact in facts if is_told(plan, notice, fact)}))
        while batch := list(islice(ids, BATCH)):
            known = store.persons(batch)
            yield from (roster_line(known[person]) for person in batch if person in known)
