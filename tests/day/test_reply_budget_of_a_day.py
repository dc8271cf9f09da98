"""Two robots must not talk for ever."""

from datetime import timedelta

import pytest

from chalicelib.domain.reply_budget import MOST
from tests.day.test_promises_of_a_day import DAY, NOON, a_plan, number
from tests.support.fakes import FakeClock
from tests.support.stage import Stage


@pytest.fixture
def stage() -> Stage:
    stage = Stage(FakeClock(NOON))
    stage.add(number(0))
    stage.launch(a_plan())
    stage.tick()
    return stage


def answered(stage: Stage, texts: int, body: str = "who are you") -> int:
    """How many of so many texts, a second apart, get an answer."""
    said = []
    for _ in range(texts):
        stage.clock.advance(timedelta(seconds=1))
        said.append(stage.text(number(0), body).text)
    return sum(bool(text) for text in said)


def test_a_robot_is_answered_so_often_and_told_to_a_human_once(stage: Stage) -> None:
    """Each text is kept, though the last ones get no answer."""
    assert answered(stage, MOST + 5) == MOST
    assert [case.kind for case in stage.store.cases(DAY)] == ["reply_loop"]
    assert len(stage.store.recent_replies(DAY, 99)) == MOST + 5


def test_after_an_hour_they_are_answered_again(stage: Stage) -> None:
    """The budget is by the hour."""
    answered(stage, MOST + 5)
    stage.clock.advance(timedelta(hours=1))
    assert answered(stage, 3) == 3


def test_what_they_say_counts_all_the_same(stage: Stage) -> None:
    """A signature beyond the budget is a signature."""
    answered(stage, MOST + 1)
    stage.text(number(0), "1")
    assert stage.store.totals(DAY, NOON).of("sign.signed") == 1


def test_promise_1_a_stop_beyond_the_budget_is_heard_and_confirmed(stage: Stage) -> None:
    """Consent is never a matter of a budget."""
    answered(stage, MOST + 1)
    said = stage.text(number(0), "please stop texting me").text
    person = stage.store.person(stage.vault.person_id(number(0)))
    assert said and person is not None and person.opted_out
