"""The public pages for everyone: WCAG 2.2 AA by axe-core, the smallest phones, both schemes.

`make tools` installs axe-core; without it that test is skipped.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import Page

from chalicelib.steps.answer_target import TargetAnswer, answer_target
from tests.browser.served import Served, serve
from tests.browser.test_desk_for_everyone import AXE, RULES
from tests.unit.web.test_voices_on_web import of_voices

pytestmark = pytest.mark.browser

LANGUAGES = ("en", "fr", "es", "pt")
SIDEWAYS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
STORY = "Fish die in the Loire, and nobody says why.\n\nIn 2026 the wells of nine towns were shut."


@pytest.fixture(scope="module")
def told() -> Iterator[Served]:
    """A petition with a story and an answer, confirmed by mail, which takes names and testimonies,
    in four languages."""
    plan = of_voices()
    sign = replace(plan.asks["sign"], confirm="mail")
    served = serve(
        languages=LANGUAGES,
        story=dict.fromkeys(LANGUAGES, STORY),
        asks={**plan.asks, "sign": sign},
        targets=plan.targets,
    )
    said = TargetAnswer(day="rivieres", target="minister", stance="committed", text="From 2027.")
    served.website.stage.call(answer_target, said)
    yield served
    served.close()


def to_petition(page: Page, served: Served, language: str) -> None:
    page.goto(f"{served.petition_url}{language}.html")
    page.locator("details.more summary").click()


def to_embed(page: Page, served: Served, language: str) -> None:
    page.goto(f"{served.petition_url}embed-{language}.html")


def to_mend(page: Page, served: Served, language: str) -> None:
    to_petition(page, served, language)
    page.locator("[name=email]").fill("ana@example")
    page.locator("form button").click()
    page.wait_for_url("**/sign")


def to_thanks(page: Page, served: Served, language: str) -> None:
    to_petition(page, served, language)
    page.locator("[name=email]").fill(f"{language}{id(page)}@example.org")
    page.locator("form button").click()
    page.wait_for_url("**/thanks?*")


def to_confirm(page: Page, served: Served, language: str) -> None:
    page.goto(f"{served.website.base_url}/d/rivieres/confirm/link?lang={language}")


PAGES: dict[str, Callable[[Page, Served, str], None]] = {
    each.__name__[3:]: each for each in (to_petition, to_embed, to_mend, to_thanks, to_confirm)
}


@pytest.mark.parametrize("width", [320, 375])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", list(PAGES))
def test_no_page_scrolls_sideways(
    page: Page, told: Served, name: str, language: str, width: int
) -> None:
    """At 320 pixels, which is also 1280 at four times the size."""
    page.set_viewport_size({"width": width, "height": 640})
    PAGES[name](page, told, language)
    assert not page.evaluate(SIDEWAYS)


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("name", list(PAGES))
def test_axe_finds_nothing_wrong(page: Page, told: Served, name: str, language: str) -> None:
    """In light and dark, at the width of a small telephone."""
    if not AXE.exists():
        pytest.skip("axe-core is not here: `make tools` installs it (needs npm)")
    page.set_viewport_size({"width": 320, "height": 640})
    PAGES[name](page, told, language)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        assert _broken(page) == [], (name, language, scheme)


def _broken(page: Page) -> list[tuple[str, list[Any]]]:
    """The rules that do not hold, with where."""
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("rules => axe.run({runOnly: rules}).then(r => r.violations)", RULES)
    return [(rule["id"], [node["target"] for node in rule["nodes"]][:3]) for rule in found]
