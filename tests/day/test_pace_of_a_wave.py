"""A wave at its sender's whole pace: a carrier that takes 150 ms a text, on virtual time."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from chalicelib.adapters.hands import Threads
from chalicelib.adapters.memory import MemoryStore
from chalicelib.domain.forecast.homes import Home
from chalicelib.domain.forecast.waves import forecast
from chalicelib.domain.money import Money
from chalicelib.domain.pace import SEGMENTS_A_SECOND
from chalicelib.ports import Refused
from chalicelib.steps.launch_day import pause_day, resume_day
from tests.day.test_promises_of_a_day import DAY, NOON, a_plan
from tests.support.asl import AslExecutions
from tests.support.crew import Crew
from tests.support.fakes import FakeClock, Text
from tests.support.stage import SETTINGS, Stage

ON_THE_WAY, CLAIMING = 0.15, 0.02
"""Seconds at the carrier, and of a transaction."""


class SlowStore(MemoryStore):
    """A claim takes its time; who was claimed when."""

    def __init__(self, clock: Crew) -> None:
        super().__init__()
        self._clock = clock
        self.claims: list[float] = []

    def claim(self, *args: Any) -> Any:
        self._clock.sleep(CLAIMING)
        self.claims.append((self._clock.real_now() - NOON).total_seconds())
        return super().claim(*args)


def number(n: int) -> str:
    return f"+3363998{n:04}"


def town(kind: str, people: int) -> Stage:
    """A stage whose one sender is of that kind, with its real pace."""
    clock = Crew(NOON)
    settings = replace(SETTINGS, segments_per_second={})
    store = SlowStore(clock)
    stage = Stage(clock, store=store, settings=settings, ports={"hands": clock})
    stage.carrier.before_send = lambda: clock.sleep(ON_THE_WAY)
    for n in range(people):
        stage.add(number(n))
    stage.launch(replace(a_plan(), senders={"other": kind}))
    return stage


def seconds(stage: Stage) -> float:
    return (stage.clock.real_now() - NOON).total_seconds()


def reached(texts: list[Text]) -> set[str]:
    return {text.to for text in texts}


@pytest.mark.parametrize(
    ("kind", "people"),
    [
        ("long-code", 60),
        ("toll-free", 180),
        ("10dlc-ef", 240),
        ("link", 300),
        ("10dlc-cd", 800),
        ("short-code", 1500),
    ],
)
def test_a_worker_keeps_to_its_senders_whole_pace(kind: str, people: int) -> None:
    """Neither faster nor more than a fiftieth slower, however long each text is on its way."""
    stage = town(kind, people)
    stage.tick()
    assert reached(stage.carrier.sent) == {number(n) for n in range(people)}
    assert len(stage.carrier.sent) == people
    least = (people - 1) / SEGMENTS_A_SECOND[kind]
    assert least <= seconds(stage) <= least * 1.02 + 0.5


@pytest.mark.parametrize(
    ("kind", "people"),
    [
        ("long-code", 700),
        ("toll-free", 2000),
        ("10dlc-ef", 1300),
        ("10dlc-cd", 1500),
        ("short-code", 3000),
    ],
)
def test_a_wave_ends_within_its_forecast_which_is_no_pessimist(kind: str, people: int) -> None:
    """What `plan check` promises is what a worker does: the tick comes 59 s late, and every chunk's
    worker starts for two seconds."""
    stage = town(kind, people)
    run_step, started = stage._task, stage.clock

    def task(name: str, event: dict[str, Any]) -> Any:
        started.sleep(2 if name == "send_chunk" else 0)
        return run_step(name, event)

    stage.executions = stage.ports["executions"] = AslExecutions(task, stage.files)
    stage.tick(NOON + timedelta(seconds=59))
    sent = replace(a_plan(), senders={"other": kind})
    homes = {"sign": Counter({Home("GB", "Europe/London", "en"): people})}
    [wave] = forecast(sent, homes, {("sign", False): sent.asks["sign"].text})
    assert len(stage.carrier.sent) == people
    assert wave.ends is not None and wave.ends - NOON >= stage.clock.real_now() - NOON
    assert seconds(stage) - 59 >= 0.95 * ((wave.ends - NOON).total_seconds() - 60)


def test_real_threads_ask_each_person_once_and_bill_each_text() -> None:
    """What they share is exact: claims, outcomes, money."""
    stage = Stage(FakeClock(NOON), ports={"hands": Threads()})
    people = [stage.add(number(n)).id for n in range(600)]
    budget = {"budget": Money(1_000_000_000, "EUR"), "prices": {"other": 50_000}}
    stage.launch(replace(a_plan(), senders={"other": "short-code"}, currency="EUR", **budget))
    stage.tick()
    assert sorted(text.to for text in stage.carrier.sent) == [number(n) for n in range(600)]
    became = [stage.store.message(f"{each}~{DAY}~sign~0") for each in people]
    assert {message.status for message in became if message} == {"accepted"} and all(became)
    [run] = [run for run in stage.store.runs(DAY) if run.workflow == "send_wave"]
    assert run.outcome["spent"] == 600 * 50_000


def test_a_slow_sender_has_one_text_under_way_at_a_time() -> None:
    """Threads are for those who need them."""
    stage = town("long-code", 5)
    stage.tick()
    assert isinstance(stage.clock, Crew) and stage.clock.most == 1


def test_who_comes_first_is_begun_first() -> None:
    """Side by side, but in the order of the chunk, give or take those under way."""
    stage = town("short-code", 300)
    stage.tick()
    roster = sorted(stage.vault.person_id(number(n)) for n in range(300))
    places = [roster.index(stage.vault.person_id(text.to)) for text in stage.carrier.sent]
    assert all(abs(place - at) <= 25 for at, place in enumerate(places))


def test_promise_6_a_pause_in_a_fast_wave_stops_claims_within_a_second() -> None:
    """A short code's many hands send a hundred a second: none claims a second after the pause."""
    stage = town("short-code", 1000)
    paused_at: list[float] = []

    def on_the_way() -> None:
        stage.clock.sleep(ON_THE_WAY)
        if len(stage.carrier.calls) >= 300 and not paused_at:
            paused_at.append(seconds(stage))
            pause_day(DAY, store=stage.store)

    stage.carrier.before_send = on_the_way
    stage.tick()
    assert isinstance(stage.store, SlowStore)
    after = [at for at in stage.store.claims if at > paused_at[0]]
    assert max(after) - paused_at[0] <= 1 + CLAIMING
    assert len(after) <= 110 and len(stage.carrier.sent) <= 440


def test_a_fast_wave_that_is_filtered_rests_within_a_second_and_opens_one_case() -> None:
    """Many hands meet the breaker at once: one pauses the wave, none stumbles."""
    stage = town("short-code", 1000)
    stage.carrier.answer = lambda to, body: Refused(code=30007)
    stage.tick()
    assert 100 <= len(stage.carrier.calls) <= 260
    assert [case.kind for case in stage.store.cases(DAY)] == ["wave_paused"]
    assert {run.state for run in stage.store.runs(DAY)} == {"succeeded"}


def test_promise_2_and_6_a_paused_fast_wave_goes_on_with_the_rest_and_nobody_twice() -> None:
    """Each one text, whatever was under way at the pause."""
    stage = town("short-code", 400)

    def on_the_way() -> None:
        stage.clock.sleep(ON_THE_WAY)
        if len(stage.carrier.calls) == 100:
            pause_day(DAY, store=stage.store)

    stage.carrier.before_send = on_the_way
    stage.tick()
    assert len(stage.carrier.sent) < 400
    resume_day(DAY, store=stage.store, clock=stage.clock)
    stage.tick_until_quiet(NOON + timedelta(minutes=5))
    assert sorted(text.to for text in stage.carrier.sent) == [number(n) for n in range(400)]
