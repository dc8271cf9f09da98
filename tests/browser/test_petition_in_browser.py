"""The petition page in a real browser."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.served import Served
from tests.unit.web.website import MOBILE

pytestmark = pytest.mark.browser

NO_SIDEWAYS = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"


def sign(page: Page, served: Served, language: str = "en") -> str:
    page.goto(f"{served.petition_url}{language}.html")
    page.locator("[name=phone]").fill(MOBILE)
    take_time(page)
    page.locator("form button").click()
    page.wait_for_url("**/thanks?*")
    return page.content()


def take_time(page: Page) -> None:
    """As long as people take: the page measures it, and a test types like a robot."""
    page.evaluate("() => { const now = performance.now(); performance.now = () => now + 9000; }")


def test_promise_9_signing_twice_shows_the_same_page_and_counts_once(
    page: Page, served: Served
) -> None:
    """The static page shows the new count at the next look."""
    first, second = sign(page, served), sign(page, served)
    assert first == second
    assert "Your signature is counted, once." in first
    page.goto(f"{served.petition_url}en.html")
    expect(page.locator(".count")).to_have_text(re.compile(r"1\s+person has signed"))
    assert served.website.count == 1


def test_the_keyboard_alone_is_enough(page: Page, served: Served) -> None:
    """Tab through the links to the fields, type, Enter; the field for robots is never reached."""
    page.goto(f"{served.petition_url}en.html")
    reached = []
    for _ in range(6):
        page.keyboard.press("Tab")
        reached.append(
            page.evaluate("document.activeElement.name || document.activeElement.tagName")
        )
        if reached[-1] == "email":
            page.keyboard.type("ana@example.org")
    assert reached == ["A", "phone", "email", "country", "BUTTON", reached[-1]]
    assert "website" not in reached
    page.keyboard.press("Shift+Tab")
    page.locator("form button").focus()
    take_time(page)
    page.keyboard.press("Enter")
    page.wait_for_url("**/thanks?*")
    assert served.website.count == 1


def test_a_form_filled_in_at_once_is_thanked_and_held(page: Page, served: Served) -> None:
    """The page measures with its script: faster than anyone reads."""
    page.goto(f"{served.petition_url}en.html")
    page.locator("[name=phone]").fill(MOBILE)
    page.locator("form button").click()
    page.wait_for_url("**/thanks?*")
    assert served.website.count == 0
    (held,) = served.website.stage.store.held_facts("rivieres", 9)
    assert held.why == "fast"


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_phone_never_scrolls_sideways(page: Page, served: Served, language: str) -> None:
    """Petition, mend and thanks at 375 pixels."""
    page.goto(f"{served.petition_url}{language}.html")
    assert page.evaluate(NO_SIDEWAYS)
    page.locator("[name=phone]").fill("hello")
    page.locator("form button").click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert page.evaluate(NO_SIDEWAYS)
    sign(page, served, language)
    assert page.evaluate(NO_SIDEWAYS)


def test_a_mistake_is_mended_on_the_page_that_says_so(page: Page, served: Served) -> None:
    """The focus is in the field to mend, what was typed is there, and signing goes on."""
    page.goto(f"{served.petition_url}en.html")
    page.locator("[name=phone]").fill("(212) 555-0123")
    page.locator("form button").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose the country of your number")
    assert page.evaluate("document.activeElement.name") == "country"
    page.locator("[name=country]").select_option("US")
    page.locator("form button").click()
    page.wait_for_url("**/thanks?*")
    assert served.website.count == 1


def test_the_other_language_is_one_click_away_and_stays(page: Page, served: Served) -> None:
    """French from the link to the thanks."""
    page.goto(f"{served.petition_url}en.html")
    page.get_by_role("link", name="Français").click()
    page.locator("[name=email]").fill("ana@example.org")
    page.get_by_role("button", name="Signer").click()
    page.wait_for_url("**/thanks?lang=fr")
    expect(page.get_by_role("heading", level=1)).to_have_text("Merci")
    assert page.get_attribute("html", "lang") == "fr"


def test_without_scripts_it_works_as_well(browser: object, served: Served) -> None:
    """The count is that of the publication; the form is a form."""
    context = browser.new_context(java_script_enabled=False)  # type: ignore[attr-defined]
    page = context.new_page()
    sign(page, served)
    page.goto(f"{served.petition_url}en.html")
    expect(page.locator("#count")).to_have_text("1")
    context.close()
