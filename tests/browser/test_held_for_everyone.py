"""The moderators' page for whoever uses a keyboard, a screen reader or a small telephone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.served import Served, serve
from tests.browser.test_desk_for_everyone import AXE, SIDEWAYS, SMALL, broken
from tests.browser.test_desk_in_browser import sign_in
from tests.unit.web.website import Visitor

pytestmark = pytest.mark.browser


@pytest.fixture
def crowded() -> Iterator[Served]:
    """Three signatures are held, for two reasons."""
    served = serve()
    robot = Visitor(served.website)
    for n in range(3):
        form = {"email": f"p{n}@example.org", "country": "FR", "seconds": "0.2"}
        robot.post("/d/rivieres/sign", form | ({"website": "x"} if n else {}))
    yield served
    served.close()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_axe_finds_nothing_wrong(page: Page, crowded: Served, language: str) -> None:
    """In light and dark, at the width of a small telephone."""
    page.set_viewport_size(SMALL)  # type: ignore[arg-type]
    sign_in(page, crowded, language)
    page.goto(f"{crowded.desk_url}/days/rivieres/held?lang={language}")
    assert not page.evaluate(SIDEWAYS), "the page scrolls sideways"
    if not AXE.exists():
        pytest.skip("axe-core is not here: `make tools` installs it (needs npm)")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        assert broken(page) == [], (language, scheme)


def test_a_group_is_counted_by_keyboard_alone(page: Page, crowded: Served) -> None:
    """The largest first; the other group waits."""
    sign_in(page, crowded)
    page.goto(f"{crowded.desk_url}/days/rivieres/held?lang=en")
    page.get_by_role("button", name="Count them").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Count them")).to_have_count(1)
    assert crowded.website.count == 2
