"""Decision-makers over a day: a concession in mid-wave, a cascade, a silence, unasked movers."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from chalicelib.domain.plan import Plan
from chalicelib.domain.targets import TargetRecord
from chalicelib.errors import ConflictError, NotFoundError
from chalicelib.steps.answer_target import (
    Promise,
    TargetAnswer,
    answer_target,
    promise,
    seal_owner,
)
from tests.support.fakes import FakeClock
from tests.support.plans import DAY, SIGN, TUESDAY, deadline, plan, target
from tests.support.stage import Stage

START = datetime(2027, 3, 16, 10, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def stage() -> Stage:
    return Stage(FakeClock(START))


def people(stage: Stage, count: int) -> None:
    for n in range(count):
        stage.add(f"+4477009000{n:02}", zone="Europe/London")


def hotels() -> Plan:
    """Westin first; once it has given in, Avis."""
    westin = replace(SIGN, name="westin", does="write", send=START, about=("westin",), nudges=())
    avis = replace(
        SIGN, name="avis", does="write", send=None, after="westin", about=("avis",), nudges=()
    )
    offices = {name: target(name=name, names={"en": name.title()}) for name in ("westin", "avis")}
    return plan(westin, avis, targets=offices)


def answer(stage: Stage, to: str, stance: str, **more: object) -> TargetRecord:
    said = TargetAnswer(day=DAY, target=to, stance=stance, **more)  # type: ignore[arg-type]
    record: TargetRecord = stage.call(answer_target, said)
    return record


def test_promise_6_a_concession_stops_a_wave_under_way_within_a_second(stage: Stage) -> None:
    """While the third text is on its way Westin gives in: nobody else is asked about Westin."""
    people(stage, 8)
    stage.launch(hotels())

    def concede() -> None:
        stage.clock.pass_real(timedelta(seconds=1.5))
        if len(stage.carrier.calls) == 2:
            answer(stage, "westin", "committed")

    stage.carrier.before_send = concede
    stage.tick()
    assert len(stage.carrier.sent) == 3
    stage.tick_until_quiet()
    assert len([text for text in stage.carrier.sent if "~westin~" in text.message_id]) == 3


def test_a_cascade_asks_about_the_next_target_once_the_first_has_conceded(stage: Stage) -> None:
    """The second ask waits for the concession, however long; then everyone free gets it once."""
    people(stage, 3)
    stage.launch(hotels())
    stage.tick_until_quiet()
    for n in range(3):
        stage.text(f"+4477009000{n:02}", "1")
    assert len(stage.carrier.sent) == 3
    stage.clock.advance(timedelta(hours=3))
    answer(stage, "westin", "committed")
    stage.tick_until_quiet()
    asked = [text.message_id.split("~")[2] for text in stage.carrier.sent]
    assert asked == ["westin"] * 3 + ["avis"] * 3


def test_a_word_taken_back_opens_the_ask_again(stage: Stage) -> None:
    """Blocked, then passed: who was not asked yet is asked."""
    people(stage, 2)
    both = hotels()
    stage.launch(replace(both, asks={"westin": both.asks["westin"]}))
    answer(stage, "westin", "committed")
    stage.tick()
    assert [text for text in stage.carrier.sent if "~westin~" in text.message_id] == []
    answer(stage, "westin", "reversed")
    stage.tick_until_quiet()
    assert len([text for text in stage.carrier.sent if "~westin~" in text.message_id]) == 2


def test_promise_9_the_same_answer_twice_is_one_and_its_words_are_sealed(stage: Stage) -> None:
    """A double click; other words are another answer."""
    stage.launch(hotels())
    first = answer(stage, "westin", "refused", text="We will not move.")
    again = answer(stage, "westin", "refused", text="We will not move. ")
    assert again == first
    assert stage.vault.open(first.answers[0].text, seal_owner(DAY, "westin")) == "We will not move."
    assert first.answers[0].text.startswith(b"!sealed!")
    assert len(answer(stage, "westin", "refused", text="Never.").answers) == 2


def test_a_stance_that_cannot_follow_is_refused(stage: Stage) -> None:
    """Nobody keeps what was not promised; nothing is written."""
    stage.launch(hotels())
    with pytest.raises(ConflictError, match="westin is pending: it cannot become kept"):
        answer(stage, "westin", "kept")
    assert stage.store.targets(DAY) == []


def test_who_moves_unasked_is_recorded_by_name(stage: Stage) -> None:
    """A sponsor that no plan names; without its name it is a slip of the keyboard."""
    stage.launch(hotels())
    with pytest.raises(NotFoundError, match="give the name"):
        answer(stage, "sponsor", "committed", by="coordinator")
    record = answer(stage, "sponsor", "committed", by="coordinator", name="Sponsor Ltd")
    assert stage.vault.open(record.name, seal_owner(DAY, "sponsor")) == "Sponsor Ltd"


def test_an_unknown_demand_is_refused(stage: Stage) -> None:
    """The plan's demands are named in the answer."""
    stage.launch(hotels())
    with pytest.raises(NotFoundError, match="has no demand 'honour'"):
        answer(stage, "westin", "committed", demand="honour")


def test_a_silence_after_a_delivery_and_a_promise_past_its_day_are_cases(stage: Stage) -> None:
    """Each once, at its time, and not when it was answered or kept."""
    quiet = target(silence=timedelta(days=2), to="cabinet@ministry.example")
    asked = plan(
        replace(SIGN, send=None),
        targets={"minister": quiet},
        triggers={"vote": deadline(TUESDAY)},
        closes=START + timedelta(days=30),
    )
    stage.launch(asked)
    stage.tick_until_quiet(TUESDAY + MINUTE)
    stage.tick(stage.clock.now() + timedelta(days=1))
    assert stage.store.cases(DAY) == []
    stage.tick(stage.clock.now() + timedelta(days=1, hours=1))
    assert [case.id for case in stage.store.cases(DAY)] == ["silent.minister"]
    answer(stage, "minister", "committed")
    due = stage.clock.now() + timedelta(days=3)
    stage.call(
        promise, DAY, "minister", "demand", (Promise(name="decree", what="a decree", due=due),)
    )
    stage.tick(due)
    assert {case.id for case in stage.store.cases(DAY)} == {
        "silent.minister",
        "promise.minister.decree",
    }
