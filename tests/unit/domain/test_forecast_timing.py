"""When a pool's waves end: by its pace, inside the windows, one wave after the other."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.forecast.timing import Job, Window, work_off

NOON = datetime(2027, 3, 15, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def window(place: str, at: datetime) -> Window | None:
    """`day` is open from 9 to 20, `night` from 20 to 9, `never` never."""
    if place == "never":
        return None
    opens = at.replace(hour=9 if place == "day" else 20, minute=0, second=0, microsecond=0)
    length = 11 * HOUR if place == "day" else 13 * HOUR
    starts = next(s for s in (opens - DAY, opens, opens + DAY) if s + length > at)
    return Window(max(starts, at), starts + length)


def job(left: dict[str, float], starts: datetime = NOON, pace: float = 1) -> Job:
    return Job(starts, starts + 30 * DAY, left, pace)


def ended(*jobs: Job) -> list[datetime | None]:
    work_off(jobs, window)
    return [each.ended for each in jobs]


@pytest.mark.parametrize(
    ("pace", "left", "ends"),
    [
        (1, {"day": 3600}, NOON + HOUR),
        (3, {"day": 10_800}, NOON + HOUR),
        (1, {"day": 8 * 3600 + 600}, NOON + DAY - 3 * HOUR + HOUR / 6),
        (1, {"day": 3600, "night": 3600}, NOON + 9 * HOUR),
        (100, {"day": 100}, NOON + timedelta(seconds=1)),
    ],
)
def test_a_wave_ends_when_its_last_segment_went(
    pace: float, left: dict[str, float], ends: datetime
) -> None:
    """What the window shuts out goes on at the next opening."""
    assert ended(job(left, pace=pace)) == [ends]


def test_a_wave_that_is_over_first_leaves_people_out() -> None:
    """At one a second, 8 hours are left today and the ask ends before tomorrow's opening."""
    late = Job(NOON, NOON + 20 * HOUR, {"day": 8 * 3600.0 + 100, "never": 5.0}, pace=1)

    assert ended(late) == [None]
    assert {place: round(left) for place, left in late.left.items()} == {"day": 100, "never": 5}


def test_the_wave_that_began_first_goes_first() -> None:
    """A second wave of the same pool waits for it, and begins where nobody of it is awake."""
    first = job({"day": 3600.0, "night": 3600.0})
    second = job({"day": 3600.0}, starts=NOON + HOUR / 2)

    assert ended(second, first) == [NOON + 2 * HOUR, NOON + 9 * HOUR]


PLACES = st.dictionaries(st.sampled_from(["day", "night"]), st.integers(1, 200_000), min_size=1)
JOBS = st.lists(st.tuples(PLACES, st.integers(0, 72)), min_size=1, max_size=4)


@given(JOBS, st.sampled_from([1, 3, 40, 100]))
def test_a_pool_never_beats_its_pace_nor_sends_at_night(
    waves: list[tuple[dict[str, int], int]], pace: float
) -> None:
    """Every wave takes at least its segments at that pace, and ends while somebody is awake."""
    jobs = [job({p: float(n) for p, n in left.items()}, NOON + h * HOUR, pace) for left, h in waves]
    segments = [sum(left.values()) for left, _ in waves]
    work_off(jobs, window)

    for each, total in zip(jobs, segments, strict=True):
        if each.ended:
            assert each.ended - each.starts >= timedelta(seconds=total / pace - 0.001)
        else:
            assert each.left
    first, last = min(each.starts for each in jobs), max((e.ended or NOON) for e in jobs)
    sent = sum(segments) - sum(sum(each.left.values()) for each in jobs)
    assert sent / pace <= (max(last, first + 40 * DAY) - first).total_seconds()


@given(PLACES, st.sampled_from([1, 3, 100]))
def test_a_faster_pool_never_ends_later(left: dict[str, int], pace: float) -> None:
    """Twice the senders, no later an end."""
    slow, fast = (
        job({p: float(n) for p, n in left.items()}, pace=rate) for rate in (pace, pace * 2)
    )
    work_off([slow], window)
    work_off([fast], window)

    assert slow.ended is None or (fast.ended is not None and fast.ended <= slow.ended)
