"""What a result says to those who acted: the plan's own words, or the catalogue's for the stance.

Never the words of whoever answered: those are on the page that the text leads to. At high risk
a text says only that there is news, and leads to the person's own page.
"""

from collections.abc import Mapping

from chalicelib.domain.notices import RESULT, Notice
from chalicelib.domain.plan import Plan, localised
from chalicelib.domain.texts import Says, fill, number_text, of_plan


def result_text(
    plan: Plan,
    notice: Notice,
    country: str,
    language: str,
    catalogues: Says,
    values: Mapping[str, str],
) -> str:
    """The text as people there get it, through their country's sender."""
    known = {**of_plan(plan, language), **values, **_told(plan, notice, language, catalogues)}
    way = "link" if plan.one_way(country) else "notice"
    own = plan.notices.get(notice.says)
    if own and way == "notice" and plan.risk != "high":
        return fill(localised(own, language, plan.languages[0]), known)
    return catalogues.say(f"{way}.{_key(plan, notice)}", language, known)


def _key(plan: Plan, notice: Notice) -> str:
    if plan.risk == "high":
        return f"{RESULT}.neutral"
    return f"{RESULT}.told" if notice.target else RESULT


def _told(plan: Plan, notice: Notice, language: str, catalogues: Says) -> dict[str, str]:
    """`count` is a sentence of its own with the `number`; nobody is told of less than two."""
    number = number_text(notice.signed, language) if notice.signed > 1 else ""
    count = catalogues.say(f"{RESULT}.count", language, {"number": number}) if number else ""
    known = {"number": number, "count": f"{count} " if count else "", "target": "", "news": ""}
    if notice.target and plan.risk != "high":
        known["target"] = _name(plan, notice.target, language)
        known["news"] = catalogues.say(notice.says, language, known)
    return known


def _name(plan: Plan, target: str, language: str) -> str:
    """As it begins a sentence: `The Ecology Minister`."""
    name = localised(plan.targets[target].names, language, plan.languages[0]) or target
    return name[:1].upper() + name[1:]
