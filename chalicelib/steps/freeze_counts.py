"""FreezeCounts: the list of who signed and its counts, fixed once, whatever is signed after.

One call writes one part of the list; the workflow calls again until no slot is left. The counts
are those of the list itself, so that a letter never says another number than its list has lines.
"""

import json
from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.hours import office_open
from chalicelib.domain.plan import Plan
from chalicelib.domain.totals import Totals, petition_of, signatures
from chalicelib.errors import NotFoundError
from chalicelib.ports import Clock, Objects, Store, Vault
from chalicelib.steps.frozen_list import freeze_part, frozen_at, frozen_list
from chalicelib.steps.launched import launched


@dataclass(frozen=True, slots=True, kw_only=True)
class FreezeCounts:
    """`targets`: those of this opening."""

    day: str
    trigger: str
    targets: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CountsFrozen:
    """`targets` are delivered now; `shut` are offices that open later.

    `left`: slots still to be read; until it is 0, `signatures` is 0 and nothing else is true yet.
    """

    targets: tuple[str, ...]
    shut: tuple[str, ...]
    signatures: int
    left: int = 0


def freeze_counts(
    command: FreezeCounts, *, store: Store, files: Objects, vault: Vault, clock: Clock
) -> CountsFrozen:
    """A second run finds the first one's counts. A deadline waits for no office's hours."""
    day, plan = launched(command.day, store)
    frozen = frozen_counts(command.day, command.trigger, files)
    if frozen is None:
        left = freeze_part(
            day, plan, command.trigger, store=store, files=files, vault=vault, clock=clock
        )
        if left:
            return CountsFrozen(targets=(), shut=command.targets, signatures=0, left=left)
        frozen = _counted(plan, command.trigger, files)
    shut = _shut(plan, command, clock.now()) if day.sends else command.targets
    shut = tuple(name for name in shut if not _delivered(command, name, store))
    return CountsFrozen(
        targets=tuple(name for name in command.targets if name not in shut),
        shut=shut,
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


def _counted(plan: Plan, trigger: str, files: Objects) -> Totals:
    """The counts of the list, kept."""
    as_of = frozen_at(plan.day, trigger, files).as_of
    counts = Counter(row.country for row in frozen_list(plan.day, trigger, files))
    name = f"{petition_of(plan)}.signed"
    by_country = {country: {name: n} for country, n in sorted(counts.items())}
    body = {
        "day": plan.day,
        "trigger": trigger,
        "as_of": as_of.isoformat(),
        "by_country": by_country,
    }
    files.put(_key(plan.day, trigger), json.dumps(body).encode(), "application/json")
    return Totals(day=plan.day, as_of=as_of, by_country=by_country)


def _key(day: str, trigger: str) -> str:
    return f"packets/{day}/{trigger}/counts.json"


def _shut(plan: Plan, command: FreezeCounts, now: datetime) -> tuple[str, ...]:
    if plan.triggers[command.trigger].kind == "deadline":
        return ()
    asked = [plan.targets[name] for name in command.targets]
    # The post goes at any hour.
    return tuple(t.name for t in asked if t.deliver != "post" and not office_open(t.hours, now))


def _delivered(command: FreezeCounts, target: str, store: Store) -> bool:
    """By an earlier attempt: its office may shut, nothing is left for it."""
    found = store.delivery(command.day, command.trigger, target)
    return found is not None and found.state != "claimed"
