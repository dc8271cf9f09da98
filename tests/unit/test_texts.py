"""The words of one text, and what each catalogue text costs."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from string import Formatter
from typing import Literal

import pytest
from babel.messages.pofile import read_po
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.adapters.catalogues import LOCALES, GettextCatalogues
from chalicelib.domain.intents import classify
from chalicelib.domain.plan import Act, Ask, Level, Plan
from chalicelib.domain.replies import Answer
from chalicelib.domain.segments import costly_letters, segments
from chalicelib.domain.texts import (
    answer_text,
    ask_text,
    date_text,
    fill,
    notice_text,
    number_text,
    options,
)
from cli.catalogues import compile_changed

compile_changed()
CATALOGUES = GettextCatalogues()
LANGUAGES = ("en", "fr", "es", "pt")
ORGANISATIONS = ("All Out", "Rivières Vivantes")
LINK = "https://rivieres.example/d/2027/x7f"
NEVER = datetime(2027, 3, 20, 22, tzinfo=UTC)
MENUS = {
    "en": "1 host 2 come 3 act from home, NO for none",
    "fr": "1 accueillir 2 venir 3 agir de chez moi, NON rien du tout",
    "es": "1 organizar 2 venir 3 actuar desde casa, NO si nada",
    "pt": "1 receber 2 vir 3 agir de casa, NAO se nada",
}


KINDS: tuple[Literal["ask", "confirm"], ...] = ("ask", "confirm")


def ask(name: str, does: Act, *answers: str, **texts: str) -> Ask:
    """An ask of level 2 with those answers, by default `accept` and `no`."""
    kept = answers or ("accept", "no")
    return Ask(name=name, level=Level.EVENTS, does=does, until=NEVER, answers=kept, text=texts)


HOST = ask("host", "host", "accept", "attend", "home")
REPORT = ask("report", "report", "number")
PLAN = Plan(
    day="rivieres-2027",
    version=1,
    organisation="Rivières Vivantes",
    languages=("fr", "en"),
    zone="Europe/Paris",
    date=date(2027, 3, 20),
    closes=NEVER,
    gathering=time(11),
    demand={"fr": "Interdire les PFAS avant 2028", "en": "Ban PFAS before 2028"},
    asks={
        "host": HOST,
        "attend": ask("attend", "attend"),
        "home": ask("home", "share"),
        "sign": ask("sign", "sign", "accept", "later"),
        "report": REPORT,
    },
    targets={},
    triggers={},
    notices={"kit": {"fr": "{org}: le guide de {firstName} {link}"}},
)
ACTS: tuple[Act, ...] = (
    "sign", "share", "write", "call", "give", "attend", "host", "wear", "testify", "report",
)  # fmt: skip


def catalogue(language: str) -> dict[str, str]:
    """Every text of the catalogue by key."""
    path: Path = LOCALES / language / "LC_MESSAGES" / "texts.po"
    with path.open("rb") as source:
        return {str(m.id): str(m.string) for m in read_po(source, locale=language) if m.id}


def typical(key: str, language: str, org: str) -> dict[str, str]:
    """Values as long as they usually are."""
    menu = "1 accept 2 no" if key.startswith("ask.") else MENUS[language]
    return {
        "org": org,
        "link": LINK,
        "demand": "Interdire les PFAS avant 2028",
        "date": date_text(date(2027, 12, 20), language),
        "number": number_text(12480, language),
        "when": "23/3 13:00",
        "options": menu,
        "code": "123456",
        "days": "30",
        "languages": "FR, EN",
        "target": "The Minister",
        "count": "",
        "news": "The Minister agrees to what we asked.",
    }


TEXTS = [
    (key, language, org)
    for language in LANGUAGES
    for key in catalogue(language)
    if not key.startswith("words.")
    for org in ORGANISATIONS
]


@pytest.mark.parametrize(("key", "language", "org"), TEXTS)
def test_every_text_of_every_language_is_one_segment(key: str, language: str, org: str) -> None:
    """With typical values, and in the letters of GSM-7."""
    said = CATALOGUES.say(key, language, typical(key, language, org))
    assert costly_letters(said.replace("í", "i") if "í" in org else said) == ""
    assert segments(said) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_ask_names_the_organisation_and_how_to_stop(language: str) -> None:
    """It may be the first text a person gets."""
    for act in ACTS:
        text = catalogue(language)[f"ask.{act}"]
        fields = {name for _, name, _, _ in Formatter().parse(text) if name}
        assert "org" in fields
        assert "STOP" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_we_offer_is_understood(language: str) -> None:
    """Whoever answers with the words of an option means that option."""
    words, texts = CATALOGUES.vocabulary(language), catalogue(language)
    for key, text in texts.items():
        kind, _, act = key.removeprefix("option.").removeprefix("accept.").partition(".")
        if key in ("option.no", "option.later"):
            assert classify(text, words).kind == kind
        elif key.startswith("option.") and key not in ("option.none", "option.number"):
            assert (classify(text, words).word, act) == (kind, "")
    assert classify(texts["option.none"].split()[0], words).kind == "no"


@pytest.mark.parametrize("language", LANGUAGES)
def test_options_are_numbered_in_the_order_of_the_answers(language: str) -> None:
    """A name reads as the act of the ask it leads to; NO is said where it has no number."""
    assert options(PLAN, HOST, language, CATALOGUES) == MENUS[language]


@pytest.mark.parametrize(
    ("name", "shown"),
    [("attend", "1 come 2 no"), ("sign", "1 sign 2 later, NO for none"), ("report", "a number")],
)
def test_options_of_plain_answers(name: str, shown: str) -> None:
    """`accept` reads as the ask's own act; a question that expects a number says so."""
    assert options(PLAN, PLAN.asks[name], "en", CATALOGUES) == shown


