"""Cases on the desk: their list, what may be done about one, and what is kept of it."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from chalice.test import HTTPResponse

from chalicelib.domain.cases import Case
from chalicelib.domain.messages import Message
from chalicelib.ports import Refused, Unknown
from tests.support.fakes import NOON
from tests.unit.web.website import LEA, Visitor, Website, a_plan, text_of

NUMBER = "+447700900123"
SAM = "sam@rivieres.example"
CASES = "/desk/days/rivieres/cases?lang=en"


@pytest.fixture
def website() -> Website:
    """Someone wrote what nobody understood, a day after a run failed."""
    website = Website(a_plan(readers=("rui@rivieres.example",)))
    stage = website.stage
    failed = {"kind": "run_failed", "opened_at": NOON - timedelta(days=1), "detail": "wave.sign.0"}
    stage.store.open_case(Case(id="r1", day="rivieres", **failed))  # type: ignore[arg-type]
    stage.add(NUMBER, name=stage.vault.seal("Ana", stage.vault.person_id(NUMBER)))
    for said in ("peut-être, on verra bien, qui sait", "mais de quoi parlez-vous donc"):
        stage.text(NUMBER, said)
    return website


@pytest.fixture
def lea(website: Website) -> Visitor:
    visitor = Visitor(website)
    visitor.sign_in()
    return visitor


@pytest.fixture
def open_it(lea: Visitor) -> Callable[[], HTTPResponse]:
    """Opens the case of the text."""
    return lambda: lea.submit(lea.get(CASES), "/reveal", case=unclear(lea.website).id)


def unclear(website: Website) -> Case:
    return next(c for c in website.stage.store.cases("rivieres") if c.kind == "unclear_reply")


def test_a_text_that_may_be_an_opt_out_is_called_so(website: Website, lea: Visitor) -> None:
    """It is more urgent than what nobody understood; only a host who went quiet is to be called."""
    website.stage.text(NUMBER, "I will stop, maybe")
    page = text_of(lea.get(CASES))
    assert "A text that may be an opt-out" in page
    assert "Call this person" not in page


def write(lea: Visitor, page: HTTPResponse, words: str) -> HTTPResponse:
    """Looks at the text as it would leave."""
    return lea.submit(page, "/reply", words=words)


def send(lea: Visitor, preview: HTTPResponse) -> HTTPResponse:
    """The first form of the preview is the one that sends."""
    return lea.submit(preview, "/reply")


def acts(website: Website) -> list[str]:
    return [entry.act for entry in website.done()][::-1]


def desk_texts(website: Website) -> list[Message]:
    person = website.stage.vault.person_id(NUMBER)
    return [m for m in website.stage.store.messages_of(person) if m.case]


def test_the_list_is_oldest_first_with_how_long_people_wait(lea: Visitor) -> None:
    """The failed run waits longest; nothing has been answered, so there is no median."""
    page = text_of(lea.get(CASES))
    assert page.index("waits for 24 h") < page.index("waits for 0 min")
    assert re.search(r"median\)</dt><dd>–", page)


def test_the_list_is_filtered(lea: Visitor, website: Website) -> None:
    """By kind, by who has it, and closed ones apart."""
    only = text_of(lea.get(f"{CASES}&show=run_failed"))
    assert "wave.sign.0" in only and "Call this person" not in only
    assert "Nobody waits for you." in text_of(lea.get(f"{CASES}&show=mine"))
    assert "Nobody waits for you." in text_of(lea.get(f"{CASES}&show=closed"))


def test_promise_8_the_list_shows_no_number_name_or_text(lea: Visitor) -> None:
    """Those are on the case's own page, for whoever opens it."""
    page = text_of(lea.get(CASES))
    for secret in ("7700900123", "Ana", "on verra bien"):
        assert secret not in page


def test_opening_a_case_shows_the_story_and_is_written_down_before(
    website: Website, open_it: Callable[[], HTTPResponse]
) -> None:
    """Number, name, text, and why each reply was taken as it was."""
    page = text_of(open_it())
    for shown in ("tel:+447700900123", "Ana", "on verra bien, qui sait", "they wrote:"):
        assert shown in page
    (entry,) = website.done()
    assert entry.act == "open_case" and entry.subject == website.stage.vault.person_id(NUMBER)
    assert entry.who == website.stage.vault.person_id(LEA)


