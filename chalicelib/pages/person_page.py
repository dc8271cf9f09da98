"""A person's own page: their question, their texts, their data. Made new at each look."""

from datetime import datetime
from typing import Any

from chalicelib.domain.days import Day
from chalicelib.domain.own_page import asked_now, choices, live_key
from chalicelib.domain.people import Person
from chalicelib.domain.plan import Plan, localised
from chalicelib.domain.texts import date_text
from chalicelib.pages.render import render
from chalicelib.pages.words import NAMES, Words, language_name


def person_page(
    person: Person,
    day: Day | None,
    plan: Plan | None,
    words: Words,
    now: datetime,
    *,
    action: str,
    organisation: str,
    public: str,
    result: str = "",
    said: str = "",
    fault: bool = False,
) -> str:
    """`public` is the petition of the day they are in, `result` that of the day of their last act
    where it is another; `said` is what the last press came to. The title never tells the topic."""
    ask = asked_now(person, plan, now) if day and day.counts and plan else None
    return render(
        "person.html",
        words,
        title=organisation,
        organisation=organisation,
        action=action,
        turn=person.version,
        asked=live_key(person),
        said=said,
        fault=fault,
        ask=ask,
        demand=_demand(plan, words.language) if ask and plan else "",
        date=date_text(plan.date, words.language) if plan else "",
        choices=choices(plan, ask) if ask and plan else (),
        answered=bool(person.live and person.live.answered),
        opted_out=person.opted_out,
        peace=_peace(person, now, words.language),
        languages=_languages(person, plan),
        public=public,
        result=result,
    )


def erase_page(words: Words, *, action: str, organisation: str, turn: int) -> str:
    """The question before an erasure."""
    return render(
        "person_erase.html",
        words,
        title=organisation,
        organisation=organisation,
        action=action,
        turn=turn,
    )


def _demand(plan: Plan, language: str) -> str:
    return localised(plan.demand, language, plan.languages[0])


def _peace(person: Person, now: datetime, language: str) -> str:
    """The date until which they asked for some peace; empty if they did not."""
    if person.paused_until is None or not person.paused(now):
        return ""
    return date_text(person.paused_until.date(), language)


def _languages(person: Person, plan: Plan | None) -> list[tuple[str, str]]:
    """(code, name) of those they may choose instead of theirs."""
    known: Any = plan.languages if plan else NAMES
    return [(code, language_name(code)) for code in known if code != person.language]
