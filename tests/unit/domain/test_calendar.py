"""The calendar of a day, rehearsed: what is started, when, and how often."""

from datetime import timedelta
from itertools import count
from typing import Any

import pytest

from chalicelib.domain.due import Due, due
from chalicelib.domain.runs import MAX_ATTEMPTS, Run
from tests.support.plans import (
    CLOSES,
    FRIDAY,
    HOST,
    HOUR,
    MONDAY,
    SATURDAY,
    SIGN,
    TUESDAY,
    WEDNESDAY,
    ask,
    day,
    plan,
    run,
    sight,
)
from tests.unit.domain.rehearsal import MINUTE, Fate, Rehearsal

WAVE = "wave.host.0.other"


def test_a_day_starts_each_moment_once_at_its_instant() -> None:
    """Waves and nudges when the plan says, leaders when they are due, the close last."""
    played = Rehearsal(leaders=[SATURDAY + 3 * HOUR])
    played.play(MONDAY - HOUR, CLOSES + HOUR, 10 * MINUTE)
    assert {run.moment: run.started_at for run in played.started} == {
        "wave.host.0.other": MONDAY,
        "wave.host.1.other": WEDNESDAY,
        "wave.sign.0.other": TUESDAY,
        "wave.sign.1.other": TUESDAY + 24 * HOUR,
        "wave.sign.2.other": TUESDAY + 48 * HOUR,
        "follow-up.20270320T130000000000.0": SATURDAY + 3 * HOUR,
        "day.close": CLOSES,
    }
    assert len(played.started) == 7
    assert played.cases == {}


def test_a_run_carries_what_its_workflow_needs() -> None:
    """Ask, nudge number and sender; its attempt and both clocks."""
    found = due(sight(MONDAY, real_now=MONDAY + HOUR)).runs[0]
    assert found.input == {"ask": "host", "n": 0, "sender": "other"}
    assert (found.attempt, found.started_at, found.lease_at) == (1, MONDAY, MONDAY + HOUR)


def test_each_sender_has_its_own_wave() -> None:
    """The pools of two countries run side by side."""
    senders = plan(HOST, senders={"US": "short-code", "other": "long-code"})
    started = due(sight(MONDAY, plan=senders)).runs
    assert [run.moment for run in started] == ["wave.host.0.US", "wave.host.0.other"]


def test_promise_7_a_run_that_died_is_started_again() -> None:
    """Its execution is over, its record is not: the next tick tries again, as a new attempt."""
    fates: dict[int, Fate] = {1: "dies", 2: "dies"}
    played = Rehearsal(plan=plan(HOST), fate=lambda run: fates.get(run.attempt, "succeeds"))
    played.play(MONDAY, MONDAY + HOUR)
    assert played.starts(WAVE) == [MONDAY, MONDAY + MINUTE, MONDAY + 2 * MINUTE]
    assert [run.attempt for run in played.started] == [1, 2, 3]


def test_promise_7_a_run_never_seen_is_started_again_after_two_minutes() -> None:
    """A crash between record and execution; not sooner, for it may only be slow to appear."""
    played = Rehearsal(
        plan=plan(HOST), fate=lambda run: "vanishes" if run.attempt == 1 else "succeeds"
    )
    played.play(MONDAY, MONDAY + HOUR)
    assert played.starts(WAVE) == [MONDAY, MONDAY + 2 * MINUTE]


def test_absence_is_judged_on_the_real_clock() -> None:
    """Moving the stage's clock by a day makes no run absent for longer."""
    seen: dict[str, Any] = {"runs": {WAVE: run(WAVE)}, "executions": {WAVE: "absent"}}
    moved = sight(TUESDAY - MINUTE, plan=plan(HOST), real_now=MONDAY + MINUTE, **seen)
    assert due(moved).runs == ()


def test_a_run_that_is_still_running_is_left_alone() -> None:
    """However long it takes; and one whose state was not looked at counts as running."""
    played = Rehearsal(plan=plan(HOST), fate=lambda run: "runs on")
    played.play(MONDAY, MONDAY + 24 * HOUR, HOUR)
    assert played.starts(WAVE) == [MONDAY]
    assert due(sight(TUESDAY - HOUR, plan=plan(HOST), runs={WAVE: run(WAVE)})).runs == ()


@pytest.mark.parametrize("fate", ["fails", "dies", "vanishes"])
def test_after_the_last_attempt_a_human_is_told_once(fate: Fate) -> None:
    """Attempts are bounded; then the moment has a case, always the same one."""
    played = Rehearsal(plan=plan(HOST), fate=lambda run: fate)
    played.play(MONDAY, MONDAY + HOUR)
    assert len(played.starts(WAVE)) == MAX_ATTEMPTS
    assert [case.kind for case in played.cases.values()] == ["run_failed"]
    assert played.unfinished(MONDAY + HOUR) == []


def test_a_wave_that_failed_until_it_was_no_longer_useful_is_told_too() -> None:
    """It died one minute before the ask was over: no new attempt, but not silence either."""
    late = ask("host", send=MONDAY, until=MONDAY + MINUTE)
    played = Rehearsal(plan=plan(late), fate=lambda run: "dies")
    played.play(MONDAY, MONDAY + HOUR)
    assert played.starts(WAVE) == [MONDAY]
    assert list(played.cases) == [f"run.{WAVE}"]


