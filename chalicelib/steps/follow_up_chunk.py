"""FollowUpChunk: each due leader gets their next text, or becomes a call for a named human.

The text is claimed like any other; then the leader moves on. A crash between the two finds the
text claimed and moves the leader on.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from chalicelib.domain.cases import Case
from chalicelib.domain.claims import Claim, Refusal
from chalicelib.domain.hours import next_opening, place_of
from chalicelib.domain.leaders import Leader, Step, followed_up, left, next_step, postponed
from chalicelib.domain.people import Person
from chalicelib.ports import Carrier, Catalogues, Clock, Objects, Store, Vault
from chalicelib.settings import Settings
from chalicelib.steps import wording
from chalicelib.steps.carrying import Carriers, carriers_of
from chalicelib.steps.chunks import read_chunk
from chalicelib.steps.day_watch import DayWatch
from chalicelib.steps.send_chunk import WORKS_FOR, ChunkSent, claim_and_carry
from chalicelib.steps.sending_of import sending_of

BUSY_FOR = timedelta(hours=1)
"""How long a leader who is being asked something else is left in peace."""
WAIT = ("shut", "busy", "stale", "not_sending", "paused", "out_of_time")
"""Outcomes after which the same step is tried again later."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpChunk:
    """A chunk of leaders, by person id."""

    day: str
    execution: str
    chunk: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Round:
    """What one chunk's leaders are followed up with."""

    command: FollowUpChunk
    watch: DayWatch
    carriers: Carriers
    catalogues: Catalogues
    settings: Settings


def follow_up_chunk(
    command: FollowUpChunk,
    *,
    store: Store,
    files: Objects,
    carrier: Carrier,
    vault: Vault,
    catalogues: Catalogues,
    clock: Clock,
    settings: Settings,
) -> ChunkSent:
    """Follows each leader up once; those who moved on meanwhile are left alone."""
    watch = DayWatch(command.day, store, clock)
    carriers = carriers_of(
        watch,
        WORKS_FOR,
        store=store,
        carrier=carrier,
        vault=vault,
        clock=clock,
        settings=settings,
    )
    work = _Round(
        command=command, watch=watch, carriers=carriers, catalogues=catalogues, settings=settings
    )
    ids = read_chunk(command.chunk, files)
    people = store.persons(ids)
    with carriers.ledger:
        counts = Counter(_one(people[i], work) if i in people else _gone(i, work) for i in ids)
    return ChunkSent(counts=dict(counts), shut=())


def _one(person: Person, work: _Round) -> str:
    store, now = work.carriers.store, work.carriers.clock.now()
    leader = store.leader(work.command.day, person.id)
    step = next_step(work.watch.plan, leader) if leader else None
    if leader is None or step is None or leader.due_at is None or leader.due_at > now:
        return "moved_on"
    if step.name == "call":
        return _hand_over(leader, step, work)
    outcome = _text(person, step, work)
    if outcome in WAIT:
        store.move_leader(leader, postponed(leader, _later(outcome, person, work)))
    elif outcome == "opted_out":
        store.move_leader(leader, left(work.watch.plan, leader))
    else:
        store.move_leader(leader, followed_up(work.watch.plan, leader, step, now))
    return outcome


def _later(outcome: str, person: Person, work: _Round) -> datetime:
    now, at = work.carriers.clock.now(), None
    if outcome == "shut":
        place = place_of(person.country, person.zone)
        at = next_opening(place, now, work.watch.plan.hours)
    if outcome == "paused":
        at = person.paused_until
    return at or now + BUSY_FOR


def _gone(person: str, work: _Round) -> str:
    """Someone erased has no path to follow any more."""
    leader = work.carriers.store.leader(work.command.day, person)
    if leader is not None:
        work.carriers.store.move_leader(leader, left(work.watch.plan, leader))
    return "gone"


def _hand_over(leader: Leader, step: Step, work: _Round) -> str:
    now = work.carriers.clock.now()
    case = Case(
        id=f"quiet.{leader.person}",
        day=leader.day,
        kind="quiet_leader",
        opened_at=now,
        due_at=now + timedelta(days=1),
        person=leader.person,
        detail=f"no answer since {leader.asked_at:%Y-%m-%d %H:%M} UTC",
    )
    work.carriers.store.move_leader(leader, followed_up(work.watch.plan, leader, step, now), case)
    return "to_call"


def _text(person: Person, step: Step, work: _Round) -> str:
    plan, carriers = work.watch.plan, work.carriers
    sending = sending_of(plan, step.name, 0, carriers.store)

    def decide(latest: Person) -> Claim | Refusal:
        day, now = work.watch.day(), carriers.clock.now()
        claim = sending.claim(latest, day, now, work.command.execution)
        return wording.linked(claim, sending.links(latest), carriers.vault)

    def word(latest: Person) -> str:
        vault = carriers.vault
        return wording.worded(sending, plan, latest, work.settings, vault, work.catalogues)

    return claim_and_carry(person, decide, word, plan.closes, carriers)
