"""The texts that a plan's asks and follow-ups will be sent as, before their variables are filled.

The plan's own, or the catalogue's with the ask's options: what the checks must read.
"""

from collections.abc import Mapping

from chalicelib.domain.forecast.bill import LONGEST
from chalicelib.domain.forecast.waves import Texts
from chalicelib.domain.plan import Ask, Localised, Plan
from chalicelib.domain.planfile.words import ANSWERS
from chalicelib.domain.texts import Says, ask_text, fill, link_text, notice_text, of_plan
from chalicelib.errors import NotFoundError

VARIABLES = ("org", "firstName", "link", "demand", "date")
UNFILLED = {name: f"{{{name}}}" for name in VARIABLES}
CATALOGUE_FALLBACK = "en"


def ask_texts(plan: Plan, catalogues: Says) -> dict[str, Localised]:
    """The texts of each ask whose answers lead somewhere, by language."""
    asks = (ask for ask in plan.asks.values() if ask.text or _leads_on(plan, ask))
    return {ask.name: ask.text or _of_catalogue(plan, ask, catalogues) for ask in asks}


def longest(plan: Plan, texts: Mapping[str, Localised]) -> dict[str, Localised]:
    """The texts as they are sent, each variable at its longest; names and links in GSM letters."""
    return {
        ask: {
            language: fill(text, {**of_plan(plan, language), **LONGEST})
            for language, text in said.items()
        }
        for ask, said in texts.items()
    }


def sent_texts(plan: Plan, texts: Mapping[str, Localised], catalogues: Says) -> Texts:
    """What each ask is billed as, where people can reply and where they get a link."""
    two_way = {(ask, False): said for ask, said in longest(plan, texts).items()}
    return two_way | {
        (ask.name, True): {
            language: link_text(plan, ask, language, catalogues, LONGEST)
            for language in plan.languages
        }
        for ask in plan.asks.values()
        if ask.send
    }


def notice_texts(plan: Plan, catalogues: Says) -> dict[str, Localised]:
    """The texts of `kit` and `ready`, by language."""
    return {name: _of_catalogue(plan, name, catalogues) for name in ("kit", "ready")}


def _of_catalogue(plan: Plan, asked: Ask | str, catalogues: Says) -> Localised:
    """By language; one that the catalogue lacks, so that it falls back, is left out."""
    fallback = _said(plan, asked, CATALOGUE_FALLBACK, catalogues)
    texts = {language: _said(plan, asked, language, catalogues) for language in plan.languages}
    return {
        language: text
        for language, text in texts.items()
        if text and (text != fallback or language.startswith(CATALOGUE_FALLBACK))
    }


def _said(plan: Plan, asked: Ask | str, language: str, catalogues: Says) -> str:
    try:
        if isinstance(asked, Ask):
            return ask_text(plan, asked, language, catalogues, UNFILLED)
        return notice_text(plan, asked, language, catalogues, UNFILLED)
    except NotFoundError:
        return ""


def _leads_on(plan: Plan, ask: Ask) -> bool:
    return all(answer in (*ANSWERS, "number", *plan.asks) for answer in ask.answers)
