"""A day on the desk: what it shows, what it hides, and what its buttons do."""

import json
import re
from dataclasses import replace
from datetime import timedelta

import pytest
from chalice.test import HTTPResponse

from chalicelib.domain.cases import Case
from chalicelib.domain.deliveries import Delivery
from chalicelib.domain.leaders import Leader
from chalicelib.domain.runs import Run
from chalicelib.domain.triggers import fired
from chalicelib.steps.answer_target import TargetAnswer, answer_target
from tests.support.fakes import NOON
from tests.unit.web.website import LEA, MOBILE, Visitor, Website, a_plan, text_of

NUMBER = "+447700900123"


@pytest.fixture
def website() -> Website:
    """A day with something of everything."""
    website = Website()
    stage = website.stage
    person = stage.add(NUMBER, name=stage.vault.seal("Ana", stage.vault.person_id(NUMBER)))
    Visitor(website).post("/d/rivieres/sign", {"phone": MOBILE})
    stage.text(NUMBER, "peut-être, on verra bien, qui sait", sid="SM1")
    stage.text(NUMBER, "mais de quoi parlez-vous donc", sid="SM2")
    run = Run(
        day="rivieres",
        moment="wave.sign.0.FR",
        workflow="send_wave",
        attempt=2,
        started_at=NOON,
        lease_at=NOON,
    )
    stage.store.start_run(run)
    outcome = {"people": 3, "counts": {"sent": 2, "opted_out": 1}, "shut": ["Asia/Tokyo"]}
    stage.store.finish_run(replace(run, state="succeeded", finished_at=NOON, outcome=outcome))
    stage.store.claim_delivery(
        Delivery(
            day="rivieres",
            trigger="thousand",
            target="minister",
            state="sent",
            claimed_at=NOON,
            lease_at=NOON,
            sent_at=NOON,
            packet="packets/a.pdf",
            sha256="ab" * 32,
            signatures=1000,
            roster="rosters/a.csv",
        )
    )
    stage.files.put("packets/a.pdf", b"%PDF-1.7 \xff\x00", "application/pdf")
    stage.files.put("rosters/a.csv", b'\xef\xbb\xbf"n"\r\n', "text/csv")
    leader = Leader(
        day="rivieres",
        person=person.id,
        ask="host",
        state="to_call",
        accepted_at=NOON,
        gathering_at=NOON,
    )
    stage.store._leaders["rivieres", person.id] = leader
    quiet = Case(
        id=f"quiet.{person.id}",
        day="rivieres",
        kind="quiet_leader",
        opened_at=NOON,
        due_at=NOON + timedelta(days=1),
        person=person.id,
        text=stage.vault.seal("leave me alone", person.id),
        detail="no answer",
    )
    stage.store.open_case(quiet)
    return website


@pytest.fixture
def lea(website: Website) -> Visitor:
    visitor = Visitor(website)
    visitor.sign_in()
    return visitor


def state(visitor: Visitor) -> dict[str, object]:
    answer = visitor.get("/desk/days/rivieres/state.json")
    assert answer.headers["Content-Type"] == "application/json"
    found: dict[str, object] = json.loads(answer.body)
    return found


def test_the_state_counts_what_the_tallies_count(website: Website, lea: Visitor) -> None:
    """Total, countries and channels add up; each ask has its kinds."""
    before = state(lea)
    assert before["signatures"] == 1
    assert before["countries"] == [{"code": "US", "count": 1}]
    assert before["channels"] == {"sms": 0, "link": 0, "web": 1}
    Visitor(website).post("/d/rivieres/sign", {"phone": "+12125550124"})
    assert state(lea)["signatures"] == 2


