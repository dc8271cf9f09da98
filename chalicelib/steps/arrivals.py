"""Where a web signature comes from, as keyed hashes that are worth nothing the next day."""

from datetime import UTC, datetime, time, timedelta

from chalicelib.domain.suspects import Arrival, Limit, Source, part_of, sources
from chalicelib.ports import Vault
from chalicelib.settings import Settings
from chalicelib.steps.review_criteria import network_mark

LIMITS = {"address_burst": 20, "address_day": 200, "network_burst": 200, "network_day": 2_000}
"""A school's signatures in a break fit; a robot on one machine does not. Ours, by no source."""
KEPT = timedelta(days=2)


def arrivals(address: str, now: datetime, settings: Settings, vault: Vault) -> tuple[Arrival, ...]:
    """What a signature from that IP address counts against; nothing for one that says nothing."""
    found = sources(address)
    if found is None:
        return ()
    own, network = found
    marks: dict[Source, str] = {
        "address": vault.mark(f"address|{now.date().isoformat()}|{own}"),
        "network": network_mark(vault, network, now.date()),
    }
    return tuple(_arrival(source, mark, now, settings) for source, mark in marks.items())


def _arrival(source: Source, mark: str, now: datetime, settings: Settings) -> Arrival:
    limits = {**LIMITS, **settings.sign_limits}
    return Arrival(
        source=source,
        mark=mark,
        part=part_of(now),
        limit=Limit(burst=limits[f"{source}_burst"], sustained=limits[f"{source}_day"]),
        until=datetime.combine(now.date(), time(), UTC) + KEPT,
    )
