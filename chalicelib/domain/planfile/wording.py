"""The texts that a plan's asks and follow-ups will be sent as, before their variables are filled.

The plan's own, or the catalogue's with the ask's options: what the checks must read.
"""

from chalicelib.domain.plan import Ask, Localised, Plan
from chalicelib.domain.planfile.words import ANSWERS
from chalicelib.domain.texts import Says, ask_text, notice_text
from chalicelib.errors import NotFoundError

VARIABLES = ("org", "firstName", "link", "demand", "date")
UNFILLED = {name: f"{{{name}}}" for name in VARIABLES}
CATALOGUE_FALLBACK = "en"


def ask_texts(plan: Plan, catalogues: Says) -> dict[str, Localised]:
    """The texts of each ask whose answers lead somewhere, by language."""
    asks = (ask for ask in plan.asks.values() if ask.text or _leads_on(plan, ask))
    return {ask.name: ask.text or _of_catalogue(plan, ask, catalogues) for ask in asks}


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