def test_the_page_shows_waves_deliveries_leaders_and_triggers(lea: Visitor) -> None:
    """In words, with the plan's local times."""
    page = text_of(lea.get("/desk/days/rivieres?lang=en"))
    for shown in (
        "Ban PFAS before 2028",
        "Open",
        "wave.sign.0.FR",
        "attempt 2",
        "Waits for the hours of",
        "the Ecology Minister",
        "abababababababab…",
        "to be called",
        "at 1,000 signatures",
        "goes 25 November 2026, 13:00",
        "United States",
        "As of 13:00",
    ):
        assert shown in page, shown


def test_a_trigger_that_fired_says_when(website: Website, lea: Visitor) -> None:
    """With its time, in the plan's zone."""
    store = website.stage.store
    record = next(t for t in store.triggers("rivieres") if t.trigger == "thousand")
    store.move_trigger(record, fired(record, NOON))
    assert "fired 13:00" in text_of(lea.get("/desk/days/rivieres?lang=en"))


def test_the_page_speaks_french(lea: Visitor) -> None:
    """Every word of the desk is there in French."""
    page = text_of(lea.get("/desk/days/rivieres?lang=fr"))
    for shown in (
        "Interdire les PFAS",
        "Ouverte",
        "Suspendre",
        "Appeler cette personne",
        "États-Unis",
    ):
        assert shown in page, shown
    assert not re.search(r">[^<]*\b(Waves|Latest|Pause the|signed|Call)\b", page)


def test_promise_8_the_desk_lists_no_number_name_or_text(website: Website, lea: Visitor) -> None:
    """Neither page nor JSON; a person is the first letters of their keyed hash."""
    seen = text_of(lea.get("/desk/days/rivieres")) + json.dumps(state(lea))
    for secret in ("7700900123", "2125550123", "Ana", "leave me", "de quoi parlez", "!sealed!"):
        assert secret not in seen
    person = website.stage.vault.person_id(NUMBER)
    assert person[3:9] in seen
    shown = re.sub(r'name="case" value="[^"]+"', "", seen)
    shown = re.sub(r'"id": "[^"]+"', "", shown)
    assert person not in shown


def test_a_case_reveals_whom_to_call(lea: Visitor) -> None:
    """The number, the name and what they wrote, to whoever asked for this case."""
    day = lea.get("/desk/days/rivieres?lang=en")
    case = next(c for c in state(lea)["cases"] if c["kind"] == "quiet_leader")  # type: ignore[attr-defined]
    page = text_of(lea.submit(day, "/reveal", case=case["id"]))
    assert 'href="tel:+447700900123"' in page
    assert "Ana" in page and "leave me alone" in page


def test_a_case_taken_care_of_leaves_the_list(lea: Visitor) -> None:
    """It is counted as settled."""
    day = lea.get("/desk/days/rivieres?lang=en")
    case = next(c for c in state(lea)["cases"] if c["kind"] == "quiet_leader")  # type: ignore[attr-defined]
    page = lea.submit(day, "/reveal", case=case["id"])
    after = text_of(lea.follow(lea.submit(page, "/settle", outcome="called")))
    assert "A host who went quiet" not in after and "The case is closed." in after
    assert "1 settled" in text_of(lea.get("/desk/days/rivieres?lang=en"))


@pytest.mark.parametrize(
    ("moves", "became"), [(["pause"], "paused"), (["pause", "resume"], "open")]
)
def test_promise_6_the_buttons_pause_and_resume_the_day(
    website: Website, lea: Visitor, moves: list[str], became: str
) -> None:
    """The stored state moves, which every claim looks at."""
    for move in moves:
        page = lea.get("/desk/days/rivieres?lang=en")
        lea.submit(page, "/steer", move=move)
    day = website.stage.store.day("rivieres")
    assert day is not None and day.state == became


def test_closing_brings_the_close_forward_to_now(website: Website, lea: Visitor) -> None:
    """The tick does the rest."""
    lea.submit(lea.get("/desk/days/rivieres"), "/steer", move="close")
    day = website.stage.store.day("rivieres")
    assert day is not None and day.closes == day.next_due == NOON


