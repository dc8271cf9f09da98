"""The ready plan of Paraguay, as of its time."""

from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest

from chalicelib.domain.plan import Plan
from chalicelib.domain.planfile.load import check_plan
from chalicelib.domain.segments import segments
from chalicelib.domain.texts import fill
from tests.unit.planfile.sample import FakeCatalogues

PLANS = Path(__file__).parents[3] / "plans"
AT = datetime(2014, 5, 20, 12, tzinfo=UTC)
LANGUAGES = ("en", "fr", "es", "pt")
LINK = "https://allout.example/paraguay"


@pytest.fixture(scope="module")
def plan() -> Plan:
    """The compiled plan; it has neither errors nor warnings."""
    text = (PLANS / "paraguay-oea-2014.yaml").read_text("utf-8")
    checked = check_plan(text, "paraguay-oea-2014.yaml", AT, FakeCatalogues(LANGUAGES))
    assert checked.problems == ()
    assert checked.plan
    return checked.plan


def utc(month: int, day: int, hour: int) -> datetime:
    return datetime(2014, month, day, hour, tzinfo=UTC)


def test_it_delivers_two_hours_before_the_vote_whatever_the_count(plan: Plan) -> None:
    """The vote is at 15:00 in Asuncion, four hours behind UTC in June 2014."""
    deadline, count = plan.triggers["before-vote"], plan.triggers["ten-thousand"]

    assert (deadline.kind, deadline.at) == ("deadline", utc(6, 5, 17))
    assert deadline.deliver == ("foreign-ministry", "oas-assembly")
    assert (count.kind, count.count) == ("count", 10000)


def test_its_asks_go_out_and_end_at_the_expected_instants(plan: Plan) -> None:
    """Hosts are looked for first; signing ends with the delivery."""
    times = {name: (ask.send, ask.until, ask.until_trigger) for name, ask in plan.asks.items()}

    assert times == {
        "host": (utc(5, 28, 14), utc(6, 4, 0), None),
        "sign": (utc(5, 30, 14), utc(6, 5, 17), "before-vote"),
        "attend": (None, utc(6, 4, 22), None),
        "home": (None, utc(6, 5, 19), None),
        "report": (None, utc(6, 10, 0), None),
    }


def test_it_gathers_on_the_eve_and_closes_after_the_last_silence(plan: Plan) -> None:
    """The street event is the day before the vote."""
    assert (plan.date, plan.gathering) == (date(2014, 6, 4), time(18))
    assert plan.closes == utc(6, 10, 0)
    assert [f.text for f in plan.follow_ups] == ["kit", "ready", "report"]


def test_it_hands_over_to_the_assembly_by_five_bearers(plan: Plan) -> None:
    """One office by mail, one by hand."""
    ministry, assembly = plan.targets["foreign-ministry"], plan.targets["oas-assembly"]

    assert (ministry.deliver, ministry.to[-8:]) == ("mail", ".example")
    assert (assembly.deliver, assembly.bearers) == ("hand", 5)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("ask", ["host", "sign", "attend", "home"])
def test_each_of_its_texts_fits_one_segment(plan: Plan, ask: str, language: str) -> None:
    """GSM letters only, with the organisation and a link filled in."""
    text = fill(plan.asks[ask].text[language], {"org": plan.organisation, "link": LINK})

    assert segments(text) == 1
