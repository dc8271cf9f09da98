"""Who may do what at the desk: one table, which one place of the pages asks.

A role belongs to a plan: whoever coordinates one day may be a reader of another.
"""

from collections.abc import Iterator, Mapping
from typing import Literal

from chalicelib.domain.plan import Plan

Role = Literal["coordinator", "organiser", "reader"]

Power = Literal[
    "watch",
    "papers",
    "cases",
    "person",
    "moderate",
    "steer",
    "erase",
    "export",
    "audit",
]
"""`watch`: counts, states and the report. `papers`: letters and bearers' rosters. `cases`: read,
answer, assign, close. `person`: somebody's story, and stopping the texts to them. `moderate`:
held signatures. `steer`: a wave or the day. `audit`: what was done at the desk."""

POWERS: Mapping[Role, frozenset[Power]] = {
    "reader": frozenset(("watch",)),
    "organiser": frozenset(("watch", "papers", "cases", "person", "moderate")),
    "coordinator": frozenset(
        ("watch", "papers", "cases", "person", "moderate", "steer", "erase", "export", "audit")
    ),
}


def may(role: Role, power: Power) -> bool:
    """Whether the role has that power."""
    return power in POWERS[role]


def desk_people(plan: Plan) -> Iterator[tuple[str, Role]]:
    """(address, role) as the plan lists them; who is listed twice has the role that comes first."""
    for address in plan.coordinators:
        yield address, "coordinator"
    for address in plan.organisers:
        yield address, "organiser"
    for address in plan.readers:
        yield address, "reader"
