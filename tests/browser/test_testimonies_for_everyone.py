"""The testimonies' page for whoever uses a keyboard, a screen reader or a small telephone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.served import Served, serve
from tests.browser.test_desk_for_everyone import AXE, SIDEWAYS, SMALL, broken
from tests.browser.test_desk_in_browser import sign_in
from tests.unit.web.test_voices_on_web import SIGN, TOLD, of_voices
from tests.unit.web.website import Visitor

pytestmark = pytest.mark.browser


@pytest.fixture
def told() -> Iterator[Served]:
    """Two testimonies wait, one of them a long word."""
    plan = of_voices()
    served = serve(asks=plan.asks, targets=plan.targets)
    for mail, words in (("a@people.example", TOLD["story"]), ("b@people.example", "x" * 300)):
        Visitor(served.website).post(SIGN, {**TOLD, "email": mail, "story": words})
    yield served
    served.close()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_axe_finds_nothing_wrong(page: Page, told: Served, language: str) -> None:
    """In light and dark, at the width of a small telephone."""
    page.set_viewport_size(SMALL)  # type: ignore[arg-type]
    sign_in(page, told, language)
    page.goto(f"{told.desk_url}/days/rivieres/testimonies?lang={language}")
    assert not page.evaluate(SIDEWAYS), "the page scrolls sideways"
    if not AXE.exists():
        pytest.skip("axe-core is not here: `make tools` installs it (needs npm)")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        assert broken(page) == [], (language, scheme)


def test_a_testimony_is_passed_on_by_keyboard_alone(page: Page, told: Served) -> None:
    """It moves from the one list to the other."""
    sign_in(page, told)
    page.goto(f"{told.desk_url}/days/rivieres/testimonies?lang=en")
    page.get_by_role("button", name="Pass it on").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Pass it on")).to_have_count(1)
    expect(page.get_by_role("button", name="Take it back")).to_have_count(1)
