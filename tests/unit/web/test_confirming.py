"""A signature that its mailbox confirms: by a POST, on a page that names nobody."""

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from chalice.test import HTTPResponse

from chalicelib.domain.plan import Plan
from chalicelib.ports import Refused
from chalicelib.steps.publish import publish_day
from tests.unit.web.website import MOBILE, Visitor, Website, a_plan, text_of

ANA = "Ana@Example.org"
FORM = {"email": ANA, "lang": "en"}


def confirming(**changed: Any) -> Plan:
    plan = a_plan(**changed)
    sign = replace(plan.asks["sign"], confirm="mail")
    return replace(plan, asks={**plan.asks, "sign": sign})


@pytest.fixture
def website() -> Website:
    return Website(confirming())


@pytest.fixture
def visitor(website: Website) -> Visitor:
    return Visitor(website)


def link_in(website: Website) -> str:
    """The path of the newest confirmation's link."""
    texts = [
        mail.text for mail in website.stage.mailer.sent if mail.reference != "report.1-rivieres"
    ]
    found = re.search(r"https://api\.example/api(/d/\S+)", texts[-1])
    assert found
    return found[1]


def press(visitor: Visitor, path: str) -> HTTPResponse:
    return visitor.submit(visitor.get(path), "/confirm")


def test_it_counts_from_the_confirmation_on(website: Website, visitor: Visitor) -> None:
    """Held until the button is pressed, then counted; the mail goes where it was typed."""
    thanks = visitor.follow(visitor.post("/d/rivieres/sign", FORM))
    assert "open the mail" in text_of(thanks) and website.count == 0
    assert [mail.to for mail in website.stage.mailer.sent] == [ANA]
    answer = press(visitor, link_in(website))
    assert "Your signature is counted" in text_of(visitor.follow(answer))
    (fact,) = website.stage.store.facts("rivieres")
    assert (website.count, fact.state, fact.proved) == (1, "counted", True)


def test_opening_the_link_confirms_nothing(website: Website, visitor: Visitor) -> None:
    """Mail scanners open every link, and follow what they find, but post no form."""
    visitor.post("/d/rivieres/sign", FORM)
    for _ in range(3):
        assert visitor.get(link_in(website)).status_code == 200
    assert website.count == 0


def test_promise_9_pressing_twice_counts_once_with_the_same_answer(
    website: Website, visitor: Visitor
) -> None:
    """The second press, and that of who had signed by text meanwhile, look the same."""
    visitor.post("/d/rivieres/sign", FORM)
    first, second = (press(visitor, link_in(website)) for _ in range(2))
    assert (first.status_code, first.headers) == (second.status_code, second.headers)
    assert website.count == 1


def test_a_known_address_and_a_new_one_see_the_same_and_one_mail_goes(
    website: Website, visitor: Visitor
) -> None:
    """Nobody learns who signed, and nobody's mailbox is filled from here."""
    answers = [visitor.post("/d/rivieres/sign", FORM) for _ in range(3)]
    press(visitor, link_in(website))
    answers.append(visitor.post("/d/rivieres/sign", {"email": " ana@example.org", "lang": "en"}))
    assert len({(one.status_code, one.headers["Location"]) for one in answers}) == 1
    assert len(website.stage.mailer.sent) == 1


@pytest.mark.parametrize("form", [{}, {"phone": MOBILE}])
def test_an_address_is_needed(website: Website, visitor: Visitor, form: dict[str, str]) -> None:
    """A number alone could not be confirmed there; nothing is written."""
    answer = visitor.post("/d/rivieres/sign", {**form, "lang": "en"})
    assert answer.status_code == 400 and "we send you a link" in text_of(answer)
    assert list(website.stage.store.facts("rivieres")) == []


def test_by_number_and_address_one_person_signs_once(website: Website, visitor: Visitor) -> None:
    """Confirmed by mail, and then texting that they sign: one signature."""
    website.stage.add(MOBILE)
    visitor.post("/d/rivieres/sign", {**FORM, "phone": MOBILE})
    press(visitor, link_in(website))
    website.stage.text(MOBILE, "sign")
    visitor.post("/d/rivieres/sign", FORM)
    assert website.count == 1


def test_a_text_of_the_own_phone_confirms_as_well(website: Website, visitor: Visitor) -> None:
    """What was held for the mailbox counts once, and pressing afterwards changes nothing."""
    website.stage.add(MOBILE)
    visitor.post("/d/rivieres/sign", {**FORM, "phone": MOBILE})
    website.stage.text(MOBILE, "sign")
    assert website.count == 1
    press(visitor, link_in(website))
    assert website.count == 1


