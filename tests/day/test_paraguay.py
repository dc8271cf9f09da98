"""The seed plan as a whole day in memory: real steps, workflows and words, fakes around."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from chalicelib.adapters.catalogues import GettextCatalogues
from chalicelib.domain.facts import tally_change
from chalicelib.domain.plan import Plan
from chalicelib.domain.planfile.load import load_plan
from chalicelib.steps.compile_results import decode_results, results_key
from tests.support.fakes import FakeClock
from tests.support.stage import Stage

PLAN = Path(__file__).parents[2] / "plans" / "paraguay-oea-2014.yaml"
LAUNCH = datetime(2014, 5, 27, 12, tzinfo=UTC)
DAY = "paraguay-oea-2014"


def number(i: int) -> str:
    return f"+447700900{i:03}"


@pytest.fixture
def plan() -> Plan:
    return load_plan(PLAN.read_text(), str(PLAN), LAUNCH, GettextCatalogues())


@pytest.fixture
def stage(plan: Plan) -> Stage:
    stage = Stage(FakeClock(LAUNCH))
    for i in range(20):
        stage.add(number(i), standing=("active",) if i < 6 else ())
    stage.launch(plan)
    return stage


def after_wave(stage: Stage, plan: Plan, ask: str) -> None:
    send = plan.asks[ask].send
    assert send is not None
    stage.tick_until_quiet(send)


def signatures(stage: Stage) -> int:
    return stage.store.totals(DAY, stage.clock.now()).of("sign.signed")


def test_a_wave_asks_each_person_once(stage: Stage, plan: Plan) -> None:
    """The host wave reaches the active, the sign wave everyone, nobody twice."""
    after_wave(stage, plan, "host")
    assert sorted(t.to for t in stage.carrier.sent) == [number(i) for i in range(6)]
    after_wave(stage, plan, "sign")
    assert len(stage.carrier.sent) == 6 + 20


def test_a_reply_is_counted_once_and_answered(stage: Stage, plan: Plan) -> None:
    """ "1" signs; the same text again is answered, not counted."""
    after_wave(stage, plan, "sign")
    first = stage.text(number(9), "1")
    assert "Thank you" in first.text
    assert stage.text(number(9), "1").text != first.text
    assert signatures(stage) == 1


def test_promise_9_the_same_webhook_request_gets_the_same_answer(stage: Stage, plan: Plan) -> None:
    """A provider's retry of one message id has one effect and the same answer."""
    after_wave(stage, plan, "sign")
    first = stage.text(number(9), "1", sid="SMsame")
    assert stage.text(number(9), "1", sid="SMsame") == first
    assert signatures(stage) == 1


def test_promise_4_the_deadline_delivers_once_whatever_the_count(stage: Stage, plan: Plan) -> None:
    """One mail, one roster; later ticks and later signatures deliver nothing more."""
    after_wave(stage, plan, "sign")
    for i in range(5):
        stage.text(number(i), "1")
    stage.tick_until_quiet(plan.triggers["before-vote"].at)
    stage.text(number(6), "sign")
    stage.tick_until_quiet(stage.clock.now() + timedelta(hours=1))
    assert len(stage.mailer.sent) == 1
    states = {d.target: (d.state, d.signatures) for d in stage.store.deliveries(DAY)}
    assert states == {"foreign-ministry": ("sent", 5), "oas-assembly": ("rostered", 5)}
    assert {t.trigger: t.state for t in stage.store.triggers(DAY)} == {
        "before-vote": "fired",
        "ten-thousand": "armed",
    }


def test_a_silent_host_becomes_a_call_and_a_heard_one_does_not(stage: Stage, plan: Plan) -> None:
    """Kit, ready, "how many came?"; the one who stays silent is handed to a human, once."""
    after_wave(stage, plan, "host")
    for i in (0, 1):
        stage.text(number(i), "1")
    stage.tick_until_quiet(stage.clock.now() + timedelta(hours=1))
    after_wave(stage, plan, "sign")
    for i in (0, 1):
        stage.text(number(i), "1")
    stage.tick_until_quiet(datetime(2014, 6, 3, 17, 30, tzinfo=UTC))
    stage.tick_until_quiet(datetime(2014, 6, 5, 9, 0, tzinfo=UTC))
    assert [t.message_id.split("~")[2] for t in stage.carrier.sent if t.to == number(0)] == [
        "host",
        "kit",
        "sign",
        "ready",
        "report",
    ]
    assert stage.text(number(0), "we were 12").text
    stage.tick_until_quiet(datetime(2014, 6, 8, 9, 0, tzinfo=UTC))
    cases = [c for c in stage.store.cases(DAY) if c.kind == "quiet_leader"]
    assert [c.person for c in cases] == [stage.vault.person_id(number(1))]
    assert stage.store.totals(DAY, stage.clock.now()).of("report.reported+") == 12


def test_promise_3_the_report_is_the_recount_of_the_facts(stage: Stage, plan: Plan) -> None:
    """Closing recounts; the results, the tallies and the facts agree."""
    after_wave(stage, plan, "host")
    stage.text(number(0), "2")
    after_wave(stage, plan, "sign")
    for i, body in enumerate(("1", "no", "later", "sign", "STOP", "what?", "1", "1")):
        stage.text(number(i), body)
    stage.tick_until_quiet(plan.closes)
    stage.tick_until_quiet(stage.clock.now() + timedelta(minutes=5))
    day = stage.store.day(DAY)
    assert day is not None and day.state == "closed"
    results = decode_results(stage.files.get(results_key(DAY)))
    assert results.differences == ()
    assert results.signatures == 4
    expected: dict[str, int] = {}
    for fact in stage.store.facts(DAY):
        for name, n in tally_change(fact).items():
            expected[name] = expected.get(name, 0) + n
    assert results.facts == dict(sorted(expected.items()))
    assert b"Exact" in stage.files.get(f"reports/{DAY}/report.html")
