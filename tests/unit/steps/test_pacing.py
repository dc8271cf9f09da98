"""The pace: segments a second, shared by whoever sends from the same pool."""

from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib.adapters.memory import MemoryStore
from chalicelib.domain.pools import SEGMENTS_AT_LEAST, Pool
from chalicelib.ports import Store
from chalicelib.steps.pacing import Pacer, pool_of
from tests.support.crew import Crew
from tests.support.fakes import NOON, FakeClock
from tests.support.plans import plan
from tests.support.stage import SETTINGS

HOUR = timedelta(hours=1)


def pacer(store: Store, clock: FakeClock, rate: float = 3, name: str = "toll-free.MG1") -> Pacer:
    pool = Pool(name=name, service="MG1", rate=rate)
    return Pacer(pool=pool, store=store, clock=clock, deadline=NOON + HOUR)


def seconds(clock: FakeClock) -> float:
    return (clock.real_now() - NOON).total_seconds()


def test_texts_leave_at_the_pace_of_their_segments() -> None:
    """Thirty texts of two segments at three a second: the last leaves after 58 segments' time."""
    clock = FakeClock()
    ours = pacer(MemoryStore(), clock)
    assert all(ours.take(2, 2 * (30 - n)) for n in range(30))
    assert seconds(clock) == pytest.approx(58 / 3, abs=0.35)


def test_two_workers_of_one_pool_share_its_pace_and_take_turns() -> None:
    """Days and chunks alike: together they are no faster, and neither waits for the other's end."""
    clock, store = FakeClock(), MemoryStore()
    first, second = pacer(store, clock), pacer(store, clock)
    left_at: list[tuple[float, str]] = []
    for _ in range(30):
        for name, worker in (("first", first), ("second", second)):
            assert worker.take(1, 100)
            left_at.append((seconds(clock), name))
    assert seconds(clock) >= 59 / 3 - 2 * SEGMENTS_AT_LEAST / 3
    early = {name for at, name in left_at if at < 5}
    assert early == {"first", "second"}


def test_the_many_hands_of_two_workers_share_a_pool_too() -> None:
    """Two days by one short code, each with its twenty-five hands: a hundred a second in all."""
    crew, store = Crew(), MemoryStore()
    workers = [pacer(store, crew, rate=100, name="short-code.MG1") for _ in range(2)]
    list(crew.each(lambda n: workers[n % 2].take(1, 1000 - n), range(1000), 50))
    assert seconds(crew) == pytest.approx(10, abs=1)


def test_another_pool_has_a_pace_of_its_own() -> None:
    """A worker of the short code does not wait for the long code's."""
    clock, store = FakeClock(), MemoryStore()
    assert pacer(store, clock, rate=1, name="long-code.MG1").take(60, 60)
    assert pacer(store, clock, rate=100, name="short-code.MG2").take(1, 1)
    assert seconds(clock) == 0


def test_a_pool_at_rest_saves_nothing_up() -> None:
    """After an hour of silence the pace is the pace: no burst."""
    clock, store = FakeClock(), MemoryStore()
    assert pacer(store, clock).take(1, 1)
    clock.pass_real(HOUR / 2)
    later = pacer(store, clock)
    assert all(later.take(1, 30 - n) for n in range(30))
    assert seconds(clock) == pytest.approx(1800 + 29 / 3, abs=0.35)


def test_who_would_come_too_late_does_not_wait() -> None:
    """A turn after the worker's deadline is refused at once."""
    clock, store = FakeClock(), MemoryStore()
    store.reserve("toll-free.MG1", 3601, NOON)
    assert not pacer(store, clock).take(1, 1)
    assert seconds(clock) == 0


def test_the_stage_says_what_its_senders_may_do_and_where_they_are() -> None:
    """A service of the country goes before one of the kind, and that before the stage's own."""
    settings = replace(SETTINGS, messaging_services={"FR": "MGfr", "short-code": "MGshort"})
    known = plan(senders={"US": "short-code", "FR": "short-code", "other": "long-code"})
    services = {sender: pool_of(known, sender, settings).service for sender in known.senders}
    own = settings.messaging_service
    assert services == {"US": "MGshort", "FR": "MGfr", "other": own}
    ours = replace(settings, segments_per_second={"long-code": 12.5})
    rates = [pool_of(known, sender, ours).rate for sender in ("US", "other")]
    assert rates == [100, 12.5]
