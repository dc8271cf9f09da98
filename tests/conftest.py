"""Debian's Chromium, or the one that `TOCSIN_CHROMIUM` names, driven by Playwright."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=_executable(), args=["--no-sandbox", "--headless=new"]
        )
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A phone, 375 pixels wide. A script's error or a refusal by the policy fails the test."""
    yield from visit(browser, width=375)


@pytest.fixture
def wide_page(browser: Browser) -> Iterator[Page]:
    yield from visit(browser, width=1200)


def visit(browser: Browser, width: int, **given: Any) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": width, "height": 812}, locale="en-GB", **given)
    page = context.new_page()
    page.set_default_timeout(10_000)
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on(
        "console",
        lambda said: faults.append(said.text) if "Content Security Policy" in said.text else None,
    )
    yield page
    context.close()
    assert faults == []


def _executable() -> str:
    named = os.environ.get("TOCSIN_CHROMIUM", "")
    found = named if Path(named).is_file() else next(filter(None, map(shutil.which, NAMES)), None)
    if found:
        return found
    missing = "no Chromium: install Debian's `chromium`, or set TOCSIN_CHROMIUM to one"
    if os.environ.get("CI"):
        pytest.fail(missing)
    pytest.skip(missing)