def test_a_move_that_does_not_fit_changes_nothing(lea: Visitor) -> None:
    """Resuming a day that is not paused, from a page that is too old: told so."""
    page = lea.get("/desk/days/rivieres?lang=en")
    website = lea.website
    day = website.stage.store.day("rivieres")
    assert day is not None
    website.stage.store.move_day(day, replace(day, state="closing"))
    answer = lea.submit(page, "/steer", move="pause")
    assert answer.status_code == 409 and "the day moved meanwhile" in text_of(answer)


@pytest.mark.parametrize("path", ["steer", "reveal", "settle"])
@pytest.mark.parametrize("token", ["", "made-up"])
def test_a_post_without_the_sessions_token_does_nothing(
    website: Website, lea: Visitor, path: str, token: str
) -> None:
    """Another site cannot steer a signed-in coordinator's browser."""
    form = {"token": token, "move": "pause", "case": "quiet"}
    answer = lea.post(f"/desk/days/rivieres/{path}", form)
    assert answer.status_code == 403
    day = website.stage.store.day("rivieres")
    assert day is not None and day.state == "open"


def test_one_sessions_token_is_not_anothers(website: Website, lea: Visitor) -> None:
    """Sam's form does not work in Lea's browser."""
    sam = Visitor(website)
    sam.sign_in("sam@rivieres.example")
    found = re.search(r'name="token" value="([^"]+)"', text_of(sam.get("/desk/days/rivieres")))
    assert found
    answer = lea.post("/desk/days/rivieres/steer", {"token": found[1], "move": "pause"})
    assert answer.status_code == 403


GETS = ("", "/board", "/state.json", "/packets/thousand/minister", "/rosters/thousand/minister")


@pytest.mark.parametrize("path", GETS)
def test_nothing_of_a_day_is_shown_to_who_is_not_signed_in(website: Website, path: str) -> None:
    """401 and the form to sign in."""
    answer = Visitor(website).get(f"/desk/days/rivieres{path}", accept="*/*")
    assert answer.status_code == 401
    assert b"PFAS" not in answer.body


@pytest.mark.parametrize("path", GETS)
def test_another_days_coordinator_sees_nothing_of_this_day(website: Website, path: str) -> None:
    """404, as for a day that is not there."""
    other = a_plan(day="forets", coordinators=("max@forets.example",))
    website.stage.launch(other)
    max_ = Visitor(website)
    assert "rivieres" not in text_of(max_.sign_in("max@forets.example"))
    answer = max_.get(f"/desk/days/rivieres{path}", accept="*/*")
    assert answer.status_code == 404
    assert "Nothing here" in text_of(answer)


def test_the_packet_is_the_very_pdf(lea: Visitor) -> None:
    """Byte for byte, to be saved."""
    answer = lea.get("/desk/days/rivieres/packets/thousand/minister", accept="application/pdf")
    assert answer.body == b"%PDF-1.7 \xff\x00"
    assert answer.headers["Content-Type"] == "application/pdf"
    assert 'filename="rivieres-thousand-minister.pdf"' in answer.headers["Content-Disposition"]


def test_the_roster_keeps_its_mark_for_spreadsheets(website: Website, lea: Visitor) -> None:
    """The byte order mark survives; who took it is written down."""
    answer = lea.get("/desk/days/rivieres/rosters/thousand/minister")
    assert answer.body == b'\xef\xbb\xbf"n"\r\n'
    [entry] = website.done()
    assert (entry.act, entry.detail) == ("papers", "thousand minister")


def test_a_delivery_that_is_not_there_is_not_there(lea: Visitor) -> None:
    """No key is made from an address."""
    answer = lea.get("/desk/days/rivieres/packets/thousand/..", accept="*/*")
    assert answer.status_code == 404


def headers_of(answer: HTTPResponse) -> dict[str, str]:
    return {name.lower(): value for name, value in answer.headers.items()}


def test_every_page_forbids_framing_sniffing_and_keeping(lea: Visitor) -> None:
    """And runs no script but its own."""
    found = headers_of(lea.get("/desk/days/rivieres"))
    policy = found["content-security-policy"]
    assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert found["cache-control"] == "no-store"
    assert found["x-content-type-options"] == "nosniff"


