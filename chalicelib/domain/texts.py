"""The words of one text: the plan's own where it has them, else the catalogue's."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Protocol

from chalicelib.domain.asked import MENU, menu_of
from chalicelib.domain.people import Person
from chalicelib.domain.plan import Ask, Plan, localised
from chalicelib.domain.replies import Answer

VARIABLE = re.compile(r"( ?)\{(\w+)\}")


class Says(Protocol):
    """The part of `ports.Catalogues` that texts need."""

    def say(self, key: str, language: str, values: Mapping[str, str]) -> str: ...


def answer_text(
    answer: Answer, plan: Plan | None, language: str, catalogues: Says, values: Mapping[str, str]
) -> str:
    """The text of an answer. `values` needs `org` and `link`; a plan brings the rest itself."""
    if plan is None:
        return catalogues.say(answer.key, language, {**values, **answer.values})
    asked = _asked(plan, answer)
    if answer.kind == "ask" and asked:
        return ask_text(plan, asked, language, catalogues, values)
    known = {**of_plan(plan, language), **values, **answer.values}
    if answer.kind == "confirm":
        return fill(localised(plan.asks[answer.key].text, language, plan.languages[0]), known)
    if asked:
        known["options"] = options(plan, asked, language, catalogues)
    return catalogues.say(answer.key, language, known)


def _asked(plan: Plan, answer: Answer) -> Ask | None:
    """The ask whose question or options the answer shows: one of the plan, or a menu of some."""
    if menu := answer.values.get("menu"):
        return menu_of(plan, menu.split())
    return plan.asks.get(answer.key if answer.kind == "ask" else answer.values.get("ask", ""))


def ask_text(
    plan: Plan, ask: Ask, language: str, catalogues: Says, values: Mapping[str, str]
) -> str:
    """The text that puts the ask: the plan's own, or the catalogue's with the ask's options.

    The plan's text of an ask without a `send` is its confirmation, not its question.
    """
    known = {**of_plan(plan, language), **values}
    if ask.text and ask.has_wave:
        return fill(localised(ask.text, language, plan.languages[0]), known)
    known["options"] = options(plan, ask, language, catalogues)
    kind = MENU if ask.name not in plan.asks else ask.does
    key = "neutral" if plan.risk == "high" else kind
    return catalogues.say(f"ask.{key}", language, known)


def sent_ask(
    plan: Plan,
    ask: Ask,
    person: Person,
    catalogues: Says,
    values: Mapping[str, str],
) -> str:
    """The text that puts the ask to this person, through their country's sender.

    Where no reply can reach us neither a number nor STOP may be offered: the plan's own text
    gives way to one that leads to the person's page, which has the answers and the way out.
    """
    if not plan.one_way(person.country):
        return ask_text(plan, ask, person.language, catalogues, values)
    return link_text(plan, ask, person.language, catalogues, values)


def link_text(
    plan: Plan, ask: Ask, language: str, catalogues: Says, values: Mapping[str, str]
) -> str:
    """The text that leads to the person's page, where the ask is put."""
    kind = "neutral" if plan.risk == "high" else "ask"
    key = "report" if ask.does == "report" else kind
    return catalogues.say(f"link.{key}", language, {**of_plan(plan, language), **values})


def sent_notice(
    plan: Plan, name: str, country: str, language: str, catalogues: Says, values: Mapping[str, str]
) -> str:
    """The notice as people there get it, through their country's sender; see `sent_ask`."""
    if not plan.one_way(country):
        return notice_text(plan, name, language, catalogues, values)
    known = {**of_plan(plan, language), **values}
    return catalogues.say(f"link.{name}", language, known)


def ask_links(plan: Plan, ask: Ask, person: Person) -> bool:
    """Whether the ask's text carries the link of the person's own page."""
    if plan.one_way(person.country):
        return True
    own = ask.text if ask.has_wave else {}
    return any("{link}" in text for text in own.values()) if own else plan.risk == "high"


def notice_text(
    plan: Plan, name: str, language: str, catalogues: Says, values: Mapping[str, str]
) -> str:
    """A text that asks nothing (`kit`, `ready`, `result`): the plan's own, or the catalogue's."""
    known = {**of_plan(plan, language), **values}
    if own := plan.notices.get(name):
        return fill(localised(own, language, plan.languages[0]), known)
    return catalogues.say(f"notice.{name}", language, known)


def options(plan: Plan, ask: Ask, language: str, catalogues: Says) -> str:
    """What may be answered: `1 host 2 come 3 act from home, NO for none`."""
    if ask.answers == ("number",):
        return catalogues.say("option.number", language, {})
    shown = " ".join(
        f"{n} {catalogues.say(_option(plan, ask, answer), language, {})}"
        for n, answer in enumerate(ask.answers, start=1)
    )
    if "no" in ask.answers:
        return shown
    return f"{shown}, {catalogues.say('option.none', language, {})}"


def fill(text: str, values: Mapping[str, str]) -> str:
    """A plan's text with its variables; an unknown or empty one leaves no trace, not even a space.

    The check refuses unknown variables long before; at the moment of sending nothing may fail.
    """

    def value(found: re.Match[str]) -> str:
        known = values.get(found[2], "")
        return f"{found[1]}{known}" if known else ""

    filled = VARIABLE.sub(value, text)
    return filled.lstrip(" ,") if text.startswith("{") else filled


def number_text(number: int, language: str) -> str:
    """`12,480` in English, `12480` elsewhere: no separator there is both usual and GSM-7."""
    return f"{number:,}" if _is_english(language) else str(number)


def date_text(day: date, language: str) -> str:
    """`20 March` in English, `20/3` elsewhere: month names have letters outside GSM-7 (août)."""
    return (
        f"{day.day} {MONTHS[day.month - 1]}" if _is_english(language) else f"{day.day}/{day.month}"
    )


MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def _is_english(language: str) -> bool:
    return language.split("-")[0] == "en"


def _option(plan: Plan, ask: Ask, answer: str) -> str:
    if answer == "accept":
        return f"option.accept.{ask.does}"
    if answer in ("no", "later", "number"):
        return f"option.{answer}"
    return f"option.{plan.asks[answer].does}"


def of_plan(plan: Plan, language: str) -> dict[str, str]:
    """What the plan itself says for a text's variables.

    At high risk no text names the cause, whatever the plan wrote.
    """
    demand = localised(plan.demand, language, plan.languages[0])
    return {
        "org": plan.organisation,
        "demand": "" if plan.risk == "high" else demand,
        "date": date_text(plan.date, language),
        "firstName": "",
    }