def test_a_wave_that_was_never_started_in_time_is_not_started() -> None:
    """The day was paused over the whole of it: nothing is sent late."""
    late = ask("host", send=MONDAY, until=TUESDAY)
    assert due(sight(TUESDAY, plan=plan(late))) == Due(runs=(), cases=(), next_due=TUESDAY + MINUTE)


@pytest.mark.parametrize("state", ["paused", "closing"])
def test_promise_6_a_day_that_does_not_send_starts_nothing_but_its_close(state: str) -> None:
    """Not even what died before the pause."""
    stopped = Rehearsal(day=day(state=state), leaders=[MONDAY])
    stopped.play(MONDAY, CLOSES + HOUR, HOUR)
    assert [run.moment for run in stopped.started] == ["day.close"]


def test_a_resumed_day_makes_up_for_what_is_still_useful() -> None:
    """Paused from Monday to Wednesday: each wave of the pause is started once, on resuming."""
    played = Rehearsal(day=day(state="paused"))
    played.play(MONDAY, WEDNESDAY, HOUR)
    played.day = day()
    played.play(WEDNESDAY, WEDNESDAY + HOUR)
    assert sorted(run.moment for run in played.started) == [
        "wave.host.0.other",
        "wave.host.1.other",
        "wave.sign.0.other",
        "wave.sign.1.other",
    ]


def test_a_closed_day_has_nothing_to_do_and_is_not_looked_at() -> None:
    """Nothing wakes for it; every other day is looked at each minute."""
    closed = due(sight(CLOSES + HOUR, day=day(state="closed")))
    assert closed == Due(runs=(), cases=(), next_due=None)
    assert due(sight(MONDAY - 24 * HOUR)).next_due == MONDAY - 24 * HOUR + MINUTE


def test_promise_5_a_shut_window_opens_for_those_it_left_out() -> None:
    """Monday 10:00 UTC: open in Paris, night in Auckland and early in New York."""
    places = ("FR Europe/Paris", "NZ Pacific/Auckland", "US America/New_York")
    played = Rehearsal(plan=plan(HOST), places=places)
    played.play(MONDAY, TUESDAY + HOUR)
    assert played.starts(f"{WAVE}.1") == [MONDAY + 3 * HOUR]
    assert played.starts(f"{WAVE}.2") == [MONDAY + 11 * HOUR]
    assert played.reached == [
        ("host.0", "FR Europe/Paris"),
        ("host.0", "US America/New_York"),
        ("host.0", "NZ Pacific/Auckland"),
    ]


def test_promise_5_no_window_opens_for_an_ask_that_is_over() -> None:
    """Auckland's morning comes an hour too late."""
    early = ask("host", send=MONDAY, until=MONDAY + 9 * HOUR)
    played = Rehearsal(plan=plan(early), places=("FR Europe/Paris", "NZ Pacific/Auckland"))
    played.play(MONDAY, TUESDAY)
    assert played.reached == [("host.0", "FR Europe/Paris")]
    assert played.expired == [(WAVE, "NZ Pacific/Auckland")]
    assert played.cases == {}


def test_an_opening_that_dies_is_started_again_for_the_same_zones() -> None:
    """It keeps the zones that were left out."""
    tries = count(1)

    def fate(run: Run) -> Fate:
        return "dies" if run.moment == f"{WAVE}.1" and next(tries) < 3 else "succeeds"

    places = ("NZ Pacific/Auckland", "FR Europe/Paris")
    played = Rehearsal(plan=plan(HOST), places=places, fate=fate)
    played.play(MONDAY, TUESDAY + HOUR)
    attempts = [run for run in played.started if run.moment == f"{WAVE}.1"]
    assert [run.input["places"] for run in attempts] == [["NZ Pacific/Auckland"]] * 3
    assert played.reached[-1] == ("host.0", "NZ Pacific/Auckland")


def test_leaders_due_again_at_the_same_instant_are_followed_up_by_another_run() -> None:
    """One run moves at most so many: the rest keep their instant, and get a run of their own."""
    played = Rehearsal(plan=plan(SIGN), leaders=[MONDAY])
    played.tick(MONDAY)
    played.leaders = [MONDAY]
    played.play(MONDAY + MINUTE, MONDAY + 5 * MINUTE)
    assert [run.moment for run in played.started] == [
        "follow-up.20270315T100000000000.0",
        "follow-up.20270315T100000000000.1",
    ]


def test_nudges_stop_when_the_ask_is_over() -> None:
    """A nudge planned for after the end is never started."""
    late = ask("host", send=MONDAY, until=TUESDAY, nudges=(timedelta(days=2),))
    played = Rehearsal(plan=plan(late))
    played.play(MONDAY, FRIDAY, HOUR)
    assert [run.moment for run in played.started] == [WAVE]


def test_promise_7_leaders_are_followed_up_again_an_hour_after_a_run_was_given_up() -> None:
    """Their step stays due: a failure that a human was told of must not silence every leader."""
    five = Rehearsal(plan=plan(SIGN), leaders=[MONDAY, MONDAY + HOUR])
    five.fate = lambda run: "dies" if len(five.started) <= MAX_ATTEMPTS else "succeeds"
    five.play(MONDAY, MONDAY + 3 * HOUR)
    assert list(five.cases) == ["run.follow-up.20270315T100000000000.0"]
    again = five.starts("follow-up.20270315T100000000000.1")
    assert again == [MONDAY + (MAX_ATTEMPTS - 1) * MINUTE + HOUR]
    assert five.leaders == []
