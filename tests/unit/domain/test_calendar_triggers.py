"""Triggers on the calendar: each delivers once, at its time, in office hours."""

from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.due import due
from chalicelib.domain.plan import OfficeHours
from chalicelib.domain.runs import Run
from chalicelib.domain.triggers import TriggerRecord
from tests.support.plans import (
    DAY,
    FRIDAY,
    HOUR,
    MONDAY,
    SATURDAY,
    SIGN,
    TUESDAY,
    WEDNESDAY,
    day,
    deadline,
    plan,
    run,
    sight,
    target,
    threshold,
)
from tests.unit.domain.rehearsal import MINUTE, Fate, Rehearsal

VOTE = deadline(WEDNESDAY)
MANY = threshold(100, hold=30 * MINUTE)
BOTH = plan(triggers={"vote": VOTE, "many": MANY})


def deliveries(played: Rehearsal) -> list[tuple[str, datetime]]:
    return [(r.moment, r.started_at) for r in played.started if r.workflow == "deliver_petition"]


def from_tuesday(now: datetime) -> int:
    return 120 if now >= TUESDAY else 99


def test_promise_4_each_trigger_starts_one_delivery() -> None:
    """The deadline at its instant, the count after its hold; neither ever again."""
    played = Rehearsal(plan=BOTH, signatures=from_tuesday)
    played.play(MONDAY, FRIDAY, 10 * MINUTE)
    assert deliveries(played) == [("many", TUESDAY + 30 * MINUTE), ("vote", WEDNESDAY)]
    assert [r for r in played.reached if r[0] == "vote"] == [("vote", "minister")]


def test_a_delivery_run_is_told_its_trigger_and_targets() -> None:
    """Ids only."""
    armed = {"vote": TriggerRecord(day=DAY, trigger="vote")}
    only = plan(SIGN, triggers={"vote": VOTE})
    found = due(sight(WEDNESDAY, plan=only, triggers=armed))
    delivery = next(run for run in found.runs if run.workflow == "deliver_petition")
    assert delivery.input == {"trigger": "vote", "targets": ["minister"]}


def test_a_deadline_delivers_even_if_nobody_watched_it() -> None:
    """The publisher may be late: an armed deadline starts at its instant, not before."""
    armed = {"vote": TriggerRecord(day=DAY, trigger="vote")}
    only = plan(SIGN, triggers={"vote": VOTE})
    for at, expected in ((WEDNESDAY - MINUTE, []), (WEDNESDAY, ["vote"])):
        runs = due(sight(at, plan=only, triggers=armed)).runs
        assert [r.moment for r in runs if r.workflow == "deliver_petition"] == expected


def test_a_count_that_fell_during_its_hold_delivers_nothing() -> None:
    """A fraud was removed after ten minutes."""
    dipped = Rehearsal(
        plan=BOTH,
        signatures=lambda now: 120 if TUESDAY <= now < TUESDAY + 10 * MINUTE else 90,
    )
    dipped.play(MONDAY, WEDNESDAY - HOUR, 10 * MINUTE)
    assert deliveries(dipped) == []
    assert dipped.triggers["many"].state == "fallen"


def test_a_count_that_fell_and_crossed_again_waits_its_hold_again() -> None:
    """The hold begins anew with each crossing."""
    dipped = Rehearsal(
        plan=BOTH,
        signatures=lambda now: 90 if TUESDAY < now < TUESDAY + 20 * MINUTE else from_tuesday(now),
    )
    dipped.play(MONDAY, WEDNESDAY - HOUR, 10 * MINUTE)
    assert deliveries(dipped) == [("many", TUESDAY + 50 * MINUTE)]


@given(st.lists(st.integers(90, 110), min_size=1, max_size=60))
def test_promise_4_however_the_count_sways_there_is_one_delivery_at_most(
    counts: list[int],
) -> None:
    """And one exactly, if it stood for its hold."""
    held = threshold(100, hold=3 * MINUTE)
    played = Rehearsal(
        plan=plan(triggers={"many": held}),
        signatures=lambda now: counts[int((now - MONDAY) / MINUTE)],
    )
    played.play(MONDAY, MONDAY + (len(counts) - 1) * MINUTE)
    stood = any(min(counts[i : i + 4]) >= 100 for i in range(len(counts) - 3))
    assert len(deliveries(played)) == int(stood)


def test_promise_4_a_fired_trigger_whose_run_was_never_recorded_still_delivers() -> None:
    """A crash between the two writes: the record says fired, no run does."""
    record = TriggerRecord(day=DAY, trigger="many", state="fired", fired_at=TUESDAY)
    found = due(sight(TUESDAY + MINUTE, plan=BOTH, triggers={"many": record}))
    assert "many" in [run.moment for run in found.runs]


def test_promise_7_a_delivery_that_died_is_started_again() -> None:
    """As another attempt of the same moment."""
    fates: dict[int, Fate] = {1: "dies", 2: "vanishes"}
    played = Rehearsal(plan=BOTH, fate=lambda run: fates.get(run.attempt, "succeeds"))
    played.play(WEDNESDAY, WEDNESDAY + HOUR)
    delivered = [run for run in played.started if run.moment == "vote"]
    assert [run.attempt for run in delivered] == [1, 2, 3]
    assert len({run.execution for run in delivered}) == 3


def test_promise_5_a_shut_office_gets_its_packet_when_it_opens() -> None:
    """Saturday's deadline: the ministry on Monday, the assembly that sits on Saturday at once."""
    sitting = target(name="assembly", hours=OfficeHours(days=(5,), zone="Europe/Paris"))
    vote = deadline(SATURDAY, deliver=("minister", "assembly"))
    both = plan(targets={"minister": target(), "assembly": sitting}, triggers={"vote": vote})
    played = Rehearsal(plan=both)
    played.play(SATURDAY, SATURDAY + 50 * HOUR, 10 * MINUTE)
    monday = SATURDAY + timedelta(days=2) - 2 * HOUR
    assert deliveries(played) == [("vote", SATURDAY), ("vote.1", monday)]
    assert played.reached == [("vote", "assembly"), ("vote", "minister")]


def test_a_paused_day_delivers_when_it_goes_on() -> None:
    """A deadline that passed during the pause is not lost."""
    played = Rehearsal(plan=BOTH, day=day(state="paused"))
    played.play(WEDNESDAY, WEDNESDAY + HOUR)
    assert deliveries(played) == []
    played.day = day()
    played.play(WEDNESDAY + HOUR, WEDNESDAY + 2 * HOUR)
    assert deliveries(played) == [("vote", WEDNESDAY + HOUR)]


def test_an_ask_ends_when_its_trigger_has_fired() -> None:
    """No nudge for a petition that has gone; until then its waves go on."""
    signing = plan(replace(SIGN, until_trigger="many"), triggers={"many": MANY})
    played = Rehearsal(plan=signing, signatures=from_tuesday)
    played.play(MONDAY, FRIDAY, 10 * MINUTE)
    waves: list[Run] = [run for run in played.started if run.workflow == "send_wave"]
    assert [run.moment for run in waves] == ["wave.sign.0.other"]


def test_runs_of_other_moments_do_not_hide_a_trigger() -> None:
    """The run's name is the trigger's own."""
    record = TriggerRecord(day=DAY, trigger="vote")
    others = {"wave.sign.0.other": run("wave.sign.0.other", state="succeeded")}
    found = due(sight(WEDNESDAY, plan=BOTH, triggers={"vote": record}, runs=others))
    assert "vote" in [run.moment for run in found.runs]
