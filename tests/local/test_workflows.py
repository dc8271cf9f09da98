"""The four workflows for real: Lambdas, Step Functions and DynamoDB of the local cloud."""

import hashlib
import json
from datetime import datetime, timedelta
from typing import Any

import pytest
import requests

from chalicelib import wiring
from chalicelib.domain.deliveries import Delivery
from chalicelib.domain.runs import Run
from chalicelib.steps.compile_results import decode_results, results_key
from chalicelib.steps.launch_day import close_day
from local.waiting import wait_until
from tests.local import days
from tests.local.conftest import Town

pytestmark = pytest.mark.local
MAYOR = days.MAYOR


@pytest.fixture
def noon(town: Town) -> datetime:
    """The stage's clock at a noon that no test has used."""
    at = days.midday(wiring.clock().now() + timedelta(minutes=1))
    town.move(at)
    return at


def texts(town: Town, number: str) -> list[str]:
    inbox = town.phones.inbox(number)
    return [text["body"] for text in inbox if text["direction"] == "outbound-api"]


def test_send_wave_asks_everyone_of_its_audience_once(town: Town, noon: datetime) -> None:
    """A text each; the next tick, and a run of the same wave again, send nobody a second."""
    numbers = days.launched("wave", noon, people=7)
    runs = town.ring("wave")
    assert runs["wave.sign.0.other"].outcome["counts"] == {"sent": 7}
    town.ring("wave")
    assert [len(texts(town, number)) for number in numbers] == [1] * 7


def test_promise_7_a_run_that_died_is_started_again(town: Town, noon: datetime) -> None:
    """A tick that was cut off after recording its run left no execution: attempt 2 does it."""
    numbers = days.launched("died", noon, people=2)
    started = Run(
        day="died",
        moment="wave.sign.0.other",
        workflow="send_wave",
        attempt=1,
        started_at=noon,
        lease_at=wiring.clock().real_now() - timedelta(minutes=3),
        input={"ask": "sign", "n": 0, "sender": "other"},
    )
    wiring.store().start_run(started)
    run = town.ring("died")["wave.sign.0.other"]
    assert (run.attempt, run.state) == (2, "succeeded")
    assert [len(texts(town, number)) for number in numbers] == [1, 1]


def test_promise_4_deliver_petition_mails_once_and_makes_a_roster(
    town: Town, noon: datetime
) -> None:
    """The letter that arrives is the one recorded; the other target gets its bearers' roster."""
    numbers = days.launched(
        "deliver",
        noon,
        people=3,
        targets=days.mailed_and_carried(),
        triggers=days.deadline(noon + timedelta(minutes=30)),
    )
    town.ring("deliver")
    for number in numbers[:2]:
        town.phones.text(number, "1")
    town.move(noon + timedelta(minutes=30))
    for _ in range(2):
        assert town.ring("deliver")["vote"].state == "succeeded"
    wait_until(lambda: mayors("deliver").state == "delivered", "the receipt of the mail", 20)
    by_mail, by_hand = sorted(wiring.store().deliveries("deliver"), key=lambda d: d.target)
    assert (by_mail.state, by_hand.state) == ("delivered", "rostered")
    assert by_mail.signatures == 2
    mails = mails_to(town, MAYOR)
    assert [a["sha256"] for mail in mails for a in mail["attachments"]] == [by_mail.sha256]
    assert hashlib.sha256(wiring.files().get(by_mail.packet)).hexdigest() == by_mail.sha256
    roster = wiring.files().get(by_hand.roster).splitlines()
    assert [line[:3] for line in roster[1:5]] == [b'"1"', b'"2"', b'"3"', b'"",']
    manifest = json.loads(wiring.files().get(by_mail.packet.replace(".pdf", ".manifest.json")))
    assert (manifest["signatures"], manifest["files"][0]["sha256"]) == (2, by_mail.sha256)


def test_promise_4_a_mail_that_bounces_is_a_humans_case_and_is_not_mailed_again(
    town: Town, noon: datetime
) -> None:
    """The mail sink tells it as SES does, twice and last first; the next ticks mail nothing."""
    for kind in ("bounce", "repeat", "reorder"):
        rule = {"kind": kind, "to": MAYOR, "next": 1}
        assert requests.post(f"{town.phones.urls['phones']}/faults", json=rule, timeout=5).ok
    days.launched(
        "bounce",
        noon,
        people=1,
        targets=days.mailed_and_carried(),
        triggers=days.deadline(noon + timedelta(minutes=30)),
    )
    before = len(mails_to(town, MAYOR))
    town.move(noon + timedelta(minutes=30))
    town.ring("bounce")
    wait_until(lambda: mayors("bounce").state == "bounced", "the receipt of the mail", 20)
    wait_until(lambda: returned("bounce") == ["mail.vote.mayor.bounced"], "its case", 20)
    town.ring("bounce")
    assert len(mails_to(town, MAYOR)) == before + 1


