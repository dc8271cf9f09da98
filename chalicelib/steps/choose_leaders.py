"""ChooseLeaders: the leaders whose next step is due, in chunks of ids."""

from dataclasses import dataclass

from chalicelib.ports import Clock, Objects, Store
from chalicelib.steps.chunks import write_chunks

MOST = 2000
"""Leaders of one run; who is left over is due again at the next tick."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChooseLeaders:
    """The day whose leaders are due."""

    day: str
    execution: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadersChosen:
    """The chunks' keys; they fit in the workflow's state."""

    chunks: tuple[str, ...]
    people: int


def choose_leaders(
    command: ChooseLeaders, *, store: Store, files: Objects, clock: Clock
) -> LeadersChosen:
    """Earliest due first."""
    due = store.leaders_due(command.day, clock.now(), MOST)
    chunks = write_chunks((leader.person for leader in due), command.execution, files)
    return LeadersChosen(chunks=chunks.keys, people=chunks.people)