@pytest.mark.parametrize(("hours", "status", "count"), [(23, 303, 1), (25, 410, 0)])
def test_a_link_is_honoured_for_a_day_after_the_close(
    website: Website, visitor: Visitor, hours: int, status: int, count: int
) -> None:
    """Mail is slow: the signature is of before the close, and is counted after it."""
    visitor.post("/d/rivieres/sign", FORM)
    website.stage.clock.advance(website.plan.closes - website.at)
    website.stage.tick_until_quiet()
    website.stage.clock.move(website.plan.closes + timedelta(hours=hours))
    day = website.stage.store.day("rivieres")
    assert day and day.state == "closed"
    assert press(visitor, link_in(website)).status_code == status
    assert website.count == count
    page = text_of(visitor.get(link_in(website)))
    assert "Confirm my signature" in page


def test_a_late_confirmation_is_published(website: Website, visitor: Visitor) -> None:
    """The closed page and its count show the revised number."""
    visitor.post("/d/rivieres/sign", FORM)
    website.stage.clock.advance(website.plan.closes - website.at)
    website.stage.tick_until_quiet()
    press(visitor, link_in(website))
    website.stage.call(publish_day, "rivieres")
    assert b'"signature_count": 1' in website.stage.public.get("rivieres/count.json")


@pytest.mark.parametrize("link", ["", "abc", "…", "x" * 5000])
def test_a_link_that_is_not_ours_is_refused(website: Website, visitor: Visitor, link: str) -> None:
    """410, and nothing is counted."""
    visitor.post("/d/rivieres/sign", FORM)
    assert visitor.post("/d/rivieres/confirm", {"link": link}).status_code in (400, 410, 413)
    assert website.count == 0


def test_a_link_of_another_day_or_purpose_confirms_nothing(
    website: Website, visitor: Visitor
) -> None:
    """Signed by us, but not for this."""
    visitor.post("/d/rivieres/sign", FORM)
    (fact,) = website.stage.store.facts("rivieres")
    for clear in (f"confirm|lacs|{fact.person}|en", f"form|rivieres|{fact.person}|en"):
        link = website.stage.vault.sign(clear)
        assert visitor.post("/d/rivieres/confirm", {"link": link}).status_code == 410
    assert website.count == 0


def test_who_took_it_back_meanwhile_is_not_counted(website: Website, visitor: Visitor) -> None:
    """And what a human took out stays out."""
    visitor.post("/d/rivieres/sign", FORM)
    store = website.stage.store
    for state in ("withdrawn", "invalid"):
        (fact,) = store.facts("rivieres")
        store.move_facts([(fact, replace(fact, state=state))])
        press(visitor, link_in(website))
        assert website.count == 0


def test_a_letter_that_a_crash_left_goes_with_a_tick(website: Website, visitor: Visitor) -> None:
    """Promise 7: once, some minutes later, and its sealed address is kept no longer."""
    mailer = website.stage.mailer
    website.stage.ports["mailer"] = None
    assert visitor.post("/d/rivieres/sign", FORM).status_code == 500
    website.stage.ports["mailer"] = mailer
    website.stage.clock.pass_real(timedelta(minutes=3))
    website.stage.tick()
    website.stage.tick()
    assert [mail.to for mail in mailer.sent] == [ANA]
    press(visitor, link_in(website))
    assert website.count == 1


@pytest.mark.parametrize(("minutes", "mails"), [(5, 1), (90, 0)])
def test_a_busy_mail_service_is_asked_again_for_an_hour(
    website: Website, visitor: Visitor, minutes: int, mails: int
) -> None:
    """Refused is not sent: the tick tries again, and gives up what nobody waits for."""
    mailer = website.stage.mailer
    mailer.script = [Refused(400)]
    visitor.post("/d/rivieres/sign", FORM)
    before = len(mailer.sent)
    website.stage.clock.pass_real(timedelta(minutes=minutes))
    for _ in range(2):
        website.stage.tick()
    assert len(mailer.sent) - before == mails


def test_high_risk_names_no_topic_in_the_mail() -> None:
    """Whoever looks into the mailbox learns no cause from it."""
    website = Website(confirming(risk="high"))
    Visitor(website).post("/d/rivieres/sign", FORM)
    mail = website.stage.mailer.sent[-1]
    assert "PFAS" not in mail.subject + mail.text


def test_promise_8_the_link_holds_no_address(website: Website, visitor: Visitor) -> None:
    """Not even coded: it may stand in a log of the way."""
    visitor.post("/d/rivieres/sign", FORM)
    link = link_in(website)
    clear = website.stage.vault.unsign(link.rpartition("/")[2].split("?")[0])
    assert clear and "ana" not in clear.casefold()
