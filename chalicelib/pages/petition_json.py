"""`count.json` and `petition.json`: what other sites and tools read of a petition.

Every breakdown sums to the total: what is of no known country or region is `unknown`.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from chalicelib.domain.plan import Plan, localised
from chalicelib.domain.totals import Totals, petition_of, shown_countries, signatures
from chalicelib.domain.triggers import TriggerRecord
from chalicelib.pages.countries import english_name

UNKNOWN = "unknown"
RECENT = 6


def count_json(plan: Plan, totals: Totals) -> dict[str, Any]:
    """The count alone, small: pages ask for it again and again."""
    attributes = {"signature_count": signatures(plan, totals)}
    data = {"type": "petition", "id": plan.day, "attributes": attributes}
    return {"day": plan.day, "as_of": totals.as_of.isoformat(), "data": data}


def petition_json(
    plan: Plan, totals: Totals, triggers: Iterable[TriggerRecord] = ()
) -> dict[str, Any]:
    """All that is public, in the shape of the UK Parliament's petitions, for the same tools."""
    first = plan.languages[0]
    reached = {record.trigger: record.crossed_at for record in triggers}
    shown = shown_countries(plan, totals)
    attributes = {
        "action": localised(plan.demand, first, first),
        "background": localised(plan.story, first, first),
        "state": "closed" if totals.as_of >= plan.closes else "open",
        "signature_count": signatures(plan, totals),
        "updated_at": totals.as_of.isoformat(),
        "closes_at": plan.closes.isoformat(),
        **_reached(plan, reached),
        "thresholds": _thresholds(plan, reached),
        "signatures_by_country": [
            {"name": _name(code), "code": code, "signature_count": n} for code, n in shown.items()
        ],
        "signatures_by_region": _regions(plan, totals, shown),
    }
    data = {"type": "petition", "id": plan.day, "attributes": attributes}
    links = {"self": "petition.json", "count": "count.json"}
    return {"day": plan.day, "as_of": totals.as_of.isoformat(), "links": links, "data": data}


def recent_countries(plan: Plan, totals: Totals) -> list[str]:
    """Where people signed last, the newest first: countries, never names; none at high risk."""
    if plan.risk == "high":
        return []
    signed = totals.countries(f"{petition_of(plan)}.signed")
    known = [(at, code) for code, at in totals.latest.items() if code and code in signed]
    return [code for _, code in sorted(known, reverse=True)[:RECENT]]


def _regions(plan: Plan, totals: Totals, shown: Mapping[str, int]) -> list[dict[str, Any]]:
    """Of each country that is named; at high risk of none."""
    name = f"{petition_of(plan)}.signed"
    high = plan.risk == "high"
    return [
        {"country": code, "code": region, "name": region or UNKNOWN, "signature_count": n}
        for code, whole in shown.items()
        for region, n in ({"": whole} if high else totals.regions(code, name)).items()
    ]


def _thresholds(plan: Plan, reached: Mapping[str, datetime | None]) -> list[dict[str, Any]]:
    counts = sorted((t for t in plan.triggers.values() if t.kind == "count"), key=lambda t: t.count)
    return [
        {"name": t.name, "signature_count": t.count, "reached_at": _text(reached.get(t.name))}
        for t in counts
    ]


def _reached(plan: Plan, reached: Mapping[str, datetime | None]) -> dict[str, str | None]:
    """`ten_thousand_threshold_reached_at`, for tools that look for the name."""
    names = [t.name for t in plan.triggers.values() if t.kind == "count"]
    return {
        f"{name.replace('-', '_')}_threshold_reached_at": _text(reached.get(name)) for name in names
    }


def _text(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


def _name(code: str) -> str:
    return english_name(code) if code else UNKNOWN
