"""The petition page and `count.json`: static objects, written by the publisher, read by anyone."""

import unicodedata
from datetime import datetime
from functools import cache
from typing import Any

from chalicelib.domain.plan import Plan, localised
from chalicelib.domain.totals import Totals, petition_of, signatures
from chalicelib.pages.countries import codes, english_name
from chalicelib.pages.render import origin, policy, render
from chalicelib.pages.words import Words, language_name
from chalicelib.ports import Catalogues

ASSETS = ("petition.css", "count.js")


def petition_page(
    plan: Plan,
    language: str,
    *,
    totals: Totals,
    api_url: str,
    public_url: str,
    catalogues: Catalogues,
) -> str:
    """The page in `language` with the count as of `totals`; a script keeps the count fresh."""
    words = Words(catalogues.say, language)
    count = signatures(plan, totals)
    return render(
        "petition.html",
        words,
        **titles(plan, language),
        policy=policy(ASSETS, form=origin(api_url)),
        targets=[localised(t.names, language, plan.languages[0]) for t in plan.targets.values()],
        count=count,
        goal=_goal(plan, count),
        ends=_ends(plan, totals.as_of),
        closed=totals.as_of >= plan.closes or not petition_of(plan),
        zone=plan.zone,
        languages=[(code, language_name(code)) for code in plan.languages],
        action=f"{api_url}/d/{plan.day}/sign",
        page=f"{public_url}/{plan.day}/{language}.html",
        countries=countries(words),
        confirms=_confirms(plan),
        given={},
        fault="",
    )


def count_json(plan: Plan, totals: Totals) -> dict[str, Any]:
    """The counts in the shape of the UK Parliament's petitions, so that their tools can read it."""
    rows = totals.countries(f"{petition_of(plan)}.signed")
    goals = [t for t in plan.triggers.values() if t.kind == "count"]
    attributes = {
        "action": localised(plan.demand, plan.languages[0], plan.languages[0]),
        "signature_count": signatures(plan, totals),
        "signatures_by_country": [
            {"name": english_name(code), "code": code, "signature_count": n}
            for code, n in rows.items()
        ],
        "thresholds": [{"name": t.name, "signature_count": t.count} for t in goals],
        "closes_at": plan.closes.isoformat(),
    }
    data = {"type": "petition", "id": plan.day, "attributes": attributes}
    return {"day": plan.day, "as_of": totals.as_of.isoformat(), "data": data}


def titles(plan: Plan, language: str) -> dict[str, str]:
    """What a page of this plan is called; at high risk its title does not tell the topic."""
    demand = localised(plan.demand, language, plan.languages[0])
    title = plan.organisation if plan.risk == "high" else f"{demand} · {plan.organisation}"
    return {"title": title, "demand": demand, "organisation": plan.organisation}


def countries(words: Words) -> list[tuple[str, str]]:
    """(code, name) of every country, in the order of this language's names."""
    named = [(code, words.country(code)) for code in codes()]
    return sorted(named, key=lambda pair: _plain(pair[1]))


def _confirms(plan: Plan) -> bool:
    ask = plan.asks.get(petition_of(plan))
    return ask is not None and ask.confirm == "mail"


def _goal(plan: Plan, count: int) -> int:
    """The next count that triggers a delivery, or the last one; 0 when there is none."""
    goals = sorted(t.count for t in plan.triggers.values() if t.kind == "count")
    return next((goal for goal in goals if goal > count), goals[-1] if goals else 0)


def _ends(plan: Plan, now: datetime) -> tuple[str, datetime]:
    """What happens next and when: the next delivery at a set hour, else the close."""
    deadlines = sorted(t.at for t in plan.triggers.values() if t.at and t.at > now)
    return ("delivery", deadlines[0]) if deadlines else ("close", plan.closes)


@cache
def _plain(name: str) -> str:
    """Without accents: `Émirats` is sorted under E."""
    parts = unicodedata.normalize("NFKD", name.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part))
