"""The queue of asks for one person: which one waits, why, and until when.

There is no list of waiting texts: a wave passes whom the claim refuses, and comes again. The
reasons are the claim's own.
"""

from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.claims import NUDGE_GAP, Refusal, why_not
from chalicelib.domain.clocks import useful_opening
from chalicelib.domain.days import Day
from chalicelib.domain.hours import place_of
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
    return why_not(person, day, plan, ask, _next(person, plan, ask), now)


def _next(person: Person, plan: Plan, ask: Ask) -> int:
    """The number of the ask's next text to them."""
    live = person.live
    asking = live is not None and (live.day, live.ask) == (plan.day, ask.name)
    return live.n + 1 if live and asking else 0


def waiting(person: Person, day: Day, plan: Plan, ask: Ask, now: datetime) -> Waiting | None:
    """The same, with what a human needs to know of it."""
    why = why_waiting(person, day, plan, ask, now)
    if why is None:
        return None
    person = person.resumed(now)
    asked = person.live.ask if person.live and why == "busy" else ""
    if why == "shut":
        place = place_of(person.country, person.zone)
        opening = useful_opening(plan, ask, _next(person, plan, ask), place, now)
        return Waiting(why=why, until=opening)
    return Waiting(why=why, ask=asked, until=_until(why, person))


def _until(why: Refusal, person: Person) -> datetime | None:
    """When the reason ends by itself, if it does."""
    if why == "paused":
        return person.paused_until
    if why == "near_gathering" and person.hosting:
        return person.hosting.at + NEAR_AFTER
    if person.live is None:
        return None
    return {"busy": person.live.until, "too_soon": person.live.asked_at + NUDGE_GAP}.get(why)
