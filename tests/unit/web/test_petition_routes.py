"""Signing on the web, from the form's bytes to the fact."""

from typing import Any

import pytest

from chalicelib.adapters.memory import MemoryStore
from chalicelib.domain.facts import Fact
from chalicelib.domain.people import Consent, Person
from chalicelib.errors import ConflictError
from chalicelib.ports import Exists, Written
from tests.unit.web.website import FORM, MOBILE, Visitor, Website, a_plan, text_of


@pytest.fixture
def website() -> Website:
    return Website()


@pytest.fixture
def visitor(website: Website) -> Visitor:
    return Visitor(website)


def test_a_form_becomes_one_unproved_fact(website: Website, visitor: Visitor) -> None:
    """The fact carries the keyed hash, the number's country and the web as its channel."""
    answer = visitor.post("/d/rivieres/sign", {"phone": MOBILE, "lang": "en"})
    assert answer.status_code == 303
    assert answer.headers["Location"] == "https://api.example/api/d/rivieres/thanks?lang=en"
    (fact,) = website.stage.store.facts("rivieres")
    assert (fact.person, fact.country) == (website.stage.vault.person_id(MOBILE), "US")
    assert (fact.ask, fact.channel, fact.proved, fact.level) == ("sign", "web", False, 1)


def test_promise_9_the_same_form_twice_has_one_effect_and_the_same_answer(
    website: Website, visitor: Visitor
) -> None:
    """A duplicate signer sees the very bytes that a first signer sees."""
    form = {"phone": MOBILE, "lang": "fr"}
    first, second = (visitor.post("/d/rivieres/sign", form) for _ in range(2))
    assert (first.status_code, first.headers) == (second.status_code, second.headers)
    assert visitor.follow(first).body == visitor.follow(second).body
    assert website.count == 1


def test_a_number_written_two_ways_is_one_signature(website: Website, visitor: Visitor) -> None:
    """A national number with its country is the same person as in E.164."""
    visitor.post("/d/rivieres/sign", {"phone": MOBILE})
    visitor.post("/d/rivieres/sign", {"phone": "(212) 555-0123", "country": "US"})
    assert website.count == 1


def test_a_known_mail_address_signs_as_its_person(website: Website, visitor: Visitor) -> None:
    """A second address is an alias: signing with both counts once."""
    person = website.stage.add(MOBILE)
    vault = website.stage.vault
    other = Person(
        id="p0.other", consent=Consent(state="in", at=website.at, source="import"), language="en"
    )
    website.stage.store.add_person(other, [vault.person_id("ana@example.org")])
    visitor.post("/d/rivieres/sign", {"email": " Ana@Example.org "})
    facts = list(website.stage.store.facts("rivieres"))
    assert [fact.person for fact in facts] == ["p0.other"]
    assert person.id != "p0.other"


def test_promise_10_a_web_form_changes_nothing_of_the_person(
    website: Website, visitor: Visitor
) -> None:
    """Neither consent nor asks nor version move, whoever typed the number."""
    before = website.stage.add(MOBILE, standing=("active",))
    visitor.post("/d/rivieres/sign", {"phone": MOBILE})
    assert website.count == 1
    assert website.stage.store.person(before.id) == before


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({}, "Give your mobile number or your email address"),
        ({"phone": "hello"}, "This does not look like a mobile number"),
        ({"phone": "07700 900123"}, "Choose the country of your number"),
        ({"phone": "+442079460123"}, "cannot receive texts"),
        ({"email": "ana at example"}, "does not look like an email address"),
    ],
)
def test_a_form_that_cannot_be_taken_says_how_to_mend_it(
    website: Website, visitor: Visitor, form: dict[str, str], said: str
) -> None:
    """400, in the form's language, with what was typed still there; nothing is written."""
    answer = visitor.post("/d/rivieres/sign", {**form, "lang": "en"})
    assert answer.status_code == 400
    page = text_of(answer)
    assert said in page and '<html lang="en"' in page
    assert all(f'value="{typed}"' in page for typed in form.values())
    assert website.count == 0


def test_what_was_typed_is_escaped(visitor: Visitor) -> None:
    """Typing a script shows its letters."""
    page = text_of(visitor.post("/d/rivieres/sign", {"phone": '"><script>x</script>'}))
    assert "<script>" not in page and "&lt;script&gt;" in page


def test_a_body_larger_than_any_form_is_refused(website: Website, visitor: Visitor) -> None:
    """413, and nothing is written though the form in it is right."""
    answer = visitor.post("/d/rivieres/sign", {"phone": MOBILE, "note": "x" * 40_000})
    assert answer.status_code == 413
    assert website.count == 0


@pytest.mark.parametrize(
    "kind", ["multipart/form-data; boundary=x", "application/json", "text/plain"]
)
def test_another_content_type_is_refused(website: Website, kind: str) -> None:
    """415 for whatever is not the form's own type."""
    answer = website.request(
        "POST", "/d/rivieres/sign", headers={"content-type": kind}, body=b"phone=%2B12125550123"
    )
    assert answer.status_code == 415
    assert website.count == 0


