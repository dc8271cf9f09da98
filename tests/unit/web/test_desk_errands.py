"""Letters to post and calls to make, on the desk: what is shown to whom, and what is recorded."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from chalicelib.domain.deliveries import Delivery
from chalicelib.domain.errands import WAITS, errand_case
from chalicelib.steps.packets import packet_key, printed_key
from chalicelib.web.desk_state import desk_state, look
from tests.support.fakes import NOON
from tests.unit.web.website import LEA, Visitor, Website, a_plan, text_of

SAM = "sam@rivieres.example"
NUMBER = "+33639980142"
CASES = "/desk/days/rivieres/cases?lang=en"
FILES = "/desk/days/rivieres/{what}/before-vote/minister"
WORDS = "Bonjour\n\nInterdire les PFAS"


def waiting(channel: str, **differs: Any) -> Website:
    """A delivery to the minister that waits for people, with its case."""
    plan = a_plan()
    minister = replace(plan.targets["minister"], deliver=channel, **differs)
    website = Website(replace(plan, targets={"minister": minister}))
    delivery = Delivery(
        day="rivieres",
        trigger="before-vote",
        target="minister",
        state=WAITS[channel],
        claimed_at=NOON,
        lease_at=NOON,
        sent_at=NOON,
        packet=packet_key("rivieres", "before-vote", "minister"),
        signatures=60_000,
        roster="rosters/rivieres/before-vote/minister.txt" if channel == "phone" else "",
    )
    stage = website.stage
    stage.files.put("rosters/rivieres/before-vote/minister.txt", WORDS.encode(), "text/plain")
    stage.files.put(delivery.packet, b"%PDF letter", "application/pdf")
    stage.store.claim_delivery(delivery)
    case = errand_case(website.plan, delivery, NOON)
    assert case
    stage.store.open_case(case)
    return website


@pytest.fixture
def call() -> Website:
    return waiting("phone", to=NUMBER, by=(SAM, LEA))


def signed_in(website: Website) -> Visitor:
    visitor = Visitor(website)
    visitor.sign_in()
    return visitor


def opened(website: Website) -> tuple[Visitor, Any]:
    """Léa, and the page of the one case."""
    lea = signed_in(website)
    (case,) = [c for c in website.stage.store.cases("rivieres") if not c.closed_at]
    return lea, lea.submit(lea.get(CASES), "/reveal", case=case.id)


def test_a_caller_finds_number_hours_and_words(call: Website) -> None:
    """And whose turn it is; the hours are the office's, on its own clocks."""
    page = text_of(opened(call)[1])
    for shown in (f"tel:{NUMBER}", f"{SAM} does it.", "(Europe/Paris)", "Interdire les PFAS"):
        assert shown in page, shown


def test_promise_8_the_number_is_on_the_cases_page_alone(call: Website) -> None:
    """Not in the list, on the board, in its state, or in what is kept of who looked."""
    lea = signed_in(call)
    for path in (CASES, "/desk/days/rivieres?lang=en", "/desk/days/rivieres/state.json"):
        assert NUMBER[3:] not in text_of(lea.get(path)), path
    opened(call)
    assert NUMBER[3:] not in repr(call.stage.store.audits("rivieres", 99))


def test_what_came_of_the_call_is_recorded_and_the_next_one_has_the_case(call: Website) -> None:
    """Once, however often the form is sent; it is written down who recorded it."""
    lea, page = opened(call)
    for _ in range(2):
        done = lea.submit(page, "/called", outcome="no_answer", note="it rang")
        assert "The call is recorded." in text_of(lea.follow(done))
    found = call.stage.store.delivery("rivieres", "before-vote", "minister")
    assert found and [each.outcome for each in found.calls] == ["no_answer"]
    open_ = [c.id for c in call.stage.store.cases("rivieres") if not c.closed_at]
    assert open_ == ["call.before-vote.minister.1"]
    acts = [entry.act for entry in call.stage.store.audits("rivieres", 99)]
    assert acts.count("record_call") == 2


@pytest.mark.parametrize("outcome", ["", "maybe"])
def test_an_outcome_that_there_is_not_is_refused(call: Website, outcome: str) -> None:
    """And nothing is recorded."""
    lea, page = opened(call)
    assert lea.submit(page, "/called", outcome=outcome, note="").status_code == 404
    found = call.stage.store.delivery("rivieres", "before-vote", "minister")
    assert found and found.calls == ()


def test_the_words_are_a_file_of_the_desk(call: Website) -> None:
    """As the bearers' roster is."""
    assert WORDS in text_of(signed_in(call).get(FILES.format(what="rosters")))


@pytest.fixture
def letter() -> Website:
    """With a list of two parts."""
    address = ("Ministère", "12 rue du Lac", "75007 Paris")
    website = waiting("post", to="", address=address, signatories="initials")
    for number in (1, 2):
        key = printed_key("rivieres", "before-vote", "minister", number)
        website.stage.files.put(key, f"%PDF list {number}".encode(), "application/pdf")
    return website


def test_a_letter_to_post_shows_its_address_and_papers(letter: Website) -> None:
    """The letter on the case's page, the parts of the list on the day's."""
    lea, page = opened(letter)
    assert "75007 Paris" in text_of(page) and "/packets/before-vote/minister" in text_of(page)
    board = text_of(lea.get("/desk/days/rivieres?lang=en"))
    assert "List 1" in board and "List 2" in board and "List 3" not in board
    second = lea.get(FILES.format(what="lists") + "/2", accept="application/pdf")
    assert second.body.endswith(b"list 2")


@pytest.mark.parametrize("number", ["0", "3", "x", "1.", "1%2F..", "1000"])
def test_no_other_part_is_found(letter: Website, number: str) -> None:
    """Whatever stands in the address."""
    path = FILES.format(what="lists") + f"/{number}"
    assert signed_in(letter).get(path, accept="application/pdf").status_code == 404


def test_the_state_tells_until_when_and_what_was_done(letter: Website) -> None:
    """Instants and codes only."""
    stage = letter.stage
    day = stage.store.day("rivieres")
    assert day
    (told,) = desk_state(look(day, letter.plan, store=stage.store, clock=stage.clock))["deliveries"]
    assert (told["state"], told["lists"], told["calls"]) == ("to_post", 2, [])
    assert told["due"] == NOON + timedelta(days=1) and told["done_at"] is None
