"""Nothing public reads the table for a count: pages and counts are objects, and lead to objects."""

import re
from html import unescape
from typing import Any

import pytest

from chalicelib.adapters.memory import MemoryStore
from chalicelib.steps.publish import publish_day
from tests.unit.web.test_voices_on_web import of_voices
from tests.unit.web.website import MOBILE, Visitor, Website

COUNTED = ("totals", "facts", "facts_in", "held_facts", "stories", "voices_in")
ELSEWHERE = ("https://wa.me/", "sms:", "mailto:", "data:")
"""Where a supporter passes it on; nothing is loaded from there."""


@pytest.fixture
def website() -> Website:
    return Website(of_voices(languages=("en", "fr")))


def test_published_pages_lead_to_objects_and_their_form_alone_to_us(website: Website) -> None:
    """Every address of every page and frame of the day."""
    website.stage.call(publish_day, "rivieres")
    pages = {k: b.decode() for k, b in website.stage.public.bodies.items() if k.endswith(".html")}
    assert len(pages) == 6
    for name, page in pages.items():
        found = re.findall(r'\b(?:href|src|action)="([^"]+)"', page)
        ours = [link for link in map(unescape, found) if not link.startswith(ELSEWHERE)]
        api = [link for link in ours if link.startswith(website.base_url)]
        assert api == ([] if "embed" in name else [f"{website.base_url}/d/rivieres/sign"])
        rest = [link for link in ours if link not in api]
        objects = (link.removeprefix(f"{website.public_url}/rivieres/") for link in rest)
        known = {key.removeprefix("rivieres/") for key in website.stage.public.bodies}
        assert set(objects) <= known
        assert re.findall(r'fetch\("([^"]+)"', page) == ["count.json"]


class Uncounted(MemoryStore):
    """A store that nobody may ask for a count."""

    def __getattribute__(self, name: str) -> Any:
        if name in COUNTED:
            raise AssertionError(f"{name} was read for the public")
        return super().__getattribute__(name)


@pytest.mark.parametrize("path", ["", "/thanks?lang=en", "/confirm/link"])
def test_no_public_address_of_ours_counts_anything(website: Website, path: str) -> None:
    """The way to the page, the thanks and the question before a confirmation."""
    Visitor(website).post("/d/rivieres/sign", {"phone": MOBILE, "lang": "en"})
    uncounted = Uncounted()
    vars(uncounted).update(vars(website.stage.store))
    website.stage.ports["store"] = uncounted
    website.stage.ports["open_days"].store = uncounted
    answer = Visitor(website).get(f"/d/rivieres{path}")
    assert answer.status_code in (200, 303), answer.body
