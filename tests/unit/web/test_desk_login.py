"""Who gets into the desk, and who does not."""

from datetime import timedelta

import pytest

from tests.support.fakes import BUSY
from tests.unit.web.website import LEA, MOBILE, Visitor, Website, a_plan, text_of


@pytest.fixture
def website() -> Website:
    return Website()


@pytest.fixture
def lea(website: Website) -> Visitor:
    return Visitor(website)


def ask(visitor: Visitor, address: str) -> str:
    page = visitor.submit(visitor.get("/desk?lang=en"), "/desk/login", address=address)
    assert page.status_code == 200
    return text_of(page)


def test_a_coordinator_enters_with_the_mailed_code(website: Website, lea: Visitor) -> None:
    """The code comes by mail, and opens the list of their days."""
    page = text_of(lea.sign_in(" Lea@Rivieres.example "))
    assert "Your days" in page and "Ban PFAS before 2028" in page
    (mail,) = website.stage.mailer.sent
    assert (mail.to, mail.subject) == (LEA, "Your code for the desk")


def test_signing_in_is_written_down_on_each_of_their_days(website: Website, lea: Visitor) -> None:
    """Not a wrong code, nor on a day whose desk they may not open."""
    website.stage.launch(a_plan(day="hills"))
    website.stage.launch(a_plan(day="seas", coordinators=("sam@rivieres.example",)))
    page = lea.submit(lea.get("/desk?lang=en"), "/desk/login", address=LEA)
    lea.submit(page, "/desk/code", code="000000")
    assert website.stage.store.audits("rivieres", 9) == []
    lea.submit(page, "/desk/code", code=lea.mailed_code())
    for day in ("rivieres", "hills"):
        [entry] = website.stage.store.audits(day, 9)
        assert (entry.act, entry.who) == ("sign_in", website.stage.vault.login(LEA))
    assert website.stage.store.audits("seas", 9) == []


def test_a_stranger_gets_the_same_page_and_no_mail(website: Website, lea: Visitor) -> None:
    """Nobody learns who coordinates: only the signed ticket differs, as it does each time."""
    import re

    known, stranger = (
        re.sub(r'name="ticket" value="[^"]+"', "", ask(lea, who))
        for who in (LEA, "eve@example.org")
    )
    assert known == stranger
    assert [mail.to for mail in website.stage.mailer.sent] == [LEA]


def test_the_code_is_stored_hashed_only(website: Website, lea: Visitor) -> None:
    """Whoever reads the store cannot sign in."""
    ask(lea, LEA)
    assert lea.mailed_code() not in repr(vars(website.stage.store))


def test_five_wrong_codes_use_the_right_one_up(lea: Visitor) -> None:
    """The sixth try is refused though it is right."""
    page = lea.submit(lea.get("/desk?lang=en"), "/desk/login", address=LEA)
    right = lea.mailed_code()
    for _ in range(5):
        page = lea.submit(page, "/desk/code", code="999999")
        assert page.status_code == 403 and "That is not the code" in text_of(page)
    refused = lea.submit(page, "/desk/code", code=right)
    assert refused.status_code == 403
    assert lea.get("/desk/days/rivieres").status_code == 401


def test_a_code_works_once_and_for_ten_minutes(website: Website, lea: Visitor) -> None:
    """Used or old, it opens nothing."""
    page = lea.submit(lea.get("/desk"), "/desk/login", address=LEA)
    code = lea.mailed_code()
    assert lea.submit(page, "/desk/code", code=code).status_code == 303
    assert lea.submit(page, "/desk/code", code=code).status_code == 403
    other = Visitor(website)
    page = other.submit(other.get("/desk"), "/desk/login", address=LEA)
    website.stage.clock.pass_real(timedelta(minutes=10))
    assert other.submit(page, "/desk/code", code=other.mailed_code()).status_code == 403


def test_the_cookie_is_for_the_desk_alone(website: Website, lea: Visitor) -> None:
    """No script reads it, no other site sends it, TLS carries it; it holds no address."""
    page = lea.submit(lea.get("/desk"), "/desk/login", address=LEA)
    answer = lea.submit(page, "/desk/code", code=lea.mailed_code())
    cookie = answer.headers["Set-Cookie"]
    assert cookie.endswith("; Path=/api/desk; Max-Age=28800; HttpOnly; SameSite=Lax; Secure")
    value = cookie.split(";")[0].removeprefix("desk=")
    assert LEA not in (website.stage.vault.unsign(value) or LEA)