def test_importing_the_app_loads_no_template_engine() -> None:
    """Twilio's webhook is the same Lambda and pays for every import."""
    import subprocess
    import sys

    slow = "{'jinja2', 'msgspec', 'chalicelib.web.desk_pages', 'chalicelib.web.signing'}"
    code = f"import sys, app; print(sorted({slow} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_owner_of_a_case_is_named(lea: Visitor) -> None:
    """Every silence ends with a named human."""
    assert {case["owner"] for case in state(lea)["cases"]} == {LEA}  # type: ignore[attr-defined]


def test_promise_6_one_wave_is_paused_resumed_and_stopped() -> None:
    """The others go on; each move is written down with its ask, and a stopped wave stays so."""
    plan = a_plan()
    sign = replace(plan.asks["sign"], send=NOON + timedelta(hours=1))
    website = Website(replace(plan, asks={**plan.asks, "sign": sign}))
    lea = Visitor(website)
    lea.sign_in()
    page = lea.get("/desk/days/rivieres?lang=en")
    for move, became in (("pause", "paused"), ("resume", None), ("stop", "stopped")):
        assert lea.submit(page, "/wave", ask="sign", move=move).status_code == 303
        day = website.stage.store.day("rivieres")
        assert day is not None and day.waves.get("sign") == became
    assert lea.submit(page, "/wave", ask="sign", move="resume").status_code == 409
    assert lea.submit(page, "/wave", ask="host", move="pause").status_code == 404
    entries = website.done()
    assert sorted(entry.act for entry in entries) == ["pause_wave", "resume_wave", "stop_wave"]
    assert {entry.detail for entry in entries} == {"sign"}


def test_a_result_is_shown_with_how_many_were_told_and_stopped_with_one_click() -> None:
    """What it says and from when; the click is written down under the result's name."""
    plan = a_plan(tell=("signers",))
    website = Website(plan)
    stage = website.stage
    said = TargetAnswer(day="rivieres", target="minister", stance="committed", text="Number 42")
    stage.call(answer_target, said)
    run = Run(
        day="rivieres",
        moment="wave.result.minister.1.0.other",
        workflow="send_wave",
        attempt=1,
        started_at=NOON,
        lease_at=NOON,
        input={"ask": "result.minister.1", "n": 0, "sender": "other"},
    )
    stage.store.start_run(run)
    outcome = {"counts": {"sent": 1200, "opted_out": 3}, "waiting": 40}
    stage.store.finish_run(replace(run, state="succeeded", finished_at=NOON, outcome=outcome))
    lea = Visitor(website)
    lea.sign_in()
    page = lea.get("/desk/days/rivieres?lang=en")
    shown = " ".join(re.sub(r"<[^>]+>", " ", text_of(page)).split())
    assert "the Ecology Minister agrees goes out as planned" in shown
    assert "1,200 texts went, 40 people wait for their window" in shown
    assert "Number 42" not in shown
    assert lea.submit(page, "/wave", ask="result.minister.1", move="stop").status_code == 303
    day = stage.store.day("rivieres")
    assert day is not None
    assert day.waves == {"result.minister.1": "stopped"}
    [entry] = website.done()
    assert (entry.act, entry.detail) == ("stop_wave", "result.minister.1")
    later = replace(said, stance="reversed")
    stage.call(answer_target, later)
    results = state(lea)["results"]
    assert isinstance(results, list)
    assert {one["name"]: one["wave"] for one in results} == {
        "result.minister.1": "outdated",
        "result.minister.2": "going",
    }


def test_a_plan_that_tells_nobody_shows_no_results(lea: Visitor) -> None:
    """Nothing is promised that does not happen."""
    assert state(lea)["results"] == []
    assert "Results told" not in text_of(lea.get("/desk/days/rivieres?lang=en"))
