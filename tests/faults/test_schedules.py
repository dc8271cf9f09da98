"""Ten thousand schedules of two faults and reordered, repeated requests, always the same ones.

`make faults` draws others: the tests shall not fail somebody who changed nothing.
"""

import os
from collections import Counter

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings

from tests.faults.schedules import SCHEDULES, Schedule, wrong_after

SEED = int(os.environ.get("SEED") or 2026)
NUMBER = int(os.environ.get("SCHEDULES") or 10_000)
tried: Counter[str] = Counter()


def test_promise_7_any_schedule_of_two_faults_leaves_nothing_unfinished(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """All promises, at rest and at the day's end; `make faults SEED=…` plays the same again."""
    with capsys.disabled():
        print(f"\n{NUMBER} schedules, SEED={SEED}")  # noqa: T201
    _search()
    with capsys.disabled():
        print(f"{tried.total()} schedules: {dict(tried)}")  # noqa: T201
    assert tried.total() >= NUMBER


@seed(SEED)
@settings(
    max_examples=NUMBER,
    deadline=None,
    database=None,
    phases=(Phase.generate, Phase.shrink),
    suppress_health_check=list(HealthCheck),
    print_blob=False,
)
@given(SCHEDULES)
def _search(schedule: Schedule) -> None:
    tried[schedule.scene] += 1
    assert wrong_after(schedule) == []