def test_on_plain_http_the_cookie_is_not_secure() -> None:
    """The local stage has no TLS."""
    visitor = Visitor(Website(base_url="http://127.0.0.1:4566/api"))
    page = visitor.submit(visitor.get("/desk"), "/desk/login", address=LEA)
    answer = visitor.submit(page, "/desk/code", code=visitor.mailed_code())
    assert "Secure" not in answer.headers["Set-Cookie"]


@pytest.mark.parametrize("spoil", ["desk=", "desk=x.y", "desk=zz", "other=1", "desk=%00; a=b=c"])
def test_a_made_up_cookie_opens_nothing(lea: Visitor, spoil: str) -> None:
    """Only what we signed for this purpose is a session."""
    lea.cookie = spoil
    assert lea.get("/desk/days/rivieres").status_code == 401


def test_a_ticket_or_form_token_is_not_a_session(website: Website, lea: Visitor) -> None:
    """Each signed string works for its own purpose only."""
    import re

    found = re.search(r'name="ticket" value="([^"]+)"', ask(lea, LEA))
    assert found
    lea.cookie = f"desk={found[1]}"
    assert lea.get("/desk/days/rivieres").status_code == 401


def test_a_session_ends_after_eight_hours_of_real_time(website: Website, lea: Visitor) -> None:
    """Moving the stage's clock signs nobody out."""
    lea.sign_in()
    website.stage.clock.move(website.at + timedelta(days=3))
    assert lea.get("/desk/days/rivieres").status_code == 200
    website.stage.clock.pass_real(timedelta(hours=8))
    assert lea.get("/desk/days/rivieres").status_code == 401


def test_signing_out_ends_the_cookie(lea: Visitor) -> None:
    """The browser is told to forget it."""
    answer = lea.submit(lea.sign_in(), "/desk/logout")
    assert "Max-Age=0" in answer.headers["Set-Cookie"]
    assert "Sign in to the desk" in text_of(lea.follow(answer))


def test_another_site_cannot_post_the_sign_in(website: Website, lea: Visitor) -> None:
    """The browser says where a request comes from."""
    answer = lea.post("/desk/login", {"address": LEA}, sec_fetch_site="cross-site")
    assert answer.status_code == 403
    assert website.stage.mailer.sent == []


def test_a_closed_days_coordinator_gets_in_by_its_address(website: Website, lea: Visitor) -> None:
    """The report of a day that is over stays readable to those who made it."""
    from dataclasses import replace

    day = website.stage.store.day("rivieres")
    assert day is not None
    website.stage.store.move_day(day, replace(day, state="closed"))
    page = lea.submit(lea.get("/desk/days/rivieres?lang=en"), "/desk/login", address=LEA)
    answer = lea.submit(page, "/desk/code", code=lea.mailed_code())
    assert "It is over. The report is there." in text_of(lea.follow(answer))


def texted_website() -> Website:
    """A website whose organiser is listed by her number."""
    return Website(a_plan(organisers=(MOBILE,)))


def test_who_is_listed_by_number_enters_with_a_texted_code() -> None:
    """However the number is spelt; nothing is mailed, and no claim of an ask is made."""
    website = texted_website()
    ana = Visitor(website)
    page = ana.submit(ana.get("/desk?lang=en"), "/desk/login", address="+1 (212) 555-0123")
    (text,) = website.stage.carrier.sent
    assert text.to == MOBILE and text.body.startswith("Tocsin: your code is ")
    assert not website.stage.mailer.calls and not website.stage.store.message_counts("rivieres")
    code = text.body.split("code is ")[1][:6]
    assert "Ban PFAS" in text_of(ana.follow(ana.submit(page, "/desk/code", code=code)))


def test_a_number_that_is_not_listed_is_never_texted() -> None:
    """Nobody can make us text a number of their choice."""
    website = texted_website()
    ask(Visitor(website), "+12125550199")
    assert not website.stage.carrier.calls


def test_a_busy_carrier_looks_like_any_other_try() -> None:
    """The page is the same; another code may be asked for a minute later."""
    website = texted_website()
    website.stage.carrier.script = [BUSY]
    assert "Look at your messages" in ask(Visitor(website), MOBILE)