def test_nothing_is_shown_when_it_cannot_be_written_down(
    website: Website, lea: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The entry comes first."""
    page = lea.get(CASES)

    def broken(entry: object) -> None:
        raise OSError

    monkeypatch.setattr(website.stage.store, "audit", broken)
    answer = lea.submit(page, "/reveal", case=unclear(website).id)
    assert answer.status_code == 500 and b"7700900123" not in answer.body


def test_a_text_is_shown_as_it_would_leave_and_not_sent(
    website: Website, lea: Visitor, open_it: Callable[[], HTTPResponse]
) -> None:
    """With its organisation, and its segments as they are billed."""
    page = text_of(write(lea, open_it(), "Bonjour Ana, " + "on vous rappelle. " * 9))
    assert "SMS segments: 2" in page and "Rivières Vivantes: Bonjour Ana" in page
    assert not website.stage.carrier.calls


def test_a_text_goes_once_however_often_it_is_clicked(
    website: Website, lea: Visitor, open_it: Callable[[], HTTPResponse]
) -> None:
    """It is a message of the case with its sid; the words are kept sealed."""
    preview = write(lea, open_it(), "Je vous appelle demain.")
    first, again = send(lea, preview), send(lea, preview)
    assert "done=sent" in first.headers["Location"]
    assert "done=put_before" in again.headers["Location"]
    (text,) = website.stage.carrier.sent
    assert (text.to, text.body) == (NUMBER, "Rivières Vivantes: Je vous appelle demain.")
    (message,) = desk_texts(website)
    assert message.sid and message.case == unclear(website).id and message.text
    assert b"demain" not in message.text or message.text.startswith(b"!sealed!")
    assert "handed to the carrier" in text_of(lea.follow(first))


def test_the_first_answer_stops_the_waiting_and_takes_the_case(
    website: Website, lea: Visitor, open_it: Callable[[], HTTPResponse]
) -> None:
    """Time to first reply, median, and whose it is."""
    page = open_it()
    website.stage.clock.advance(timedelta(minutes=40))
    send(lea, write(lea, page, "Bonjour"))
    case = unclear(website)
    assert case.first_reply_at == NOON + timedelta(minutes=40)
    assert case.assignee == website.stage.vault.person_id(LEA)
    listed = text_of(lea.get(f"{CASES}&show=mine"))
    assert "answered after 40 min" in listed and re.search(r"median\)</dt><dd>40 min", listed)


@pytest.mark.parametrize(("outcome", "done"), [(Refused(21610), "unsent"), (Unknown(), "unknown")])
def test_what_the_carrier_says_is_told(
    website: Website,
    lea: Visitor,
    open_it: Callable[[], HTTPResponse],
    outcome: Refused | Unknown,
    done: str,
) -> None:
    """A refusal is no answer; what may have gone is never sent again."""
    preview = write(lea, open_it(), "Bonjour")
    website.stage.carrier.script = [outcome]
    assert f"done={done}" in send(lea, preview).headers["Location"]
    assert (unclear(website).first_reply_at is None) == (done == "unsent")
    send(lea, preview)
    assert len(website.stage.carrier.calls) == 1


def test_promise_1_no_text_of_a_human_after_an_opt_out(
    website: Website, lea: Visitor, open_it: Callable[[], HTTPResponse]
) -> None:
    """Even one that was being written when they said STOP."""
    preview = write(lea, open_it(), "Bonjour")
    website.stage.text(NUMBER, "STOP")
    assert "done=unsent" in send(lea, preview).headers["Location"]
    assert not website.stage.carrier.calls
    assert "wants no more texts from us" in text_of(open_it())


def test_promise_6_a_pause_holds_for_humans(
    website: Website, lea: Visitor, open_it: Callable[[], HTTPResponse]
) -> None:
    """The page says why."""
    lea.submit(lea.get("/desk/days/rivieres?lang=en"), "/steer", move="pause")
    assert "the day is paused or over" in text_of(write(lea, open_it(), "Bonjour"))


def test_a_case_is_given_on_and_back(
    website: Website, lea: Visitor, open_it: Callable[[], HTTPResponse]
) -> None:
    """To whoever may take it, and to nobody."""
    sam = website.stage.vault.person_id(SAM)
    rui = website.stage.vault.person_id("rui@rivieres.example")
    assert lea.submit(open_it(), "/assign", to=sam).status_code == 303
    assert unclear(website).assignee == sam
    assert f"{SAM} has it" in text_of(lea.get(CASES))
    assert lea.submit(open_it(), "/assign", to=rui).status_code == 404
    lea.submit(open_it(), "/assign", to="")
    assert unclear(website).assignee == ""


def test_a_case_is_closed_with_its_outcome(
    website: Website, lea: Visitor, open_it: Callable[[], HTTPResponse]
) -> None:
    """Once; an outcome we do not know changes nothing."""
    assert lea.submit(open_it(), "/settle", outcome="eaten").status_code == 404
    lea.submit(open_it(), "/settle", outcome="wrong")
    case = unclear(website)
    assert (case.outcome, case.closed_at) == ("wrong", NOON)
    assert "opened by mistake" in text_of(lea.get(f"{CASES}&show=closed"))


def test_a_case_that_moved_meanwhile_is_not_overwritten(
    website: Website, lea: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """409, and look again."""
    from chalicelib.ports import Stale

    page = lea.submit(lea.get(CASES), "/reveal", case=unclear(website).id)
    monkeypatch.setattr(website.stage.store, "move_case", lambda *given: Stale())
    assert lea.submit(page, "/settle", outcome="wrong").status_code == 409


def test_every_act_is_written_down_with_who_did_it(
    website: Website, lea: Visitor, open_it: Callable[[], HTTPResponse]
) -> None:
    """In order; the page names them by their address in the plan."""
    page = open_it()
    send(lea, write(lea, page, "Bonjour"))
    lea.submit(page, "/assign", to="")
    lea.submit(page, "/settle", outcome="settled")
    day = lea.get("/desk/days/rivieres?lang=en")
    lea.submit(day, "/steer", move="pause")
    assert acts(website) == [
        "open_case", "open_case", "reply", "assign", "close_case", "pause",
    ]  # fmt: skip
    shown = text_of(lea.get("/desk/days/rivieres/audits?lang=en"))
    assert "paused the day" in shown and LEA in shown
    assert "7700900123" not in shown


def test_a_steering_that_did_not_fit_is_not_written_down(website: Website, lea: Visitor) -> None:
    """The act and its entry are one write."""
    page = lea.get("/desk/days/rivieres?lang=en")
    lea.submit(page, "/steer", move="resume")
    assert acts(website) == []


def test_a_text_that_the_carrier_could_not_take_yet_is_tried_again_in_the_same_words(
    website: Website, lea: Visitor, open_it: Callable[[], HTTPResponse]
) -> None:
    """By the tick, once: the words are kept sealed with the claim."""
    preview = write(lea, open_it(), "Bonjour")
    website.stage.carrier.script = [Refused(30001)]
    assert "done=retry" in send(lea, preview).headers["Location"]
    for minutes in (5, 10, 20):
        website.stage.tick(NOON + timedelta(minutes=minutes))
    said = [text.body for text in website.stage.carrier.sent if text.to == NUMBER]
    assert said.count("Rivières Vivantes: Bonjour") == 1


def test_promise_5_an_answer_at_night_stays_with_the_carrier_for_hours(
    website: Website, lea: Visitor, open_it: Callable[[], HTTPResponse]
) -> None:
    """Their window, which shut at eight, does not bound it: they wrote to us."""
    preview = write(lea, open_it(), "Bonjour")
    website.stage.clock.move(NOON + timedelta(hours=11))
    assert "done=sent" in send(lea, preview).headers["Location"]
    assert website.stage.carrier.sent[-1].validity_seconds > 3600


def test_what_is_unclear_again_after_the_close_is_a_new_case(website: Website) -> None:
    """Each under a number of its own; the same text again, or more of it, opens no other."""
    store = website.stage.store
    for number in (2, 3):
        before = store.cases("rivieres")
        for said in ("et encore autre chose alors", "et toujours rien de clair ici"):
            website.stage.text(NUMBER, said)
        assert store.cases("rivieres") == before
        case = unclear(website)
        store.move_case(case, replace(case, closed_at=NOON, outcome="settled"))
        website.stage.text(NUMBER, "voilà que je recommence", f"SMagain{number}")
        website.stage.text(NUMBER, "voilà que je recommence", f"SMagain{number}")
        assert unclear(website).id == f"{case.id.removesuffix(f'.{number - 1}')}.{number}"


def test_a_case_of_no_day_has_a_home_with_every_coordinator(website: Website) -> None:
    """Counted on the desk's first page, worked on at any of their days; no reader's business."""
    report = {"kind": "abuse", "opened_at": NOON, "person": "p1"}
    website.stage.store.open_case(Case(id="abuse.SM1.p1", day="", **report))  # type: ignore[arg-type]
    lea, rui = Visitor(website), Visitor(website)
    assert "Open cases of no day: 1" in text_of(lea.sign_in())
    page = lea.get(CASES)
    assert "of no day" in text_of(page)
    opened = lea.submit(page, "/reveal", case="abuse.SM1.p1")
    assert lea.submit(opened, "/settle", outcome="settled").status_code == 303
    assert website.stage.store.cases("")[0].closed_at
    assert "of no day" not in text_of(rui.sign_in("rui@rivieres.example"))
