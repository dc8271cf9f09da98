"""The petition page and the split screen of a running stage, in a real browser."""

import json
import re
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from chalicelib import wiring
from tests.browser.test_petition_in_browser import take_time
from tests.local import days
from tests.local.conftest import Town

pytestmark = [pytest.mark.local, pytest.mark.browser]
COORDINATOR = "desk@friends.example"
LONG = 20_000


@pytest.fixture
def noon(town: Town) -> datetime:
    at = days.midday(wiring.clock().now() + timedelta(minutes=1))
    town.move(at)
    return at


def public(town: Town, day: str) -> str:
    return f"{town.stage_file.environment['TOCSIN_PUBLIC_URL']}/{day}"


def test_signing_twice_on_the_public_page_counts_once(
    town: Town,
    noon: datetime,
    page: Page,
) -> None:
    """The static page from the bucket, the API behind it: the same thanks both times."""
    (number,) = days.launched("pages", noon, people=1)
    town.ring("pages")
    thanks = []
    for _ in range(2):
        page.goto(f"{public(town, 'pages')}/index.html")
        page.locator("input[type=tel]").fill(number)
        take_time(page)
        page.locator("form button").last.click()
        expect(page).to_have_url(re.compile("/thanks"), timeout=LONG)
        thanks.append(page.locator("main").inner_text())
    assert thanks[0] == thanks[1]
    assert wiring.store().totals("pages", noon).of("sign.signed") == 1


def test_the_split_screen_shows_a_text_its_answer_and_the_desk_counting(
    town: Town,
    noon: datetime,
    wide_page: Page,
) -> None:
    """Sign in with the code that the screen shows; text "1"; the desk counts without reload."""
    (number,) = days.launched("split", noon, people=1)
    town.ring("split")
    wide_page.goto(town.stage_file.urls["phones"])
    desk = wide_page.frame_locator("iframe")
    desk.get_by_role("textbox").fill(COORDINATOR)
    desk.get_by_role("button").first.click()
    expect(wide_page.locator("#code")).to_contain_text(re.compile(r"\d{6}"), timeout=LONG)
    found = re.search(r"\d{6}", wide_page.locator("#code").inner_text())
    assert found
    desk.get_by_role("textbox").fill(found.group())
    desk.get_by_role("button").first.click()
    desk.get_by_role("link", name=re.compile("split")).first.click()
    expect(desk.locator("body")).to_contain_text("wave.sign.0.other", timeout=LONG)
    wide_page.locator("#number").fill(number)
    wide_page.locator("#number").press("Enter")
    expect(wide_page.locator("#bubbles")).to_contain_text("save the harbour", timeout=LONG)
    wide_page.locator("#body").fill("1")
    wide_page.locator("#write button").click()
    expect(wide_page.locator("#bubbles")).to_contain_text("Thank you", timeout=LONG)
    expect(desk.locator("body")).to_contain_text("answer 1 (yes) to", timeout=LONG)
    state = json.loads(desk.locator("body").evaluate(FETCH_STATE))
    assert state["signatures"] == 1
    assert number not in json.dumps(state)


FETCH_STATE = "async () => (await fetch(location.pathname + '/state.json')).text()"
