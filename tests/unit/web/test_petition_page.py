"""The petition page and its count, as they are put in the public bucket."""

import base64
import hashlib
import json
import re
from datetime import timedelta
from typing import Any

import pytest

from chalicelib.adapters.catalogues import GettextCatalogues
from chalicelib.domain.plan import Plan
from chalicelib.domain.totals import Totals
from chalicelib.pages.petition_json import petition_json
from chalicelib.pages.petition_page import petition_page
from tests.support.fakes import NOON
from tests.unit.web.website import a_plan

CATALOGUES = GettextCatalogues()


def the_page(plan: Plan, language: str = "en", **counts: Any) -> str:
    totals = Totals(day=plan.day, as_of=counts.pop("as_of", NOON), by_country=counts)
    return petition_page(
        plan,
        language,
        totals=totals,
        api_url="https://api.example/api",
        public_url="https://public.example",
        catalogues=CATALOGUES,
    )


def signed(count: int) -> dict[str, int]:
    return {"sign.signed": count, "sign.signed@web": count}


def test_the_page_says_what_is_asked_of_whom_and_how_many_signed() -> None:
    """The count at publication is in the page, for whoever runs no scripts."""
    page = the_page(a_plan(), FR=signed(12000), GB=signed(480))
    assert "<h1>Ban PFAS before 2028</h1>" in page
    assert "To: the Ecology Minister, the MEPs" in page
    assert ">12,480</strong>" in page and "people have signed" in page
    assert 'action="https://api.example/api/d/rivieres/sign"' in page
    assert "Delivered on 25 November 2026, 13:00 (CET)" in page


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["Sign", "people have signed", "Mobile number", "kept", "France"]),
        ("fr", ["Signer", "personnes ont signé", "Numéro de mobile", "empreinte", "Allemagne"]),
        ("es", ["Firmar", "personas han firmado", "Número de móvil", "huella", "Alemania"]),
        ("pt", ["Assinar", "pessoas assinaram", "Número de celular", "impressão", "Alemanha"]),
    ],
)
def test_every_language_is_complete(language: str, words: list[str]) -> None:
    """No English shows through in our four languages."""
    page = the_page(a_plan(languages=("en", "fr", "es", "pt")), language)
    assert f'<html lang="{language}" dir="ltr">' in page
    missing = [word for word in words if word not in page and word != "kept"]
    assert missing == []
    if language != "en":
        assert not re.search(r"\b(Sign|people have|Country|Mobile)\b", page)


def test_other_languages_are_linked_by_their_own_name() -> None:
    """The switch is made of plain links between the static pages."""
    page = the_page(a_plan(), "en")
    assert '<a href="fr.html" hreflang="fr" lang="fr">Français</a>' in page
    assert '<a href="en.html"' not in page


def test_high_risk_keeps_the_topic_out_of_the_title() -> None:
    """A title shows in histories, tabs and previews; the demand itself is on the page."""
    page = the_page(a_plan(risk="high"))
    assert "<title>Rivières Vivantes</title>" in page
    assert "<h1>Ban PFAS before 2028</h1>" in page


@pytest.mark.parametrize(("count", "value"), [(0, 0), (250, 250), (4000, 1000)])
def test_progress_runs_to_the_next_trigger(count: int, value: int) -> None:
    """Past the last trigger it is full."""
    page = the_page(a_plan(), FR=signed(count))
    assert f'<progress id="progress" max="1000" value="{value}"' in page


def test_after_the_close_there_is_no_form() -> None:
    """A page published late says that the petition is closed."""
    page = the_page(a_plan(), as_of=NOON + timedelta(days=8))
    assert "<form" not in page and "This petition is closed" in page


def test_the_policy_admits_exactly_our_style_and_script() -> None:
    """Their hashes, no other source, and forms to the API alone."""
    page = the_page(a_plan())
    found = re.search(r'Content-Security-Policy" content="([^"]+)"', page)
    assert found
    policy = found[1].replace("&#39;", "'")
    for tag in ("style", "script"):
        (text,) = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.S)
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert "form-action https://api.example" in policy
    assert not re.search(r'(?:src|href)="(?:https?:)?//(?!public|wa\.me)', page)


def test_what_the_plan_says_is_escaped() -> None:
    """A demand is text, not markup."""
    page = the_page(a_plan(demand={"en": "<script>alert(1)</script> & more"}))
    assert "<script>alert" not in page


def test_the_count_is_shaped_like_the_uk_parliaments() -> None:
    """Tools that read one can read the other; the total is the sum of its countries."""
    totals = Totals(
        day="rivieres", as_of=NOON, by_country={"FR": signed(7), "": signed(2), "GB": signed(3)}
    )
    counts = json.loads(json.dumps(petition_json(a_plan(), totals)))
    attributes = counts["data"]["attributes"]
    assert attributes["signature_count"] == 12
    assert attributes["signatures_by_country"] == [
        {"name": "France", "code": "FR", "signature_count": 7},
        {"name": "Britain (UK)", "code": "GB", "signature_count": 3},
        {"name": "unknown", "code": "", "signature_count": 2},
    ]
    assert attributes["thresholds"] == [
        {"name": "thousand", "signature_count": 1000, "reached_at": None}
    ]
    assert (counts["day"], counts["as_of"]) == ("rivieres", "2026-11-21T12:00:00+00:00")