def test_an_ask_without_text_shows_its_own_numbers() -> None:
    """The catalogue's text fits whatever answers the plan gave it."""
    said = ask_text(PLAN, PLAN.asks["sign"], "en", CATALOGUES, {"link": LINK})
    assert said == (
        "Rivières Vivantes: Ban PFAS before 2028. Will you sign? "
        "1 sign 2 later, NO for none. No more texts: STOP"
    )


def test_an_answer_by_the_catalogue_has_the_plans_words() -> None:
    """`reply.unclear` carries the ask whose options it repeats."""
    answer = Answer(kind="say", key="reply.unclear", values={"ask": "host"})
    said = answer_text(answer, PLAN, "fr", CATALOGUES, {"link": LINK})
    assert said == (
        "Pardon, pas compris. 1 accueillir 2 venir 3 agir de chez moi, NON rien du tout. "
        "Si rien ne convient, dites-le: une personne vous répondra."
    )


def test_an_answer_with_a_link_is_given_it_by_the_caller() -> None:
    """The plan brings the organisation, the caller what belongs to the person."""
    said = answer_text(
        Answer(kind="say", key="reply.signed"), PLAN, "en", CATALOGUES, {"link": LINK}
    )
    assert said.endswith(f"To help Rivières Vivantes gather more, pass this on: {LINK}")


def test_an_answer_that_asks_is_the_plans_own_text() -> None:
    """In the person's language, else in the plan's first."""
    own = replace(HOST, send=NEVER, text={"fr": "{org}: à vous, {firstName}? {date} {x}Merci"})
    plan = replace(PLAN, asks={**PLAN.asks, "host": own})
    answer = Answer(kind="ask", key="host")
    said = answer_text(answer, plan, "pt", CATALOGUES, {"firstName": "Ana"})
    assert said == "Rivières Vivantes: à vous, Ana? 20/3Merci"


def test_the_text_of_an_ask_that_is_only_offered_confirms_it() -> None:
    """It thanks who chose that ask; put as a question, the catalogue's text asks it."""
    own = replace(PLAN.asks["attend"], text={"en": "See you there: {link}"})
    plan = replace(PLAN, asks={**PLAN.asks, "attend": own})
    said = {
        kind: answer_text(Answer(kind=kind, key="attend"), plan, "en", CATALOGUES, {"link": LINK})
        for kind in KINDS
    }
    assert said["confirm"] == f"See you there: {LINK}"
    assert "Will you come on 20 March? 1 come 2 no." in said["ask"]


def test_an_answer_without_a_day_needs_no_plan() -> None:
    """A stranger gets a text signed by the organisation."""
    said = answer_text(
        Answer(kind="say", key="reply.stranger"), None, "en", CATALOGUES, {"org": "All Out"}
    )
    assert said.startswith("Hello, this is All Out.")


def test_a_notice_is_the_plans_own_or_the_catalogues() -> None:
    """The kit's text was written, the ready text was not; an unknown name leaves no hole."""
    said = [notice_text(PLAN, name, "fr", CATALOGUES, {"link": LINK}) for name in ("kit", "ready")]
    assert said[0] == f"Rivières Vivantes: le guide de {LINK}"
    assert said[1].startswith("Rivières Vivantes: le jour approche")


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("Bonjour {firstName}, venez", "Bonjour, venez"),
        ("{firstName}, venez", "venez"),
        ("{org}: {nothing}", "Org:"),
        ("100 % {", "100 % {"),
        ("{org.__class__} {0}", "{org.__class__}"),
    ],
)
def test_a_missing_variable_leaves_no_trace(text: str, filled: str) -> None:
    """Nothing fails at the moment of sending, and nothing but plain names is looked up."""
    assert fill(text, {"org": "Org"}) == filled


@given(st.text(), st.dictionaries(st.text(max_size=5), st.text(max_size=5)))
def test_filling_never_fails(text: str, values: dict[str, str]) -> None:
    """Any text, any values; a text without a brace is untouched."""
    filled = fill(text, values)
    assert "{" in text or filled == text


@given(st.text(st.characters(exclude_characters=" ,"), min_size=1))
def test_a_value_is_never_filled_again(value: str) -> None:
    """A first name in braces stays as typed."""
    assert fill("Bonjour {firstName}", {"firstName": value}) == f"Bonjour {value}"


def test_numbers_and_dates_read_as_people_write_them() -> None:
    """And in letters of GSM-7 alone."""
    assert [number_text(12480, language) for language in LANGUAGES] == [
        "12,480", "12480", "12480", "12480",
    ]  # fmt: skip
    assert date_text(date(2027, 8, 2), "en-GB") == "2 August"
    assert date_text(date(2027, 8, 2), "fr") == "2/8"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_that_undoes_something_is_understood(language: str) -> None:
    """What ends a pause, signs again, and takes an answer back, as our texts spell it."""
    words, texts = CATALOGUES.vocabulary(language), catalogue(language)
    for key, kind in (
        ("reply.paused", "back"),
        ("reply.withdrawn.sign", "act"),
        ("reply.withdrawn.delivered", "act"),
        ("reply.already", "no"),
    ):
        offered = [word for word in re.findall(r"\b[A-Z]{2,}\b", texts[key]) if word != "STOP"]
        assert {classify(word, words).kind for word in offered} == {kind}
