"""The desk in a real browser."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from chalicelib.domain.cases import Case
from chalicelib.domain.deliveries import Delivery
from tests.browser.served import Served
from tests.support.fakes import NOON
from tests.unit.web.website import LEA, MOBILE, Visitor

pytestmark = pytest.mark.browser


def sign_in(page: Page, served: Served, language: str = "en") -> None:
    page.goto(f"{served.desk_url}/days/rivieres?lang={language}")
    page.locator("[name=address]").fill(LEA)
    page.locator("main button").click()
    page.locator("[name=code]").fill(Visitor(served.website).mailed_code())
    page.locator("main button").click()
    expect(page.locator("#board")).to_be_visible()


def test_the_mailed_code_opens_the_day_that_was_asked_for(page: Page, served: Served) -> None:
    """From the day's link over two forms back to the day."""
    sign_in(page, served)
    expect(page.get_by_role("heading", level=1)).to_have_text("Ban PFAS before 2028")


def test_a_wrong_code_five_times_uses_the_right_one_up(page: Page, served: Served) -> None:
    """And the page says what to do."""
    page.goto(served.desk_url)
    page.locator("[name=address]").fill(LEA)
    page.locator("main button").click()
    for code in ["999999"] * 5 + [Visitor(served.website).mailed_code()]:
        page.locator("[name=code]").fill(code)
        page.locator("main button").click()
        expect(page.get_by_role("alert")).to_contain_text("ask for a new one")
    page.goto(f"{served.desk_url}/days/rivieres")
    expect(page.locator("#board")).to_have_count(0)


def test_counts_move_without_a_reload(page: Page, served: Served) -> None:
    """A signature shows within seconds, and an open confirmation stays open meanwhile."""
    sign_in(page, served)
    page.get_by_text("Close", exact=True).click()
    expect(page.locator("#count strong")).to_have_text("0")
    Visitor(served.website).post("/d/rivieres/sign", {"phone": MOBILE})
    expect(page.locator("#count strong")).to_have_text("1", timeout=8000)
    expect(page.get_by_role("button", name="Yes, close the day for good")).to_be_visible()


def test_one_click_pauses_the_day(page: Page, served: Served) -> None:
    """Nobody is asked twice when texts go wrong; only what cannot be undone asks first."""
    sign_in(page, served)
    page.get_by_role("button", name="Pause", exact=True).click()
    expect(page.locator("#state")).to_contain_text("Paused")
    day = served.website.stage.store.day("rivieres")
    assert day is not None and day.state == "paused"


def test_a_case_reveals_its_number_on_request(page: Page, served: Served) -> None:
    """The number is on no page before the click."""
    a_case(served)
    sign_in(page, served)
    assert MOBILE not in page.content()
    page.get_by_role("button", name="Call this person").click()
    expect(page.get_by_role("link", name=MOBILE)).to_be_visible()
    page.get_by_role("button", name="It is taken care of").click()
    expect(page.locator("main")).to_contain_text("Nobody waits for you.")


def test_the_letter_is_saved_byte_for_byte(page: Page, served: Served) -> None:
    """A click on the link downloads the PDF under its name."""
    stage = served.website.stage
    pdf = bytes(range(256)) * 40
    stage.files.put("packets/a.pdf", pdf, "application/pdf")
    stage.store.claim_delivery(
        Delivery(
            day="rivieres",
            trigger="thousand",
            target="minister",
            claimed_at=NOON,
            lease_at=NOON,
            packet="packets/a.pdf",
            sha256="ab" * 32,
        )
    )
    sign_in(page, served)
    with page.expect_download() as download:
        page.get_by_role("link", name="The letter (PDF)").click()
    assert download.value.suggested_filename == "rivieres-thousand-minister.pdf"
    assert download.value.path().read_bytes() == pdf


def test_who_is_signed_out_elsewhere_is_asked_to_sign_in(page: Page, served: Served) -> None:
    """The next look of the page finds the session over."""
    sign_in(page, served)
    served.website.stage.clock.pass_real(timedelta(hours=8))
    expect(page.locator("[name=address]")).to_be_visible(timeout=8000)


def test_a_lost_connection_is_said(page: Page, served: Served) -> None:
    """Old figures must not pass for fresh ones."""
    sign_in(page, served)
    page.context.set_offline(True)
    expect(page.locator("#lost")).to_be_visible(timeout=8000)
    page.context.set_offline(False)
    expect(page.locator("#lost")).to_be_hidden(timeout=8000)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_desk_on_a_phone_never_scrolls_sideways(
    page: Page, served: Served, language: str
) -> None:
    """With a case in its list and a confirmation open."""
    a_case(served)
    sign_in(page, served, language)
    page.locator("summary").first.click()
    sideways = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    assert not page.evaluate(sideways)


def a_case(served: Served) -> None:
    stage = served.website.stage
    person = stage.add(MOBILE)
    case = Case(
        id=f"quiet.{person.id}",
        day="rivieres",
        kind="quiet_leader",
        opened_at=NOON - timedelta(days=2),
        due_at=NOON + timedelta(days=1),
        person=person.id,
        detail="no answer since 2026-11-19 09:00 UTC",
    )
    stage.store.open_case(case)
