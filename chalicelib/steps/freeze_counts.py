"""FreezeCounts: the counts a trigger's packet carries, fixed once, whatever is signed after."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from chalicelib.domain.hours import office_open
from chalicelib.domain.plan import Plan
from chalicelib.domain.totals import Totals, petition_of, signatures
from chalicelib.errors import NotFoundError
from chalicelib.ports import Clock, Objects, Store
from chalicelib.steps.launched import launched


@dataclass(frozen=True, slots=True, kw_only=True)
class FreezeCounts:
    """`targets`: those of this opening."""

    day: str
    trigger: str
    targets: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CountsFrozen:
    """`targets` are delivered now; `shut` are offices that open later."""

    targets: tuple[str, ...]
    shut: tuple[str, ...]
    signatures: int


def freeze_counts(
    command: FreezeCounts, *, store: Store, files: Objects, clock: Clock
) -> CountsFrozen:
    """A second run finds the first one's counts. A deadline waits for no office's hours."""
    day, plan = launched(command.day, store)
    frozen = frozen_counts(command.day, command.trigger, files)
    if frozen is None:
        frozen = store.totals(command.day, clock.now())
        _keep(frozen, plan, command.trigger, files)
    shut = _shut(plan, command, clock.now()) if day.sends else command.targets
    return CountsFrozen(
        targets=tuple(name for name in command.targets if name not in shut),
        shut=tuple(shut),
        signatures=signatures(plan, frozen),
    )


def frozen_counts(day: str, trigger: str, files: Objects) -> Totals | None:
    """The counts as they were frozen, or None before that."""
    try:
        stored = json.loads(files.get(_key(day, trigger)))
    except NotFoundError:
        return None
    as_of = datetime.fromisoformat(stored["as_of"])
    return Totals(day=day, as_of=as_of, by_country=stored["by_country"])


def _keep(totals: Totals, plan: Plan, trigger: str, files: Objects) -> None:
    name = f"{petition_of(plan)}.signed"
    body: dict[str, Any] = {
        "day": totals.day,
        "trigger": trigger,
        "as_of": totals.as_of.isoformat(),
        "by_country": {c: {name: n} for c, n in totals.countries(name).items()},
    }
    files.put(_key(totals.day, trigger), json.dumps(body).encode(), "application/json")


def _key(day: str, trigger: str) -> str:
    return f"packets/{day}/{trigger}/counts.json"


def _shut(plan: Plan, command: FreezeCounts, now: datetime) -> tuple[str, ...]:
    if plan.triggers[command.trigger].kind == "deadline":
        return ()
    names = command.targets
    return tuple(name for name in names if not office_open(plan.targets[name].hours, now))
