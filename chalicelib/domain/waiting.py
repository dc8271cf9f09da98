"""The queue of asks for one person: which one waits, why, and until when.

There is no list of waiting texts: a wave passes whom the claim refuses, and comes again. The
reasons are the claim's own.
"""

from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.claims import NUDGE_GAP, Refusal, why_not
from chalicelib.domain.days import Day
from chalicelib.domain.hours import next_opening
from chalicelib.domain.people import NEAR_AFTER, Person
from chalicelib.domain.plan import Ask, Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """`desk.waits.<why>` says it: `ask` is the one being asked instead, `until` an instant."""

    why: Refusal
    ask: str = ""
    until: datetime | None = None


def why_waiting(person: Person, day: Day, plan: Plan, ask: Ask, now: datetime) -> Refusal | None:
    """Why the ask's next text is not claimed for them now; None if it would be."""
    person = person.resumed(now)
    live = person.live
    asking = live is not None and (live.day, live.ask) == (plan.day, ask.name)
    return why_not(person, day, plan, ask, live.n + 1 if live and asking else 0, now)


def waiting(person: Person, day: Day, plan: Plan, ask: Ask, now: datetime) -> Waiting | None:
    """The same, with what a human needs to know of it."""
    why = why_waiting(person, day, plan, ask, now)
    if why is None:
        return None
    live = person.resumed(now).live
    asked = live.ask if live and why == "busy" else ""
    return Waiting(why=why, ask=asked, until=_until(why, person.resumed(now), now))


def _until(why: Refusal, person: Person, now: datetime) -> datetime | None:
    """When the reason ends by itself, if it does."""
    if why == "paused":
        return person.paused_until
    if why == "shut":
        return next_opening(person.zone, now)
    if why == "near_gathering" and person.hosting:
        return person.hosting.at + NEAR_AFTER
    if person.live is None:
        return None
    return {"busy": person.live.until, "too_soon": person.live.asked_at + NUDGE_GAP}.get(why)
