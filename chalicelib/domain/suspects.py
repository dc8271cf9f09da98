"""What makes a web signature suspect: cheap cheating, told by its cheapest traces.

A suspect is held, never refused: whoever cheats learns nothing, and a moderator may let in the
visitors of one library who all signed from its one address.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from ipaddress import ip_address, ip_network
from typing import Literal

Reason = Literal["confirm", "trap", "fast", "disposable", "address", "network"]
"""`confirm`: its mail address is not confirmed yet. `trap`: a field that people do not see was
filled in. `fast`: the form was filled in faster than anyone types. `disposable`: a mailbox for a
minute. `address`, `network`: more came from there than its burst or its day allows."""
REASONS: tuple[Reason, ...] = ("confirm", "trap", "fast", "disposable", "address", "network")

Source = Literal["address", "network"]

FASTEST = 2.0
"""Seconds in which nobody has read and filled in the form, not even with autofill."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """Signatures that one source may give in ten minutes, and in a day; 0 is no limit."""

    burst: int
    sustained: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A signature as it counts against where it came from. `mark` is a keyed hash of source and
    date: nothing that is kept says which source it was, nor that one came back the next day."""

    source: Source
    mark: str
    part: int
    """Which ten minutes of the date."""
    limit: Limit
    until: datetime
    """When the counter may be forgotten."""


def part_of(at: datetime) -> int:
    """Which ten minutes of its date an instant is in."""
    return at.hour * 6 + at.minute // 10


def sources(address: str) -> tuple[str, str] | None:
    """The address and its network as they are counted: IPv4 and its /24; the /64 that one line
    has of IPv6 and its /48. None for what is no public visitor's address."""
    try:
        found = ip_address(address.strip())
    except ValueError:
        return None
    found = getattr(found, "ipv4_mapped", None) or found
    if found.is_loopback:
        return None
    own, wide = (32, 24) if found.version == 4 else (64, 48)
    return str(ip_network((found, own), strict=False)), network_of(f"{found}/{wide}")


def network_of(text: str) -> str:
    """The network that is counted for an address or a network. Raises ValueError."""
    net = ip_network(text.strip(), strict=False)
    wide = 24 if net.version == 4 else 48
    if net.prefixlen < wide:
        raise ValueError(f"wider than /{wide}: give each /{wide} of it")
    return str(net.supernet(new_prefix=wide) if net.prefixlen > wide else net)


def suspicion(form: Mapping[str, str], trap: str, mail: str) -> Reason | None:
    """What the form itself gives away; `mail` is the canonical address, empty if none."""
    if form.get(trap):
        return "trap"
    if _too_fast(form.get("seconds", "")):
        return "fast"
    return "disposable" if disposable(mail.rpartition("@")[2]) else None


def disposable(domain: str) -> bool:
    """Whether the domain, or one above it, gives mailboxes to throw away."""
    parts = domain.split(".")
    return any(".".join(parts[n:]) in _throwaway() for n in range(len(parts) - 1))


def _too_fast(seconds: str) -> bool:
    """Only a page that ran its script says how long it took; without one nobody is suspect."""
    try:
        return 0 <= float(seconds) < FASTEST
    except ValueError:
        return False


@cache
def _throwaway() -> frozenset[str]:
    text = (files("chalicelib.domain") / "throwaway_domains.txt").read_text("utf-8")
    return frozenset(line for line in text.split() if not line.startswith("#"))
