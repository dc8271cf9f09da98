"""A wave of a thousand through everything that can go wrong at once, on the local cloud."""

import os
import signal
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import timedelta
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
import requests

from chalicelib import wiring
from chalicelib.domain.breaker import Breaker
from chalicelib.domain.carrier_outcomes import BUSY, HANDLING
from chalicelib.domain.results import Results
from chalicelib.steps.compile_results import decode_results, results_key
from chalicelib.steps.launch_day import close_day
from chalicelib.steps.sweep_claims import LOST_AFTER, sweep_claims
from cli import ticking
from local.phones import server as phones
from local.phones.storage import Storage
from local.phones.texts import FROM_API
from local.waiting import wait_until
from tests.local import days
from tests.local.conftest import QUICK_RETRIES, Town, deployed, stage_at

pytestmark = pytest.mark.local
DAY = "thousand"
EACH = 500
CROWDS = {
    "FR": [f"+3363998{n:04}" for n in range(EACH)],
    "GB": [f"+447700900{n:03}" for n in range(EACH)],
}
"""Each has a sender of its own, so a run of its own: they go out side by side."""
MIDWAY = (250, 550)
PACE = '{"toll-free": 12, "long-code": 12}'
"""Segments a second: by a few hands each, but not over before it can be killed."""
THREADS = 8
WHOLE = Breaker(filtered=1, failed=1)
"""The wave never rests: so many faults would trip the breaker."""
CODES = sorted({*HANDLING, 39999} - {0, 20003, BUSY})
"""One that nobody knows among them. A refused token stops the day: that is a test of its own."""
SHARE = 0.05
FAULTS: tuple[dict[str, Any], ...] = (
    *({"kind": "fail", "code": code, "share": SHARE / len(CODES)} for code in CODES),
    {"kind": "slow", "share": SHARE, "seconds": 0.05},
    {"kind": "busy", "share": SHARE},
    {"kind": "break", "share": SHARE},
    {"kind": "repeat", "share": SHARE},
    {"kind": "reorder", "share": SHARE},
    {"kind": "silent", "share": SHARE},
    {"kind": "time_out", "next": 4, "seconds": 8},
)
"""A time-out holds up its worker for five seconds: hence only four."""
MOST_AGAIN, DAYS_ON = 9, timedelta(days=9)
"""A tick tries again for twenty seconds: on a busy machine not everybody has their turn in it."""
NEVER_ARRIVED = ("failed", "undelivered", "skipped", "")


@pytest.fixture
def paced_town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Town]:
    """As `quick_town`, at that pace."""
    monkeypatch.setenv("SFN_WAIT_SCALE", QUICK_RETRIES)
    with deployed(stage_at(tmp_path), SegmentsPerSecond=PACE) as town:
        yield town


