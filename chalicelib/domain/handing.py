"""A packet that bearers carry: a human is told when its office has closed and nobody said so."""

from collections.abc import Iterator
from datetime import datetime

from chalicelib.domain.cases import Case
from chalicelib.domain.hours import next_office_opening, zone_named
from chalicelib.domain.plan import OfficeHours
from chalicelib.domain.runs import Run
from chalicelib.domain.sight import Sight


def delivers(run: Run) -> bool:
    """Whether that run delivers: what became of its packets the deliveries themselves say."""
    return run.workflow == "deliver_petition"


def not_handed(sight: Sight) -> Iterator[Case]:
    """One case for each packet that was not handed over while its office was open."""
    for delivery in sight.deliveries:
        target = sight.plan.targets.get(delivery.target)
        if target is None or delivery.state != "rostered" or delivery.sent_at is None:
            continue
        if sight.now >= office_close(target.hours, delivery.sent_at):
            yield Case(
                id=f"handing.{delivery.trigger}.{delivery.target}",
                day=delivery.day,
                kind="not_handed",
                opened_at=sight.now,
                detail=f"{delivery.trigger} to {delivery.target}: rostered",
            )


def office_close(hours: OfficeHours, since: datetime) -> datetime:
    """When the office next closes: that of its next opening where it is shut at `since`."""
    zone = zone_named(hours.zone)
    opened = next_office_opening(hours, since).astimezone(zone)
    return datetime.combine(opened.date(), hours.closes, zone)
