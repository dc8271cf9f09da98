"""The petition page: a static object, written by the publisher, read by anyone."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache
from textwrap import shorten
from typing import Any

from chalicelib.domain.plan import Plan, localised
from chalicelib.domain.totals import Totals, petition_of, signatures
from chalicelib.domain.voices import voices_taken
from chalicelib.domain.wording import Say
from chalicelib.pages.countries import codes
from chalicelib.pages.petition_json import recent_countries
from chalicelib.pages.render import origin, policy, render
from chalicelib.pages.words import Words, language_name
from chalicelib.ports import Catalogues

ASSETS = ("petition.css", "count.js")


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownAnswer:
    """What a target said of a demand, in clear. `name`: of one whom the plan does not ask."""

    target: str
    name: str
    demand: str
    stance: str
    at: datetime
    text: str


def petition_page(
    plan: Plan,
    language: str,
    *,
    totals: Totals,
    api_url: str,
    public_url: str,
    catalogues: Catalogues,
    answers: Sequence[ShownAnswer] = (),
) -> str:
    """The page in `language` with the count as of `totals`; a script keeps the count fresh."""
    words = Words(catalogues.say, language)
    count = signatures(plan, totals)
    return render(
        "petition.html",
        words,
        **titles(plan, language),
        policy=policy(ASSETS, form=origin(api_url)),
        targets=targets_of(plan, language),
        takes=voices_taken(plan),
        count=count,
        goal=_goal(plan, count),
        ends=_ends(plan, totals.as_of),
        closed=_closed(plan, totals),
        story=paragraphs(localised(plan.story, language, plan.languages[0])),
        recent=[words.country(code) for code in recent_countries(plan, totals)],
        answers=[_answer(plan, language, answer) for answer in answers],
        zone=plan.zone,
        languages=[(code, language_name(code)) for code in plan.languages],
        action=f"{api_url}/d/{plan.day}/sign",
        page=_address(plan, language, public_url),
        about=_about(plan, language),
        countries=countries(words),
        confirms=_confirms(plan),
        given={},
        fault="",
    )


def embed_page(
    plan: Plan, language: str, *, totals: Totals, public_url: str, catalogues: Catalogues
) -> str:
    """A small page for the frame of another site: demand, count, progress, and a link to sign."""
    count = signatures(plan, totals)
    return render(
        "embed.html",
        Words(catalogues.say, language),
        **titles(plan, language),
        policy=policy(ASSETS),
        count=count,
        goal=_goal(plan, count),
        closed=_closed(plan, totals),
        page=_address(plan, language, public_url),
    )


def titles(plan: Plan, language: str) -> dict[str, str]:
    """What a page of this plan is called; at high risk its title does not tell the topic."""
    demand = localised(plan.demand, language, plan.languages[0])
    title = plan.organisation if plan.risk == "high" else f"{demand} · {plan.organisation}"
    return {"title": title, "demand": demand, "organisation": plan.organisation}


def targets_of(plan: Plan, language: str) -> list[str]:
    """Who decides, by name."""
    return [localised(t.names, language, plan.languages[0]) for t in plan.targets.values()]


def countries(words: Words) -> list[tuple[str, str]]:
    """(code, name) of every country, in the order of this language's names."""
    return list(_named(words.say, words.language))


@lru_cache(maxsize=16)
def _named(say: Say, language: str) -> tuple[tuple[str, str], ...]:
    """The same each second, and a third of the work of publishing a page."""
    words = Words(say, language)
    named = [(code, words.country(code)) for code in codes()]
    return tuple(sorted(named, key=lambda pair: _plain(pair[1])))


def _confirms(plan: Plan) -> bool:
    ask = plan.asks.get(petition_of(plan))
    return ask is not None and ask.confirm == "mail"


def paragraphs(text: str) -> list[str]:
    """What empty lines part."""
    parts = (" ".join(part.split()) for part in re.split(r"\n\s*\n", text))
    return [part for part in parts if part]


def _answer(plan: Plan, language: str, answer: ShownAnswer) -> dict[str, Any]:
    """As the page shows it; the demand is named where there are several."""
    first = plan.languages[0]
    target = plan.targets.get(answer.target)
    demand = localised(plan.demands.get(answer.demand, {}), language, first)
    return {
        "name": localised(target.names, language, first) if target else answer.name,
        "demand": demand if len(plan.demands) > 1 else "",
        "stance": answer.stance,
        "at": answer.at,
        "text": paragraphs(answer.text),
    }


def _about(plan: Plan, language: str) -> str:
    """What a preview on another site tells; nothing of the topic at high risk."""
    if plan.risk == "high":
        return ""
    told = paragraphs(localised(plan.story, language, plan.languages[0]))
    return shorten(told[0], 200, placeholder="…") if told else ""


def _closed(plan: Plan, totals: Totals) -> bool:
    return totals.as_of >= plan.closes or not petition_of(plan)


def _address(plan: Plan, language: str, public_url: str) -> str:
    return f"{public_url}/{plan.day}/{language}.html"


def _goal(plan: Plan, count: int) -> int:
    """The next count that triggers a delivery, or the last one; 0 when there is none."""
    goals = sorted(t.count for t in plan.triggers.values() if t.kind == "count")
    return next((goal for goal in goals if goal > count), goals[-1] if goals else 0)


def _ends(plan: Plan, now: datetime) -> tuple[str, datetime, str]:
    """What happens next, when, and on whose clocks: the next delivery at a set hour, on those of
    where it is written, else the close."""
    deadlines = sorted((t.at, t.zone) for t in plan.triggers.values() if t.at and t.at > now)
    at, zone = deadlines[0] if deadlines else (plan.closes, "")
    return "delivery" if deadlines else "close", at, zone or plan.zone


@cache
def _plain(name: str) -> str:
    """Without accents: `Émirats` is sorted under E."""
    parts = unicodedata.normalize("NFKD", name.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part))
