"""A person's own page in a real browser, on a small phone."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from chalicelib.domain.people import Person
from tests.browser.served import Served, serve
from tests.unit.web.test_person_page import LANGUAGES, NUMBER, ONE_WAY, asks

pytestmark = pytest.mark.browser

NO_SIDEWAYS = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
SHOTS = os.environ.get("TOCSIN_SHOTS", "")
"""A directory for pictures to look at; empty: none are taken."""


@pytest.fixture
def asked() -> Iterator[Served]:
    """Someone in France was texted a link."""
    served = serve(asks=asks(), senders=ONE_WAY, languages=LANGUAGES)
    yield served
    served.close()


def person(served: Served, language: str = "en") -> Person:
    stage = served.website.stage
    stage.add(NUMBER, country="FR", zone="Europe/Paris", language=language)
    stage.tick_until_quiet()
    found = stage.store.person(stage.vault.person_id(NUMBER))
    assert found and found.token
    return found


def open_page(page: Page, served: Served, language: str = "en") -> Person:
    found = person(served, language)
    page.goto(f"{served.website.base_url}/p/{found.token}")
    return found


def shot(page: Page, name: str) -> None:
    if SHOTS:
        page.screenshot(path=Path(SHOTS) / f"{name}.png", full_page=True)


def test_a_signature_on_the_page_counts(page: Page, asked: Served) -> None:
    """One press, thanks, and nothing asked any more."""
    open_page(page, asked)
    shot(page, "asked")
    expect(page.get_by_role("heading", level=1)).to_have_text("Will you sign?")
    page.get_by_role("button", name="Sign", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("Your signature counts")
    shot(page, "signed")
    assert asked.website.count == 1
    page.reload()
    assert asked.website.count == 1


def test_the_way_out_and_back(page: Page, asked: Served) -> None:
    """STOP is one press away, and START one more."""
    found = open_page(page, asked)
    page.get_by_role("button", name="No more texts").click()
    expect(page.get_by_role("status")).to_contain_text("won’t text you again")
    shot(page, "out")
    stored = asked.website.stage.store.person(found.id)
    assert stored and stored.opted_out
    page.get_by_role("button", name="Text me again").click()
    stored = asked.website.stage.store.person(found.id)
    assert stored and not stored.opted_out


def test_an_erasure_is_asked_twice(page: Page, asked: Served) -> None:
    """The first press only asks; going back changes nothing."""
    found = open_page(page, asked)
    page.get_by_role("button", name="Erase my data").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Erase everything")
    shot(page, "erase")
    page.get_by_role("link", name="No, go back").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Will you sign?")
    stored = asked.website.stage.store.person(found.id)
    assert stored and not stored.opted_out
    page.get_by_role("button", name="Erase my data").click()
    page.get_by_role("button", name="Yes, erase it").click()
    expect(page.get_by_role("status")).to_contain_text("erase your data")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_small_phone_never_scrolls_sideways(page: Page, asked: Served, language: str) -> None:
    """And every button is large enough for a thumb."""
    page.set_viewport_size({"width": 375, "height": 667})
    open_page(page, asked, language)
    page.locator("summary").click()
    shot(page, f"open-{language}")
    assert page.evaluate(NO_SIDEWAYS)
    for button in page.locator("button").all():
        box = button.bounding_box()
        assert box and box["height"] >= 44


def test_it_works_without_scripts_and_with_the_keyboard_alone(page: Page, asked: Served) -> None:
    """There is no script on it; Tab leads to the answers first."""
    open_page(page, asked)
    assert page.locator("script").count() == 0
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Sign"
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_be_visible()
    assert asked.website.count == 1