def mayors(day: str) -> Delivery:
    found = wiring.store().delivery(day, "vote", "mayor")
    assert found
    return found


def returned(day: str) -> list[str]:
    return [case.id for case in wiring.store().cases(day) if case.kind == "mail_returned"]


def mails_to(town: Town, address: str) -> list[Any]:
    return [mail for mail in town.phones.mails() if address in str(mail["to"])]


def test_follow_up_leaders_sends_the_kit_asks_and_hands_the_silent_to_a_human(
    town: Town, noon: datetime
) -> None:
    """Two hosts: one says how many came, the other becomes one call."""
    ends = noon + timedelta(days=3)
    heard, silent = days.launched(
        "lead",
        noon,
        people=2,
        asks=(days.ask("lead", noon, does="host"), days.report_ask(ends)),
        **days.path(),
    )
    town.ring("lead")
    for number in (heard, silent):
        town.phones.text(number, "1")
    town.move(noon + timedelta(minutes=2))
    town.ring("lead")
    assert [len(texts(town, number)) for number in (heard, silent)] == [2, 2]
    town.move(noon + timedelta(hours=7, minutes=1))
    town.ring("lead")
    assert "how many" in texts(town, heard)[2]
    town.phones.text(heard, "31")
    town.move(noon + timedelta(days=1, hours=4))
    for _ in range(2):
        town.ring("lead")
    quiet = [case.person for case in wiring.store().cases("lead") if case.kind == "quiet_leader"]
    assert quiet == [days.person_of(silent).id]
    assert wiring.store().totals("lead", noon).of("report.reported+") == 31


def test_close_day_recounts_and_publishes_the_report(town: Town, noon: datetime) -> None:
    """Closed by hand: the recount agrees with the tallies, three files are there."""
    numbers = days.launched("close", noon, people=4)
    town.ring("close")
    for number, body in zip(numbers, ("1", "no", "later"), strict=False):
        town.phones.text(number, body)
    wiring.call(close_day, "close")
    assert town.ring("close")["day.close"].state == "succeeded"
    town.move(noon + timedelta(minutes=20))
    town.ring("close")
    day = wiring.store().day("close")
    assert day is not None and day.state == "closed" and day.next_due is None
    results = decode_results(wiring.files().get(results_key("close")))
    assert (results.signatures, results.differences) == (1, ())
    assert results.replies == {"later": 1, "no": 1, "number": 1}
    for name in ("html", "csv", "json"):
        assert wiring.files().get(f"reports/close/report.{name}")


def test_a_run_whose_steps_fail_says_so_and_becomes_a_case(town: Town, noon: datetime) -> None:
    """An ask that the plan does not have cannot be sent: failed, five times, then a human."""
    days.launched("fails", noon, people=1, asks=(days.ask("fails", noon, until=noon),))
    broken = Run(
        day="fails",
        moment="day.close",
        workflow="send_wave",
        attempt=5,
        started_at=noon,
        lease_at=wiring.clock().real_now(),
        state="failed",
    )
    wiring.store().start_run(broken)
    wiring.store().finish_run(broken)
    wiring.call(close_day, "fails")
    town.ring("fails")
    assert [case.kind for case in wiring.store().cases("fails")] == ["run_failed"]


def published(town: Town, day: str) -> int:
    """The count on the public object, -1 while there is none."""
    url = f"{town.stage_file.environment['TOCSIN_PUBLIC_URL']}/{day}/count.json"
    answer = requests.get(url, timeout=10)
    if answer.status_code != 200:
        return -1
    return int(json.loads(answer.content)["data"]["attributes"]["signature_count"])


def test_the_stream_publishes_within_seconds(town: Town, noon: datetime) -> None:
    """A signature shows in `count.json` without a tick."""
    (number,) = days.launched("stream", noon, people=1)
    town.ring("stream")
    town.phones.text(number, "1")
    wait_until(lambda: published(town, "stream") == 1, "the count", seconds=20)


def test_promise_7_without_the_stream_the_tick_publishes(town: Town, noon: datetime) -> None:
    """The stream's mapping is off: a minute later the tick alone writes the count."""
    (number,) = days.launched("lost", noon, people=1)
    town.ring("lost")
    lambdas = town.cloud.client("lambda")
    (mapping,) = lambdas.list_event_source_mappings()["EventSourceMappings"]
    lambdas.update_event_source_mapping(UUID=mapping["UUID"], Enabled=False)
    try:
        before = published(town, "lost")
        town.phones.text(number, "1")
        town.move(noon + timedelta(minutes=2))
        town.ring("lost")
        assert (before, published(town, "lost")) == (0, 1)
    finally:
        lambdas.update_event_source_mapping(UUID=mapping["UUID"], Enabled=True)
