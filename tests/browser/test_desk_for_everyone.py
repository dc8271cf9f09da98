"""The desk for whoever uses a keyboard, a screen reader or a small telephone.

axe-core looks at every page, in both languages and both schemes; `make tools` installs it. What it
cannot see (order of focus, names that make sense) is tried by keyboard below.
"""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from chalicelib.domain.cases import Case
from tests.browser.served import Served, serve
from tests.browser.test_desk_in_browser import sign_in
from tests.support.fakes import NOON
from tests.unit.web.website import MOBILE, Visitor

pytestmark = pytest.mark.browser

AXE = Path(__file__).parents[2] / ".tools/node_modules/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SMALL = {"width": 375, "height": 667}
SIDEWAYS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
DAY = "/days/rivieres"


@pytest.fixture
def busy() -> Iterator[Served]:
    """A day with a case, a story and a wave."""
    served = serve()
    stage = served.website.stage
    stage.add(MOBILE, name=stage.vault.seal("Ana", stage.vault.person_id(MOBILE)))
    Visitor(served.website).post("/d/rivieres/sign", {"phone": MOBILE})
    for said in ("peut-être, on verra bien, qui sait", "mais de quoi parlez-vous donc"):
        stage.text(MOBILE, said)
    opened = NOON - timedelta(days=1)
    failed = Case(id="r1", day="rivieres", kind="run_failed", opened_at=opened, detail="wave.sign")
    stage.store.open_case(failed)
    yield served
    served.close()


def to_sign_in(page: Page, served: Served, language: str) -> None:
    page.goto(f"{served.desk_url}?lang={language}")


def to_code(page: Page, served: Served, language: str) -> None:
    to_sign_in(page, served, language)
    page.locator("[name=address]").fill("nobody@example.org")
    page.locator("main button").click()
    page.locator("[name=code]").fill("000000")
    page.locator("main button").click()
    expect(page.get_by_role("alert")).to_be_visible()


def to_days(page: Page, served: Served, language: str) -> None:
    to_day(page, served, language)
    page.goto(f"{served.desk_url}?lang={language}")


def to_day(page: Page, served: Served, language: str) -> None:
    sign_in(page, served, language)
    page.locator("summary").first.click()


def to_cases(page: Page, served: Served, language: str) -> None:
    sign_in(page, served, language)
    page.goto(f"{served.desk_url}{DAY}/cases?lang={language}&done=sent")


def to_case(page: Page, served: Served, language: str) -> None:
    to_cases(page, served, language)
    page.locator(".caselist button").last.click()
    expect(page.locator("#words")).to_be_visible()


def to_preview(page: Page, served: Served, language: str) -> None:
    to_case(page, served, language)
    page.locator("#words").fill("Bonjour Ana")
    page.locator("[aria-labelledby=answering] button").click()
    expect(page.get_by_role("status")).to_be_visible()


def to_find(page: Page, served: Served, language: str) -> None:
    sign_in(page, served, language)
    page.goto(f"{served.desk_url}{DAY}/person?lang={language}")
    page.locator("#number").fill("nobody")
    page.locator("main button").click()
    expect(page.get_by_role("alert")).to_be_visible()


def to_person(page: Page, served: Served, language: str) -> None:
    to_find(page, served, language)
    page.locator("#number").fill(MOBILE)
    page.locator("main button").click()
    page.locator("summary").first.click()


def to_audits(page: Page, served: Served, language: str) -> None:
    to_case(page, served, language)
    page.goto(f"{served.desk_url}{DAY}/audits?lang={language}")


def to_nothing(page: Page, served: Served, language: str) -> None:
    sign_in(page, served, language)
    page.goto(f"{served.desk_url}/days/nowhere?lang={language}")


PAGES = {
    each.__name__[3:]: each
    for each in (
        to_sign_in,
        to_code,
        to_days,
        to_day,
        to_cases,
        to_case,
        to_preview,
        to_find,
        to_person,
        to_audits,
        to_nothing,
    )
}


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("name", list(PAGES))
def test_axe_finds_nothing_wrong(page: Page, busy: Served, name: str, language: str) -> None:
    """Landmarks, labels, names, contrast in light and dark; at the width of a small telephone."""
    if not AXE.exists():
        pytest.skip("axe-core is not here: `make tools` installs it (needs npm)")
    page.set_viewport_size(SMALL)  # type: ignore[arg-type]
    PAGES[name](page, busy, language)
    assert not page.evaluate(SIDEWAYS), "the page scrolls sideways"
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        assert broken(page) == [], (name, language, scheme)


@pytest.mark.parametrize("name", ["day", "cases", "case", "person", "audits"])
def test_the_first_tab_leads_past_the_links(page: Page, busy: Served, name: str) -> None:
    """A link that shows when it is reached, and moves focus into the page."""
    PAGES[name](page, busy, "en")
    page.evaluate("document.activeElement.blur(); window.scrollTo(0, 0)")
    page.evaluate("document.body.tabIndex = -1; document.body.focus()")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the content")
    expect(skip).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_a_case_is_answered_by_keyboard_alone(page: Page, busy: Served) -> None:
    """From the list to the text that left, without a mouse."""
    to_cases(page, busy, "en")
    page.get_by_role("button", name=re.compile("A reply we did not understand")).focus()
    page.keyboard.press("Enter")
    page.get_by_label("Your words").focus()
    page.keyboard.type("Hello Ana")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    send = page.get_by_role("button", name="Send this text")
    expect(send).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("handed to the carrier")
    (text,) = busy.website.stage.carrier.sent
    assert text.body == "Rivières Vivantes: Hello Ana"


def test_the_board_speaks_only_of_what_changes(page: Page, busy: Served) -> None:
    """One polite live region, the day's state: a count that moves each second is not read out."""
    sign_in(page, busy)
    live = page.locator("#board [aria-live]")
    expect(live).to_have_count(1)
    expect(live).to_have_attribute("aria-live", "polite")


def broken(page: Page) -> list[tuple[str, list[Any]]]:
    """The rules that do not hold, with where."""
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("rules => axe.run({runOnly: rules}).then(r => r.violations)", RULES)
    return [(rule["id"], [node["target"] for node in rule["nodes"]][:3]) for rule in found]
