"""Threads on the store in memory: every method takes effect whole."""

import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from chalicelib.adapters.memory import MemoryStore
from chalicelib.domain.people import Person
from chalicelib.ports import AlreadyAnswered, Exists, Stale, Written
from tests.contract.store.at_once import take_at_once
from tests.contract.store.samples import (
    DAY,
    NOW,
    day,
    decision,
    fact,
    message,
    person,
    plan,
    reply,
)

THREADS = 8


@pytest.fixture(autouse=True)
def threads_switch_often() -> Iterator[None]:
    """A race that is possible becomes one that happens."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(usual)


def launched() -> MemoryStore:
    store = MemoryStore()
    store.launch(day(), plan())
    return store


def read(store: MemoryStore) -> Person:
    stored = store.person("p1")
    assert stored
    return stored


def test_promise_9_racing_webhooks_of_one_reply_record_it_once() -> None:
    """All decided on the same copy; one is written, the others get its answer."""
    store, barrier = launched(), Barrier(THREADS)
    store.add_person(person())
    decided = decision(read(store), facts=(fact(),))

    def deliver(number: int) -> object:
        barrier.wait()
        return store.record(decided, reply(answer=b"%d" % number))

    with ThreadPoolExecutor(THREADS) as pool:
        results = list(pool.map(deliver, range(THREADS)))
    (kept,) = store.recent_replies(DAY, 9)
    assert results.count(Written()) == 1
    assert results.count(AlreadyAnswered(kept)) == THREADS - 1
    assert store.totals(DAY, NOW).of("sign.signed") == 1


def test_promise_2_racing_workers_claim_a_text_once() -> None:
    """Whatever version each of them read."""
    store, barrier = launched(), Barrier(THREADS)
    store.add_person(person())

    def work(number: int) -> object:
        barrier.wait()
        result = store.claim(read(store), message(), NOW)
        while result == Stale():
            result = store.claim(read(store), message(), NOW)
        return result

    with ThreadPoolExecutor(THREADS) as pool:
        results = Counter(pool.map(work, range(THREADS)))
    assert results == {Written(): 1, Exists(): THREADS - 1}


def test_promise_3_racing_forms_are_all_counted() -> None:
    """No addition to a tally is lost, and none is made twice."""
    store, barrier = launched(), Barrier(THREADS)

    def submit(number: int) -> None:
        barrier.wait()
        for each in range(200):
            store.sign(fact(person=f"p{each % 150}", channel="web", proved=False))

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(submit, range(THREADS)))
    assert store.totals(DAY, NOW).of("sign.signed") == 150 == len(list(store.facts(DAY)))


def test_promise_2_of_many_at_once_one_takes_an_id_of_a_number() -> None:
    """Whichever of its peppers each holds for the current one."""
    for _ in range(20):
        take_at_once(launched())
