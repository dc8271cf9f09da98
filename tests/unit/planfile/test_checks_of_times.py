"""Check 8 goes red by name: dates that are past, do not exist, or come too late."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

Said = Callable[..., list[str]]
CLOSES_SUNDAY = "closes: 2027-03-21 10:00\nday: riv"


def only(told: list[str]) -> str:
    assert len(told) == 1, told
    return told[0].removeprefix("plans/rivers.yaml:")


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ([("2027-03-02 18:00", "2027-02-02 18:00")], "30: asks.host.send: is past"),
        ([("vote: 2027-03-23", "vote: 2027-02-19")], "6: dates.vote: is past"),
        ([("2 hours before", "5 weeks before")], "39: triggers.before-vote.when: is past"),
        ([("date: 2027-03-20", "date: 2027-02-19")], "4: date: is past"),
        ([("until: before-vote", "until: 2027-02-18")], "20: asks.sign.until: is past"),
        ([("day: riv", "closes: 2027-02-19 09:00\nday: riv")], "1: closes: is past"),
    ],
)
def test_check_8_a_date_that_is_past(said: Said, changes: list[tuple[str, str]], told: str) -> None:
    """Nothing can be launched that should have happened."""
    assert f"{told} — write a time after 2027-02-20 09:00 UTC" in "\n".join(said(*changes))


def test_check_8_a_historic_plan_is_judged_as_of_its_time(said: Said) -> None:
    """The clock is an argument: the same plan is late a month later."""
    assert said(now=datetime(2027, 3, 1, tzinfo=UTC)) == []
    assert len(said(now=datetime(2027, 3, 16, tzinfo=UTC))) == 3


def test_check_8_a_time_in_the_skipped_hour(said: Said) -> None:
    """In Paris, 02:30 on 28 March 2027 does not exist."""
    told = said(("15:00}", "15:00, dawn: 2027-03-28 02:30}"))

    assert only(told) == (
        "6: dates.dawn: 02:30 does not exist that day: the clocks go forward"
        " — write a time an hour later"
    )


def test_check_8_a_time_in_the_repeated_hour_is_a_warning(said: Said) -> None:
    """In Paris, 02:30 on 31 October 2027 happens twice."""
    told = only(said(("15:00}", "15:00, dusk: 2027-10-31 02:30}")))

    assert told.startswith("6: warning: dates.dusk: 02:30 happens twice that day")


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        (
            [("2027-03-15 18:30", "2027-03-23 13:00")],
            "19: asks.sign.send: goes out when the ask is",
        ),
        ([("[2 days]", "[8 days]")], "22: asks.sign.nudges[1]: reminds when the ask is over"),
        (
            [("attend, until", "attend, nudges: [1 day], until")],
            "36: asks.attend.nudges: reminders count from `send`",
        ),
        (
            [("day: riv", "closes: 2027-03-23 12:00\nday: riv")],
            "40: triggers.before-vote.when: is over after the day closes (2027-03-23 11:00 UTC)",
        ),
        (
            [("2 hours before vote", "2027-03-20 10:00"), ("day: riv", CLOSES_SUNDAY)],
            "40: triggers.before-vote.when: is over after the day closes",
        ),
        (
            [("gathering - 1 day", "gathering + 1 day")],
            "43: leaders.follow_up.gathering + 1 day: `ready` comes after the gathering began",
        ),
        (
            [("gathering + 3 hours", "gathering - 3 hours")],
            "44: leaders.follow_up.gathering - 3 hours: asks how many came before they came",
        ),
        (
            [("2027-03-14 20:00", "2027-03-20 17:30")],
            "42: warning: leaders.follow_up.accepted + 1 hour: `kit` comes after the gathering",
        ),
        (
            [
                ("after: 2 days", "after: 4 days"),
                ("day: riv", "closes: 2027-03-24 10:00\nday: riv"),
            ],
            "45: leaders.follow_up.gathering + 3 hours: comes, or its silence ends, after the day",
        ),
        (
            [("+ 3 hours: report", "+ 3 hours: kit")],
            "44: leaders.follow_up.gathering + 3 hours: `k",
        ),
        ([("    gathering + 3 hours: report\n", "")], "44: leaders.silent: nobody is asked, so"),
        ([("does: host", "does: call")], "40: warning: leaders: no ask makes leaders"),
    ],
)
def test_check_8_what_comes_after_it_is_useful(
    said: Said, changes: list[tuple[str, str]], told: str
) -> None:
    """Sends, reminders, deliveries and follow-ups come while they are of use."""
    assert told in "\n".join(said(*changes))
