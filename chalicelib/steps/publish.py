"""Publishing a day: totals, triggers looked at, `count.json` and the petition pages.

Woken by the filtered stream of tallies, and by the tick when the stream is lost. One publisher
at a time holds the day's lease, so `as_of` only increases.
"""

import json

from chalicelib.domain.days import Day
from chalicelib.domain.plan import Plan
from chalicelib.domain.totals import Totals, signatures
from chalicelib.domain.triggers import TriggerRecord, watched
from chalicelib.pages.petition_page import count_json, petition_page
from chalicelib.ports import Catalogues, Clock, Objects, Store, Vault
from chalicelib.settings import Settings

LEASE_SECONDS = 30


def publish_day(
    day_id: str,
    *,
    store: Store,
    public: Objects,
    clock: Clock,
    vault: Vault,
    catalogues: Catalogues,
    settings: Settings,
) -> Totals | None:
    """The totals as published; None when another publisher is at it, or the day is not there."""
    holder = vault.token()
    day = store.day(day_id)
    if day is None or not store.take_publishing(day_id, holder, clock.real_now(), LEASE_SECONDS):
        return None
    as_of = clock.now()
    plan = store.plan(day_id, day.plan_version)
    totals = store.totals(day_id, as_of)
    _watch_triggers(day, plan, totals, store)
    _write(plan, totals, public, catalogues, settings)
    store.stamp_published(day_id, holder, as_of)
    return totals


def _watch_triggers(day: Day, plan: Plan, totals: Totals, store: Store) -> None:
    if not day.counts:
        return
    records = {record.trigger: record for record in store.triggers(day.id)}
    for name, trigger in plan.triggers.items():
        before = records.get(name, TriggerRecord(day=day.id, trigger=name))
        after = watched(trigger, before, signatures(plan, totals), totals.as_of)
        if after != before:
            store.move_trigger(before, after)


def _write(
    plan: Plan, totals: Totals, public: Objects, catalogues: Catalogues, settings: Settings
) -> None:
    counts = json.dumps(count_json(plan, totals), ensure_ascii=False).encode()
    public.put(f"{plan.day}/count.json", counts, "application/json", max_age=5)
    for language in plan.languages:
        page = petition_page(
            plan,
            language,
            totals=totals,
            api_url=settings.base_url,
            public_url=settings.public_url,
            catalogues=catalogues,
        ).encode()
        public.put(f"{plan.day}/{language}.html", page, "text/html; charset=utf-8", max_age=60)
        if language == plan.languages[0]:
            key = f"{plan.day}/index.html"
            public.put(key, page, "text/html; charset=utf-8", max_age=60)
