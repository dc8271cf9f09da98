"""The page behind a person's own link: their question, their texts, their data; only POST acts."""

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from babel.messages.pofile import read_po
from chalice.test import HTTPResponse

from chalicelib.adapters.catalogues import LOCALES
from chalicelib.domain.people import Person
from chalicelib.domain.plan import Ask, Level
from tests.support.fakes import NOON
from tests.unit.web.website import Visitor, Website, a_plan, text_of

NUMBER = "+33639980101"
LANGUAGES = ("en", "fr", "es", "pt")
ONE_WAY = {"FR": "link", "other": "long-code"}


def asks() -> dict[str, Ask]:
    """Signing is asked now; who says no is offered a quieter act."""
    sign = Ask(
        name="sign",
        level=Level.URGENT,
        does="sign",
        send=NOON,
        until=NOON + timedelta(days=4),
        answers=("accept", "later", "share"),
    )
    share = Ask(name="share", level=Level.MENU, does="share", until=NOON + timedelta(days=4))
    return {"sign": sign, "share": share}


def opened(language: str = "en", **differs: Any) -> "Opened":
    """Someone in France, texted one-way, with the link of their text."""
    given = {"asks": asks(), "senders": ONE_WAY, "languages": LANGUAGES, **differs}
    website = Website(plan=a_plan(**given))
    website.stage.add(NUMBER, country="FR", zone="Europe/Paris", language=language)
    website.stage.tick_until_quiet()
    [text] = website.stage.carrier.texts_to(NUMBER)
    found = re.search(r"/p/\w+", text)
    assert found
    return Opened(website, found[0])


class Opened:
    """The website, a visitor without cookies, and the path of the page."""

    def __init__(self, website: Website, path: str) -> None:
        self.website, self.path = website, path
        self.visitor = Visitor(website)

    def page(self) -> HTTPResponse:
        return self.visitor.get(self.path)

    def press(self, press: str, page: HTTPResponse | None = None, **more: str) -> HTTPResponse:
        """Presses that button of the page, as it is now or as it was then."""
        html = text_of(page or self.page())
        hidden = {
            name: found[1] if (found := re.search(rf'name="{name}" value="([^"]*)"', html)) else ""
            for name in ("turn", "asked")
        }
        return self.visitor.post(self.path, {**hidden, "press": press, **more})

    @property
    def person(self) -> Person:
        stage = self.website.stage
        person = stage.store.person(stage.vault.person_id(NUMBER))
        assert person
        return person

    def tally(self, name: str) -> int:
        return self.website.stage.store.totals("rivieres", NOON).of(name)


def test_the_page_shows_the_question_with_the_same_answers() -> None:
    """By the same numbers as in a text; and the way out, the pause, the data."""
    html = text_of(opened().page())
    assert "Will you sign?" in html and "Ban PFAS" in html
    assert re.findall(r'name="press" value="([^"]+)"[^>]*>([^<]+)<', html) == [
        ("1", "Sign"),
        ("2", "Later"),
        ("3", "Act from home"),
        ("no", "None of these"),
        ("stop", "No more texts"),
        ("pause", "Pause for 30 days"),
        ("language:fr", "Français"),
        ("language:es", "Español"),
        ("language:pt", "Português"),
        ("erase", "Erase my data"),
        ("abuse", "Report it"),
    ]
    assert "<script" not in html


def test_a_press_counts_as_a_text_would() -> None:
    """Proved, since only their phone was sent the link, and on a channel of its own."""
    opened_ = opened()
    answer = opened_.press("1")
    assert answer.status_code == 200 and "Thank you" in text_of(answer)
    [fact] = [f for f in opened_.website.stage.store.facts("rivieres") if f.kind == "signed"]
    assert (fact.channel, fact.proved, fact.person) == ("link", True, opened_.person.id)
    assert opened_.tally("sign.signed@link") == 1
    assert opened_.person.live and opened_.person.live.answered


def test_promise_9_a_double_press_has_one_effect_and_one_answer() -> None:
    """Also where the first press moved the page on to another question."""
    opened_ = opened()
    page = opened_.page()
    first, second = opened_.press("1", page), opened_.press("1", page)
    assert text_of(first) == text_of(second)
    assert opened_.tally("sign.signed") == 1


def test_a_press_on_an_old_page_is_not_taken_for_another_question() -> None:
    """What the page showed goes with the press; what is asked now is shown instead."""
    opened_ = opened()
    answer = opened_.visitor.post(opened_.path, {"press": "1", "turn": "1", "asked": "rivieres/x"})
    assert answer.status_code == 409 and "has changed" in text_of(answer)
    assert opened_.tally("sign.signed") == 0


def test_only_a_post_acts() -> None:
    """A link scanner that opens the page, or asks for its head, changes nothing of a person."""
    opened_ = opened()
    before = opened_.person
    for path in (opened_.path, f"{opened_.path}?press=stop&turn=1"):
        assert opened_.visitor.get(path).status_code == 200
    head = opened_.website.request("HEAD", opened_.path)
    assert head.status_code in (403, 404, 405)
    assert opened_.person == before


def test_a_visit_is_counted_once_a_person_and_ask() -> None:
    """And not for a program that says it is one."""
    opened_ = opened()
    opened_.visitor.get(opened_.path, user_agent="Twitterbot/1.0")
    assert opened_.tally("sign.visited") == 0
    opened_.page()
    opened_.page()
    assert opened_.tally("sign.visited") == opened_.tally("sign.visited@link") == 1


