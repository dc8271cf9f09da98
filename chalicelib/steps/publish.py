"""Publishing a day: totals, triggers looked at, `count.json` and the petition pages.

Woken by the filtered stream of tallies, and by the tick when the stream is lost. One publisher
at a time holds the day's lease, so `as_of` only increases.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from chalicelib.domain.days import Day
from chalicelib.domain.plan import Plan
from chalicelib.domain.shown import after_looking, digest_of, still_shown
from chalicelib.domain.targets import TargetRecord
from chalicelib.domain.totals import Totals
from chalicelib.domain.triggers import TriggerRecord
from chalicelib.pages.petition_json import count_json, petition_json
from chalicelib.pages.petition_page import ShownAnswer, embed_page, petition_page
from chalicelib.ports import Catalogues, Clock, Objects, Store, Vault
from chalicelib.settings import Settings
from chalicelib.steps.target_answers import shown_answers

LEASE_SECONDS = 30
LAST_LEASE = 3
ROUNDS = 10
"""How often one publisher does what others were woken for; the last lease runs out by itself."""
STEP = timedelta(microseconds=1)
HTML = "text/html; charset=utf-8"


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
    """The totals as published; None when another publisher is at it, or the day is not there.

    Another one that was refused meanwhile was woken for a change that this look may have missed:
    the day is published once more, so that no change waits for the tick.
    """
    holder, totals = vault.token(), None
    for left in reversed(range(ROUNDS)):
        seconds = LEASE_SECONDS if left else LAST_LEASE
        if not store.take_publishing(day_id, holder, clock.real_now(), seconds):
            return totals
        day = store.day(day_id)
        if day is None:
            return None
        plan, totals, before, targets = _look(day, store, clock)
        records = _watch_triggers(day, plan, totals, before, store)
        _write_counts(plan, totals, records.values(), public)
        answers = shown_answers(plan, targets, vault=vault)
        _write_pages(plan, totals, answers, public, catalogues, settings)
        shown = digest_of(plan, totals, records, targets)
        if store.stamp_published(day_id, holder, totals.as_of, shown):
            return totals
    return totals


def is_shown(day: Day, *, store: Store, clock: Clock) -> bool:
    """Whether publishing the day would change nothing: a look, without a lease or a write."""
    return still_shown(day, *_look(day, store, clock))


Seen = tuple[Plan, Totals, dict[str, TriggerRecord], list[TargetRecord]]


def _look(day: Day, store: Store, clock: Clock) -> Seen:
    plan = replace(store.plan(day.id, day.plan_version), closes=day.closes)
    totals = store.totals(day.id, _later(day, clock))
    records = {record.trigger: record for record in store.triggers(day.id)}
    return plan, totals, records, store.targets(day.id)


def _later(day: Day, clock: Clock) -> datetime:
    """Now, or just after what was last published: two machines' clocks differ."""
    now = clock.now()
    return max(now, day.published_at + STEP) if day.published_at else now


def _watch_triggers(
    day: Day, plan: Plan, totals: Totals, before: dict[str, TriggerRecord], store: Store
) -> dict[str, TriggerRecord]:
    """The day's triggers after looking at the totals, and moved."""
    if not day.counts:
        return before
    records = after_looking(plan, totals, before)
    for name, after in records.items():
        armed = TriggerRecord(day=day.id, trigger=name)
        if after != before.get(name, armed):
            store.move_trigger(before.get(name, armed), after)
    return records


def _write_counts(
    plan: Plan, totals: Totals, records: Iterable[TriggerRecord], public: Objects
) -> None:
    found = {"count": count_json(plan, totals), "petition": petition_json(plan, totals, records)}
    for name, value in found.items():
        body = json.dumps(value, ensure_ascii=False).encode()
        public.put(f"{plan.day}/{name}.json", body, "application/json", max_age=5)


def _write_pages(
    plan: Plan,
    totals: Totals,
    answers: Sequence[ShownAnswer],
    public: Objects,
    catalogues: Catalogues,
    settings: Settings,
) -> None:
    """Each language's page and frame; those of the first language are the day's own."""
    for language in plan.languages:
        page = petition_page(
            plan,
            language,
            totals=totals,
            api_url=settings.base_url,
            public_url=settings.public_url,
            catalogues=catalogues,
            answers=answers,
        )
        frame = embed_page(
            plan,
            language,
            totals=totals,
            public_url=settings.public_url,
            catalogues=catalogues,
        )
        pages = {f"{language}.html": page, f"embed-{language}.html": frame}
        if language == plan.languages[0]:
            pages |= {"index.html": page, "embed.html": frame}
        for name, text in pages.items():
            public.put(f"{plan.day}/{name}", text.encode(), HTML, max_age=60)