def test_promise_2_a_thousand_texts_through_kills_restarts_and_faults_of_every_kind(
    paced_town: Town,
) -> None:
    """Each phone got the ask once at most, each opt-out held, and the report says the rest."""
    town, noon = paced_town, days.midday(wiring.clock().now())
    town.move(noon)
    for country, numbers in CROWDS.items():
        days.crowd(DAY, noon, country, numbers)
    people = [*chain.from_iterable(CROWDS.values())]
    senders = {"GB": "toll-free", "other": "long-code"}
    days.launched(DAY, noon, people=0, breaker=WHOLE, senders=senders)
    unheard = people[EACH // 2 : EACH // 2 + 9]
    order(town, unheard)
    with closing(Storage(town.cloud.dir / "phones.sqlite")) as carried:
        stopped = interrupted(town, carried, people)
        results = told(town)
        got = {number: asks(carried, number) for number in people}
    with ThreadPoolExecutor(THREADS) as pool:
        became = dict(zip(people, pool.map(status_of, people), strict=True))
    assert max(got.values()) == 1, "somebody was texted twice"
    assert {number: got[number] for number in stopped} == stopped, "a text after an opt-out"
    check_each(got, became, set(stopped))
    assert {became[number] for number in unheard if got[number]} == {"unknown"}
    assert_reported(results, Counter(became.values()))


def interrupted(town: Town, carried: Storage, people: list[str]) -> dict[str, int]:
    """Begins the wave; twice midway some opt out, all is killed, and the cloud is restarted.

    Who opted out, half of them before they could be asked, with how many texts they had.
    """
    ticking.invoke(town.stage_file)
    early, late = iter(people), reversed(people[:EACH])
    stopped: dict[str, int] = {}
    for reached in MIDWAY:
        wait_until(lambda: texted(carried) >= reached, f"{reached} texts", 180)  # noqa: B023
        stopped |= opt_out(town, carried, [next(side) for side in (early, late) for _ in range(10)])
        kill_all(town)
        assert town.cloud.restart().unclean is None
        a_minute_later(town)
        ticking.invoke(town.stage_file)
    return stopped


def a_minute_later(town: Town) -> None:
    """A tick looks at a day once a minute: within it, it would not see what was cut off."""
    town.move(wiring.clock().now() + timedelta(minutes=1))


def order(town: Town, unheard: list[str]) -> None:
    """The faults, each drawn with a seed of its own. The unheard are sent to, and no more said."""
    of_few = ({"kind": kind, "to": to} for kind in ("break", "silent") for to in unheard)
    for seed, fault in enumerate(chain(of_few, FAULTS)):
        url = f"{town.phones.urls['phones']}/faults"
        requests.post(url, json={**fault, "seed": seed}, timeout=9).raise_for_status()


def texted(carried: Storage) -> int:
    """Phones that the carrier took a text for."""
    return sum(row["received"] > 0 for row in carried.phones())


def asks(carried: Storage, number: str) -> int:
    """Texts that we initiated and that the phone has."""
    return sum(text.direction == FROM_API for text in carried.of_phone(number))


def opt_out(town: Town, carried: Storage, numbers: list[str]) -> dict[str, int]:
    """Each texts STOP; how many texts each phone has from then on."""
    for number in numbers:
        town.phones.text(number, "STOP")
    return {number: asks(carried, number) for number in numbers}


def kill_all(town: Town) -> None:
    """The wave's executions, and each worker that sends."""
    machines = town.cloud.client("stepfunctions")
    known = machines.list_state_machines()["stateMachines"]
    under_way = [run for one in known for run in _executions(machines, one["stateMachineArn"])]
    for run in under_way:
        machines.stop_execution(executionArn=run["executionArn"])
    workers = town.cloud.workers("SendChunk")
    for worker in workers:
        os.kill(worker.pid, signal.SIGKILL)
    assert under_way and workers, "the wave was over before it could be killed"


def _executions(machines: Any, arn: str) -> list[dict[str, Any]]:
    found = machines.list_executions(stateMachineArn=arn, statusFilter="RUNNING")
    return list(found["executions"])


def told(town: Town) -> Results:
    """What the report says once the wave is done, retried, swept, and nothing more is heard."""
    for _ in range(2):
        a_minute_later(town)
        town.ring(DAY)
    for again in range(MOST_AGAIN):
        town.move(wiring.clock().now() + timedelta(minutes=31))
        town.ring(DAY)
        if again >= 2 and not wiring.store().retries_due(wiring.clock().now() + DAYS_ON, 1):
            break
    phones.stop(town.cloud.stage)  # no report can come between this and the counting
    sweep_claims(wiring.clock().real_now() + 2 * LOST_AFTER, store=wiring.store())
    wiring.call(close_day, DAY)
    runs = town.ring(DAY).values()
    assert {run.state for run in runs} == {"succeeded"}
    return decode_results(wiring.files().get(results_key(DAY)))


def status_of(number: str) -> str:
    """What became of this person's text; empty when none was claimed."""
    message = wiring.store().message(f"{wiring.vault().person_id(number)}~{DAY}~sign~0")
    return message.status if message else ""


def check_each(got: dict[str, int], became: dict[str, str], stopped: set[str]) -> None:
    """What the phones have, against what the store says of each text."""

    def those(odd: Callable[[str], bool]) -> int:
        return sum(map(odd, got))

    assert not those(lambda n: got[n] > 0 and became[n] in NEVER_ARRIVED), "arrived, called failed"
    assert not those(lambda n: not got[n] and became[n] == "delivered"), "delivered, not there"
    assert not those(lambda n: not became[n] and n not in stopped), "somebody was left out"
    assert those(lambda n: not became[n]) >= EACH // 50, "an opt-out before the ask was no use"


def assert_reported(results: Results, counts: Counter[str]) -> None:
    """Each text is told by its last status, and what nobody knows is told as unknown."""
    assert not counts["claimed"] and not counts["retry"], counts
    expected = {f"sign.0.{status}": number for status, number in counts.items() if status}
    assert {name: n for name, n in results.texts.items() if name.startswith("sign.0.")} == expected
    assert expected["sign.0.unknown"] > 0
    assert results.differences == ()