def test_promise_1_the_opt_out_of_the_page_holds_at_once() -> None:
    """With its proof; and the way back is on the page."""
    opened_ = opened()
    answer = opened_.press("stop")
    assert "won’t text you again" in text_of(answer)
    consent = opened_.person.consent
    assert (consent.state, consent.source) == ("out", "link")
    assert consent.terms == "rivieres v1" and consent.wording
    assert "Text me again" in text_of(opened_.page())
    opened_.press("start")
    assert not opened_.person.opted_out


def test_a_pause_and_another_language() -> None:
    """What a text can do, the page can."""
    opened_ = opened()
    opened_.press("pause")
    assert opened_.person.paused(NOON + timedelta(days=29))
    assert "No texts until" in text_of(opened_.page())
    opened_.press("back")
    assert not opened_.person.paused(NOON + timedelta(days=1))
    answer = opened_.press("language:es")
    assert opened_.person.language == "es"
    assert '<html lang="es"' in text_of(answer)


def test_an_erasure_is_asked_twice_and_then_a_humans_case() -> None:
    """Nothing happens at the first press; at the second, nobody texts them any more."""
    opened_ = opened()
    sure = opened_.press("erase")
    assert "Erase everything" in text_of(sure) and not opened_.person.opted_out
    opened_.press("erase-yes", sure)
    assert opened_.person.opted_out
    [case] = opened_.website.stage.store.cases("rivieres")
    assert case.kind == "erase_request"


def test_a_report_reaches_a_human_sealed() -> None:
    """With their own words."""
    opened_ = opened()
    opened_.press("abuse", words="he waits at my door")
    [case] = opened_.website.stage.store.cases("rivieres")
    assert case.kind == "abuse"
    assert opened_.website.stage.vault.open(case.text, case.person) == "he waits at my door"


@pytest.mark.parametrize("token", ["abc", "x" * 11, "-", "1" * 200])
def test_an_unknown_token_is_the_same_404(token: str) -> None:
    """For any token, on GET and POST: nothing tells a near miss from a far one."""
    opened_ = opened()
    pages = [
        opened_.visitor.get("/p/00000000000"),
        opened_.visitor.get(f"/p/{token}"),
        opened_.visitor.post(f"/p/{token}", {"press": "stop", "turn": "1"}),
    ]
    assert {page.status_code for page in pages} == {404}
    assert len({text_of(page) for page in pages}) == 1


@pytest.mark.parametrize(
    "form",
    [{}, {"press": "2x", "turn": "1"}, {"press": "stop", "turn": "x"}, {"press": "language:xx"}],
)
def test_what_no_page_posts_records_nothing(form: dict[str, str]) -> None:
    """A form made by hand."""
    opened_ = opened()
    before = opened_.person
    assert opened_.visitor.post(opened_.path, form).status_code == 400
    assert opened_.person == before


def test_nobody_keeps_frames_or_finds_the_page() -> None:
    """No store, no referrer, no robots, no scripts, and a form that goes nowhere else."""
    opened_ = opened()
    for page in (opened_.page(), opened_.visitor.get("/p/nobody")):
        assert page.headers["Cache-Control"] == "no-store"
        assert page.headers["Referrer-Policy"] == "no-referrer"
        assert "noindex" in page.headers["X-Robots-Tag"]
        policy = page.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy and "script-src" not in policy
        assert "form-action https://api.example;" in policy
        assert policy.count("style-src") == 1


def test_at_high_risk_the_title_names_no_cause() -> None:
    """The organisation alone, at any risk."""
    for risk in ("normal", "high"):
        html = text_of(opened(risk=risk).page())
        assert "<title>Rivières Vivantes</title>" in html
        assert "Ban PFAS" in html.split("</head>")[1]


def test_of_the_erased_there_is_no_page() -> None:
    """The token leads nowhere once what it led to is gone."""
    opened_ = opened()
    stage = opened_.website.stage
    stage.store.forget(opened_.person.id, lambda: "erased.0")
    assert opened_.page().status_code == 404


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_exists_whole_in_each_language(language: str) -> None:
    """Every word of it in the catalogue, none borrowed from English."""
    keys = {
        code: {
            message.id
            for message in read_po(
                (LOCALES / code / "LC_MESSAGES/pages.po").read_text().splitlines()
            )
            if str(message.id).startswith("own.") and message.string
        }
        for code in (language, "en")
    }
    assert keys[language] == keys["en"] and len(keys["en"]) > 40
    html = text_of(opened(language).page())
    assert f'<html lang="{language}"' in html


def own_keys(language: str) -> set[str]:
    """The page's keys that have a text in that language."""
    lines = (LOCALES / language / "LC_MESSAGES/pages.po").read_text().splitlines()
    found = {str(message.id) for message in read_po(lines) if message.string}
    return {key for key in found if key.startswith("own.")}


def test_a_result_of_a_closed_day_leads_on_from_their_own_page() -> None:
    """One-way people and those at high risk get no other link: the answer is one press away."""
    opened_page = opened()
    opened_page.press("1")
    stage = opened_page.website.stage
    day = stage.store.day("rivieres")
    assert day is not None
    assert "/rivieres/en.html" in text_of(opened_page.page())
    stage.store.move_day(day, replace(day, state="closed"))
    page = text_of(opened_page.page())
    assert "What came of what you did" in page
    assert "https://public.example/rivieres/en.html" in page
