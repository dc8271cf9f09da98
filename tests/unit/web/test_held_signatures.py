"""Cheap cheating: held silently, out of the count, and a moderator's to decide."""

from datetime import timedelta
from typing import Any

import pytest
from chalice.local import LambdaEventConverter

from chalicelib.domain.facts import Fact
from tests.unit.web.website import MOBILE, Visitor, Website, text_of

HOUSE = "198.51.100.7"


@pytest.fixture
def website() -> Website:
    return Website()


@pytest.fixture
def visitor(website: Website) -> Visitor:
    return Visitor(website)


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Requests come from that IP address from now on."""
    return lambda ip: monkeypatch.setattr(LambdaEventConverter, "LOCAL_SOURCE_IP", ip)


def sign(visitor: Visitor, n: int, **form: str) -> Any:
    return visitor.post("/d/rivieres/sign", {"email": f"p{n}@example.org", "lang": "en", **form})


def held(website: Website) -> list[Fact]:
    return website.stage.store.held_facts("rivieres", 1000)


def test_what_one_address_gives_beyond_its_burst_is_held(
    website: Website, visitor: Visitor, at: Any
) -> None:
    """The answer is that of all others; ten minutes later the house may sign again."""
    at(HOUSE)
    answers = [sign(visitor, n) for n in range(23)]
    assert len({(one.status_code, one.headers["Location"]) for one in answers}) == 1
    assert website.count == 20
    assert {one.why for one in held(website)} == {"address"} and len(held(website)) == 3
    website.stage.clock.advance(timedelta(minutes=10))
    sign(visitor, 99)
    assert website.count == 21


def test_what_one_network_gives_from_many_addresses_is_held(
    website: Website, visitor: Visitor, at: Any
) -> None:
    """A /48 of IPv6 is one network, whoever rents addresses in it by the million."""
    for n in range(205):
        at(f"2001:db8:7:{n:x}::1")
        sign(visitor, n)
    assert website.count == 200
    assert {one.why for one in held(website)} == {"network"}


def test_a_new_day_begins_anew_under_another_hash(
    website: Website, visitor: Visitor, at: Any
) -> None:
    """Nothing that is kept tells that the house came back."""
    at(HOUSE)
    sign(visitor, 1)
    website.stage.clock.advance(timedelta(days=1))
    sign(visitor, 2)
    first, second = website.stage.store.facts("rivieres")
    assert first.network and second.network and first.network != second.network


@pytest.mark.parametrize(
    ("form", "why"),
    [
        ({"website": "https://spam.example"}, "trap"),
        ({"seconds": "0.4"}, "fast"),
        ({"email": "a@mailinator.com"}, "disposable"),
        ({"email": "a@x.y.yopmail.com"}, "disposable"),
    ],
)
def test_what_the_form_gives_away_is_held(
    website: Website, visitor: Visitor, form: dict[str, str], why: str
) -> None:
    """Silently: the page is that of everyone."""
    honest, suspect = sign(visitor, 1), sign(visitor, 2, **form)
    assert (honest.status_code, honest.headers) == (suspect.status_code, suspect.headers)
    assert website.count == 1
    assert [one.why for one in held(website)] == [why]


@pytest.mark.parametrize("seconds", ["", "2.5", "86400", "x", "-1", "nan", "inf", "1e999"])
def test_nobody_is_suspect_for_what_a_page_did_not_measure(
    website: Website, visitor: Visitor, seconds: str
) -> None:
    """Without a script, or with a clock gone wrong, the form counts."""
    sign(visitor, 1, seconds=seconds)
    assert website.count == 1


def test_promise_8_no_address_of_a_visitor_is_kept_or_logged(
    website: Website, visitor: Visitor, at: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    """Neither in the fact nor in a counter nor in a log."""
    at(HOUSE)
    sign(visitor, 1)
    store = website.stage.store
    assert HOUSE not in repr((list(store.facts("rivieres")), store._arrivals))
    assert HOUSE not in capsys.readouterr().out


def test_who_texts_from_the_own_phone_is_no_suspect_any_more(
    website: Website, visitor: Visitor
) -> None:
    """A robot typed their number first; their own text counts them."""
    website.stage.add(MOBILE)
    sign(visitor, 1, phone=MOBILE, email="", website="x")
    assert website.count == 0
    website.stage.text(MOBILE, "sign")
    assert website.count == 1 and held(website) == []


@pytest.fixture
def crowd(website: Website, visitor: Visitor, at: Any) -> Visitor:
    """A coordinator signed in, a school that signed from one address, and a robot."""
    at(HOUSE)
    for n in range(25):
        sign(visitor, n, country="FR")
    sign(visitor, 99, seconds="0.1")
    moderator = Visitor(website)
    moderator.sign_in()
    return moderator


def test_a_moderator_sees_groups_of_nobody(website: Website, crowd: Visitor) -> None:
    """By reason and source, the largest first; the page names no address and no person."""
    page = text_of(crowd.get("/desk/days/rivieres/held?lang=en"))
    assert page.index("5 · many from one address") < page.index("1 · filled in faster")
    assert "France" in page
    shown = [HOUSE, "example.org", *(one.person for one in held(website))]
    assert not any(secret in page for secret in shown)


@pytest.mark.parametrize(("move", "count", "state"), [("release", 25, 0), ("invalidate", 20, 5)])
def test_a_moderator_lets_a_group_in_or_takes_it_out(
    website: Website, crowd: Visitor, move: str, count: int, state: int
) -> None:
    """The whole group and no other, written down with who did it."""
    page = crowd.get("/desk/days/rivieres/held?lang=en")
    answer = crowd.submit(page, "/desk/days/rivieres/review", move=move)
    assert "filled in faster" in text_of(crowd.follow(answer))
    assert website.count == count
    facts = list(website.stage.store.facts("rivieres"))
    assert sum(one.state == "invalid" for one in facts) == state
    assert [one.why for one in held(website)] == ["fast"]
    (entry,) = [e for e in website.stage.store.audits("rivieres", 9) if e.act == move]
    assert entry.who and entry.detail.endswith(": 5")


def test_a_form_of_another_site_moves_nothing(website: Website, crowd: Visitor) -> None:
    """Without the session's token: 403."""
    form = {"why": "address", "source": held(website)[-1].network, "move": "release"}
    assert crowd.post("/desk/days/rivieres/review", form).status_code == 403
    assert website.count == 20
