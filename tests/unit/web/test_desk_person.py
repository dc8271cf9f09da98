"""One person on the desk: found by number, read, and left in peace if they ask for it."""

from dataclasses import replace

import pytest

from tests.support.fakes import NOON
from tests.unit.web.website import MOBILE, Visitor, Website, a_plan, text_of

NUMBER, OTHER = MOBILE, "+12125550199"
FIND = "/desk/days/rivieres/person?lang=en"


@pytest.fixture
def website() -> Website:
    website = Website()
    website.stage.add(NUMBER, name=website.stage.vault.seal("Ana", person(website)))
    Visitor(website).post("/d/rivieres/sign", {"phone": NUMBER})
    website.stage.text(NUMBER, "sign")
    return website


@pytest.fixture
def lea(website: Website) -> Visitor:
    visitor = Visitor(website)
    visitor.sign_in()
    return visitor


def person(website: Website, number: str = NUMBER) -> str:
    return website.stage.vault.person_id(number)


def found(lea: Visitor, number: str) -> str:
    return text_of(lea.submit(lea.get(FIND), "/person", number=number))


def test_a_person_is_found_by_their_number_however_it_is_spelt(
    website: Website, lea: Visitor
) -> None:
    """Their story says what they wrote, what was counted and why; the look is written down."""
    page = found(lea, "+1 (212) 555-0123")
    for shown in ("Ana", "tel:+12125550123", "they wrote:", "counted:", "signed"):
        assert shown in page
    (entry,) = website.done()
    assert (entry.act, entry.subject) == ("open_person", person(website))


def test_the_story_has_the_proof_of_each_consent(website: Website, lea: Visitor) -> None:
    """Where from, in which words, under which version; the present one beside their name."""
    website.stage.text(NUMBER, "please stop writing to me")
    page = found(lea, NUMBER)
    assert page.count("about our texts:") == 2
    assert "no more" in page and "please stop writing to me" in page and "rivieres v1" in page
    assert "from a list" in page and "by text" in page


def test_the_page_says_what_else_keeps_texts_away(website: Website, lea: Visitor) -> None:
    """A pause they asked for; a number that the carrier refuses; a gathering of theirs."""
    website.stage.text(NUMBER, "host")
    website.stage.text(NUMBER, "not now, in ten days")
    stored = website.stage.store.person(person(website))
    assert stored and stored.paused_until
    website.stage.store.update_person(replace(stored, bad_number=21614))
    page = found(lea, NUMBER)
    for shown in ("Left in peace", "says the carrier (21614)", "<dt>Hosts</dt>"):
        assert shown in page


def test_the_story_says_what_was_taken_back(website: Website, lea: Visitor) -> None:
    """A signature that counts no more is not called counted."""
    website.stage.text(NUMBER, "actually no")
    page = found(lea, NUMBER)
    assert "taken back:" in page and "counted:" not in page


def test_the_number_is_asked_for_by_a_form_alone(website: Website, lea: Visitor) -> None:
    """In an address it would stand in logs: there it does nothing."""
    page = text_of(lea.get(f"{FIND}&number=%2B12125550123"))
    assert "Ana" not in page and 'method="post"' in page
    assert website.done() == []


@pytest.mark.parametrize("typed", ["", "hello", "07700 900123"])
def test_what_is_no_number_is_asked_for_again(lea: Visitor, typed: str) -> None:
    """A national number names no country."""
    answer = lea.submit(lea.get(FIND), "/person", number=typed)
    assert answer.status_code == 422 and "That is no number" in text_of(answer)


def test_texts_stop_at_a_persons_word(website: Website, lea: Visitor) -> None:
    """An opt-out like any other, from the desk, and written down with who heard it."""
    page = lea.submit(lea.get(FIND), "/person", number=NUMBER)
    after = text_of(lea.submit(page, "/hush"))
    assert "wants no more texts from us" in after and "told us at the desk" in after
    stored = website.stage.store.person(person(website))
    assert stored and stored.opted_out and stored.consent.source == "desk"
    assert {e.act for e in website.done()} == {"open_person", "hush"}


def test_promise_10_an_unknown_number_is_suppressed_before_any_import(
    website: Website, lea: Visitor
) -> None:
    """The keyed hash alone: no list brings it back."""
    page = lea.submit(lea.get(FIND), "/person", number=OTHER)
    assert "We know nobody" in text_of(page)
    lea.submit(page, "/hush")
    stored = website.stage.store.person(person(website, OTHER))
    assert stored and stored.opted_out and not stored.address


def test_promise_10_a_page_left_open_over_a_change_of_the_pepper_hushes_who_came_meanwhile(
    website: Website, lea: Visitor
) -> None:
    """Its form carries the number, sealed, and not the id that it would have had."""
    page = lea.submit(lea.get(FIND), "/person", number=OTHER)
    website.stage.vault.peppers = (1, 0)
    newcomer = website.stage.add(OTHER)
    assert newcomer.id.startswith("p1.")
    lea.submit(page, "/hush")
    stored = website.stage.store.person(newcomer.id)
    assert stored and stored.opted_out
    website.stage.vault.peppers = (0,)
    assert website.stage.store.person(person(website, OTHER)) is None


@pytest.mark.parametrize("sought", ["", "AAAA", "not base64 é"])
def test_nobody_is_made_of_an_id_that_no_number_led_to(
    website: Website, lea: Visitor, sought: str
) -> None:
    """A form of nobody's: it is not found, and nothing is written."""
    page = lea.submit(lea.get(FIND), "/person", number=OTHER)
    answer = lea.submit(page, "/hush", sought=sought)
    assert answer.status_code == 404
    assert website.stage.store.person(person(website, OTHER)) is None


def test_hushing_twice_is_one_opt_out(website: Website, lea: Visitor) -> None:
    """A double click changes nothing more."""
    page = lea.submit(lea.get(FIND), "/person", number=NUMBER)
    lea.submit(page, "/hush")
    before = website.stage.store.person(person(website))
    lea.submit(page, "/hush")
    assert website.stage.store.person(person(website)) == before


def test_a_case_leads_to_the_whole_story(website: Website, lea: Visitor) -> None:
    """Without typing a number."""
    for said in ("who knows, we shall see", "what are you talking about then"):
        website.stage.text(NUMBER, said)
    case = next(iter(website.stage.store.cases("rivieres")))
    page = lea.submit(lea.get("/desk/days/rivieres/cases?lang=en"), "/reveal", case=case.id)
    assert "All that happened" in text_of(lea.submit(page, "/person"))


def test_the_page_says_why_each_ask_waits() -> None:
    """For who opted out, that they want no texts; one that is only offered is no text."""
    plan = a_plan()
    website = Website(
        replace(plan, asks={**plan.asks, "sign": replace(plan.asks["sign"], send=NOON)})
    )
    website.stage.add(NUMBER)
    website.stage.text(NUMBER, "STOP")
    lea = Visitor(website)
    lea.sign_in()
    page = found(lea, NUMBER)
    assert "<dt>sign</dt><dd>waits: they want no texts</dd>" in page and "<dt>host</dt>" not in page