def test_a_charset_beside_the_content_type_is_fine(website: Website) -> None:
    """Browsers may add it."""
    answer = website.request(
        "POST",
        "/d/rivieres/sign",
        headers={"content-type": f"{FORM}; charset=UTF-8"},
        body=b"phone=%2B12125550123",
    )
    assert answer.status_code == 303


def test_a_robot_sees_the_same_answer_and_is_not_counted(
    website: Website, visitor: Visitor
) -> None:
    """Whatever fills the field that people do not see is thanked, and held for a moderator."""
    person = visitor.post("/d/rivieres/sign", {"phone": "+12125550199"})
    robot = visitor.post("/d/rivieres/sign", {"phone": MOBILE, "website": "https://spam.example"})
    assert (robot.status_code, robot.headers) == (person.status_code, person.headers)
    assert website.count == 1


@pytest.mark.parametrize(("state", "status"), [("closing", 303), ("paused", 303), ("closed", 409)])
def test_a_day_takes_signatures_until_it_is_closed(
    website: Website, visitor: Visitor, state: str, status: int
) -> None:
    """A pause stops our texts, not the signatures; a closed day says so."""
    from dataclasses import replace

    day = website.stage.store.day("rivieres")
    assert day is not None
    website.stage.store.move_day(day, replace(day, state=state))
    answer = visitor.post("/d/rivieres/sign", {"phone": MOBILE, "lang": "en"})
    assert answer.status_code == status
    assert website.count == (1 if status == 303 else 0)
    assert (b"This petition is closed" in answer.body) == (status == 409)


class CrowdedStore(MemoryStore):
    """Every write loses its races."""

    def sign(self, fact: Fact, **given: Any) -> Written | Exists:
        raise ConflictError("lost too often")


def test_in_the_worst_crowd_the_form_comes_back_to_try_again(website: Website) -> None:
    """503 with everything still filled in, not a bare error."""
    crowded = CrowdedStore()
    website.stage.ports["store"] = crowded
    day = website.stage.store.day("rivieres")
    assert day is not None
    crowded.launch(day, website.plan)
    answer = Visitor(website).post("/d/rivieres/sign", {"phone": MOBILE, "lang": "en"})
    assert answer.status_code == 503
    assert "try again in a moment" in text_of(answer) and f'value="{MOBILE}"' in text_of(answer)


@pytest.mark.parametrize("path", ["/d/nowhere", "/d/nowhere/thanks"])
def test_an_unknown_day_is_not_there(visitor: Visitor, path: str) -> None:
    """404 with a page that helps, in the visitor's language."""
    answer = visitor.get(path, accept_language="fr-CH, en;q=0.5")
    assert answer.status_code == 404
    assert "Rien ici" in text_of(answer)


@pytest.mark.parametrize(
    ("asked", "header", "language"),
    [("", "", "fr"), ("en", "fr", "en"), ("", "en-GB,en;q=0.9", "en"), ("xx", "de", "fr")],
)
def test_the_short_address_leads_to_the_page_in_the_visitors_language(
    visitor: Visitor, asked: str, header: str, language: str
) -> None:
    """The asked-for language, else the browser's, else the plan's first."""
    answer = visitor.get(f"/d/rivieres?lang={asked}", accept_language=header)
    assert answer.headers["Location"] == f"https://public.example/rivieres/{language}.html"


def test_pages_set_no_cookie_and_are_kept_by_nobody(visitor: Visitor) -> None:
    """Nothing follows the signer."""
    signed = visitor.post("/d/rivieres/sign", {"phone": MOBILE})
    for answer in (signed, visitor.follow(signed)):
        assert "Set-Cookie" not in answer.headers
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_promise_8_nothing_of_the_signer_is_logged_or_put_in_an_address(
    visitor: Visitor, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    """Neither a taken form nor a refused one leaves a trace of what was typed."""
    taken = visitor.post("/d/rivieres/sign", {"phone": MOBILE})
    visitor.post("/d/rivieres/sign", {"email": "ana@example.org"})
    visitor.post("/d/rivieres/sign", {"phone": "212555", "email": "bad address"})
    out = capsys.readouterr()
    seen = out.out + out.err + caplog.text + taken.headers["Location"]
    assert not any(secret in seen for secret in ("2125550123", "ana@", "212555", "bad address"))


def test_a_day_without_a_petition_has_no_page() -> None:
    """A day of events alone takes no signatures."""
    plan = a_plan()
    website = Website(a_plan(asks={"host": plan.asks["host"]}))
    answer = Visitor(website).post("/d/rivieres/sign", {"phone": MOBILE})
    assert answer.status_code == 404


def test_high_risk_tells_no_topic_in_a_title_or_in_what_is_passed_on() -> None:
    """The shared text and the page's title name the organisation alone."""
    page = text_of(Visitor(Website(a_plan(risk="high"))).get("/d/rivieres/thanks?lang=en"))
    assert "PFAS" not in page
    assert "<title>Rivières Vivantes</title>" in page


def test_who_comes_after_the_deadline_is_told_so() -> None:
    """They are counted, but were not in that delivery."""
    from datetime import timedelta

    website = Website()
    website.stage.clock.advance(timedelta(days=5))
    page = text_of(Visitor(website).get("/d/rivieres/thanks?lang=en"))
    assert "25 November 2026, 13:00 (CET)" in page
