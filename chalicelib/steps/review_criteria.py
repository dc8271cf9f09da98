"""Criteria as a human writes them: `channel=web`, `network=198.51.100.0/24`, `since=…`."""

import hashlib
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from chalicelib.domain.days import Day
from chalicelib.domain.plan import Plan
from chalicelib.domain.reviews import Criteria
from chalicelib.domain.suspects import REASONS, network_of
from chalicelib.domain.totals import petition_of
from chalicelib.errors import NotFoundError
from chalicelib.ports import Vault

NAMES = ("network", "domain", "since", "until", "channel", "country", "why")
CHANNELS = ("sms", "web", "link")


def read_criteria(
    written: Iterable[str], day: Day, plan: Plan, now: datetime, vault: Vault
) -> Criteria:
    """The criteria, all of which must hold. Raises ValueError that says how to mend them.

    A network's mark is another one each day: all those of the day's dates are looked for.
    """
    if not petition_of(plan):
        raise NotFoundError(f"day {day.id} has no petition")
    given = dict(_pair(text) for text in written)
    if not given:
        raise ValueError("say which signatures: " + ", ".join(f"{name}=…" for name in NAMES))
    known: dict[str, Any] = {}
    for name, value in given.items():
        known |= _read(name, value, day, now, vault)
    return Criteria(ask=petition_of(plan), **known)


def review_id(day: str, written: Iterable[str]) -> str:
    """The same for the same criteria, in any order."""
    text = "&".join(sorted(part.strip() for part in written))
    return "r" + hashlib.sha256(f"{day}?{text}".encode()).hexdigest()[:12]


def network_mark(vault: Vault, network: str, on: date) -> str:
    """The keyed hash of a network on that date: of another day it is another."""
    return vault.mark(_network(network, on))


def domain_mark(vault: Vault, domain: str) -> str:
    """The keyed hash of a mail domain."""
    return vault.mark(_domain(domain))


def _network(network: str, on: date) -> str:
    return f"network|{on.isoformat()}|{network}"


def _domain(domain: str) -> str:
    return f"domain|{domain}"


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = (part.strip() for part in text.partition("="))
    if not equals or name not in NAMES:
        raise ValueError(f"`{text}`: write {', '.join(f'{name}=…' for name in NAMES)}")
    return name, value


def _read(name: str, value: str, day: Day, now: datetime, vault: Vault) -> dict[str, Any]:
    if name == "network":
        network = network_of(value)
        dates = _dates(day.opened_at.date(), now.date())
        marks = (vault.marks(_network(network, on)) for on in dates)
        return {"networks": frozenset().union(*marks)}
    if name == "domain":
        return {"domains": vault.marks(_domain(value.casefold().removeprefix("@")))}
    if name in ("since", "until"):
        return {name: _instant(value)}
    if name == "country":
        return {"country": "" if value == "unknown" else value.upper()}
    if value not in (CHANNELS if name == "channel" else REASONS):
        raise ValueError(
            f"{name} is one of {', '.join(CHANNELS if name == 'channel' else REASONS)}"
        )
    return {name: value}


def _dates(first: date, last: date) -> Iterable[date]:
    return (first + timedelta(days=n) for n in range((last - first).days + 1))


def _instant(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise ValueError(f"`{text}` has no zone: write it like 2027-03-20T14:00+01:00")
    return at
