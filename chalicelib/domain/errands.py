"""What people carry out for a packet: bearers hand it over, somebody posts it, callers call. Pure.

One way for all: the delivery waits, whoever is to do it has a case with an instant, what was done
is recorded with its proof, and a coordinator is told when nobody said so in time.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from chalicelib.domain.cases import Case
from chalicelib.domain.deliveries import Call, Delivery, DeliveryState
from chalicelib.domain.hours import next_office_opening, zone_named
from chalicelib.domain.plan import OfficeHours, Plan, Target, doer
from chalicelib.domain.runs import Run
from chalicelib.domain.sight import Sight

WAITS: dict[str, DeliveryState] = {"hand": "rostered", "post": "to_post", "phone": "to_call"}
"""By how a target is reached: where its delivery waits for people."""
DONE: dict[DeliveryState, DeliveryState] = {"rostered": "handed", "to_post": "posted"}
"""Where its proof, a photograph, leads it."""
AGAIN = timedelta(hours=1)
"""How long nobody calls again after nobody answered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """To be done from `opens` until `due`, by `who`: a desk address, empty for the bearers.

    `number`: of how many calls before; 0 for what is done once.
    """

    opens: datetime
    due: datetime
    who: str = ""
    number: int = 0


def delivers(run: Run) -> bool:
    """Whether that run delivers: what became of its packets the deliveries themselves say."""
    return run.workflow == "deliver_petition"


def errand_of(plan: Plan, delivery: Delivery) -> Errand | None:
    """What people have to do for it now; None when there is nothing."""
    target = plan.targets.get(delivery.target)
    if target is None or delivery.sent_at is None or delivery.state not in WAITS.values():
        return None
    since = delivery.calls[-1].at + AGAIN if delivery.calls else delivery.sent_at
    if delivery.state == "to_post":
        return Errand(opens=since, due=since + target.within, who=doer(plan, target))
    due, number = office_close(target.hours, since), len(delivery.calls)
    if delivery.state == "rostered":
        return Errand(opens=since, due=due)
    opens = next_office_opening(target.hours, since)
    return Errand(opens=opens, due=due, who=doer(plan, target, number), number=number)


def errand_case(plan: Plan, delivery: Delivery, now: datetime) -> Case | None:
    """The case of whoever is to post it or to call; bearers have their roster."""
    errand = errand_of(plan, delivery)
    if errand is None or delivery.state not in ("to_post", "to_call"):
        return None
    return Case(
        id=errand_id(delivery),
        day=delivery.day,
        kind="to_post" if delivery.state == "to_post" else "to_call",
        opened_at=now,
        detail=f"{delivery.trigger} to {delivery.target}",
        due_at=errand.due,
    )


def errand_id(delivery: Delivery) -> str:
    """Of the case: `call.vote.minister.0` is that of the first call."""
    named = f"{delivery.trigger}.{delivery.target}"
    if delivery.state == "to_call":
        return f"call.{named}.{len(delivery.calls)}"
    return f"post.{named}"


def late_id(delivery: Delivery) -> str:
    """Of the case of what nobody did in time."""
    number = f".{len(delivery.calls)}" if delivery.calls else ""
    return f"handing.{delivery.trigger}.{delivery.target}{number}"


def errands(sight: Sight) -> Iterator[Case]:
    """What people have to do, and what they have not done in time: one case for each cause."""
    for delivery in sight.deliveries:
        case = errand_case(sight.plan, delivery, sight.now)
        if case:
            yield case
        errand = errand_of(sight.plan, delivery)
        if errand and sight.now >= errand.due:
            yield Case(
                id=late_id(delivery),
                day=delivery.day,
                kind="not_handed",
                opened_at=sight.now,
                detail=f"{delivery.trigger} to {delivery.target}: {delivery.state}",
            )


def called(delivery: Delivery, target: Target, call: Call) -> Delivery:
    """The delivery after one call more; nobody is called for ever."""
    calls = (*delivery.calls, call)
    if call.outcome in ("reached", "left_message"):
        return replace(delivery, calls=calls, state="called", handed_at=call.at)
    if call.outcome == "refused":
        return replace(delivery, calls=calls, state="refused")
    hope = len(calls) < target.tries
    return replace(delivery, calls=calls, state="to_call" if hope else "unreached")


def not_reached(delivery: Delivery, now: datetime) -> Case | None:
    """The case of callers who came to nothing; None while there is hope, or none is needed."""
    if delivery.state not in ("refused", "unreached") or not delivery.calls:
        return None
    return Case(
        id=f"delivery.{delivery.trigger}.{delivery.target}",
        day=delivery.day,
        kind="not_reached",
        opened_at=now,
        detail=f"{delivery.trigger} to {delivery.target}: {delivery.state}, "
        f"{len(delivery.calls)} calls",
    )


def office_close(hours: OfficeHours, since: datetime) -> datetime:
    """When the office next closes: that of its next opening where it is shut at `since`."""
    zone = zone_named(hours.zone)
    opened = next_office_opening(hours, since).astimezone(zone)
    return datetime.combine(opened.date(), hours.closes, zone)
