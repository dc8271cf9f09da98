"""Whether what a day shows the public is still what it would show."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, is_dataclass
from datetime import datetime, timedelta
from typing import Any

from chalicelib.domain.days import Day
from chalicelib.domain.plan import Plan
from chalicelib.domain.targets import TargetRecord
from chalicelib.domain.totals import Totals, signatures
from chalicelib.domain.triggers import TriggerRecord, watched

REWRITTEN_EACH = timedelta(minutes=10)
"""Also where nothing moved: the page then says that it is of now, and a lost object is mended."""


def digest_of(
    plan: Plan,
    totals: Totals,
    triggers: Mapping[str, TriggerRecord],
    targets: Iterable[TargetRecord],
) -> str:
    """Of all that the public pages are made of, but for the instant at which they are."""
    past = [(at, at <= totals.as_of) for at in _instants(plan)]
    parts = [plan.version, past, totals.by_country, totals.latest, triggers, list(targets)]
    text = json.dumps(parts, sort_keys=True, default=_plain)
    return hashlib.sha256(text.encode()).hexdigest()


def still_shown(
    day: Day,
    plan: Plan,
    totals: Totals,
    triggers: Mapping[str, TriggerRecord],
    targets: Iterable[TargetRecord],
) -> bool:
    """Whether the pages were written lately, are the same, and no trigger is to be moved."""
    if day.published_at is None or totals.as_of >= day.published_at + REWRITTEN_EACH:
        return False
    moved = day.counts and after_looking(plan, totals, triggers) != triggers
    return not moved and digest_of(plan, totals, triggers, targets) == day.shown


def after_looking(
    plan: Plan, totals: Totals, triggers: Mapping[str, TriggerRecord]
) -> dict[str, TriggerRecord]:
    """The day's triggers after looking at the totals; those that it has no record of are armed."""
    records = dict(triggers)
    for name, trigger in plan.triggers.items():
        before = records.get(name, TriggerRecord(day=plan.day, trigger=name))
        after = watched(trigger, before, signatures(plan, totals), totals.as_of)
        if after != before:
            records[name] = after
    return records


def _instants(plan: Plan) -> list[datetime]:
    """When the pages say something else though nobody did anything."""
    return [plan.closes, *(trigger.at for trigger in plan.triggers.values() if trigger.at)]


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    return value.hex() if isinstance(value, bytes) else str(value)
