"""Check 8 on a plan's own hours and its clock."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from chalicelib.domain.plan import Plan

Said = Callable[..., list[str]]
Compiled = Callable[..., Plan]


def first(line: str) -> tuple[str, str]:
    """The change of the plan that puts this line first."""
    return "day: riv", f"{line}\nday: riv"


@pytest.mark.parametrize(
    "hours",
    [
        "{FR: Mon-Sat 09:00-19:00}",
        "{FR: 'Mon-Sun 08:00-22:00 because our members asked for the evening'}",
        "{other: 'Mon-Fri 10:00-19:00, Sat 10:00-13:00', GB: Mon-Fri 12:00-13:00}",
    ],
)
def test_hours_may_be_narrower_or_have_a_reason(said: Said, hours: str) -> None:
    """Nothing is said of them."""
    assert said(first(f"hours: {hours}")) == []


@pytest.mark.parametrize(
    ("hours", "told"),
    [
        ("{FR: Mon-Sun 09:00-19:00}", "goes to FR (Mon-Sat 08:30-20:00) — narrow them, or say why"),
        ("{FR: Mon-Sat 08:00-20:00}", "texts at hours at which none goes to FR"),
        ("{KE: Mon-Sun 09:00-20:00}", "texts at hours at which none goes to KE"),
        ("{FR: Mon-Sat 9-19}", "is no day with its hours — write them like"),
        ("{FR: Mon 09:00-25:00}", "`25:00` is no time of day"),
        ("{France: Mon 09:00-10:00}", "is not a country"),
    ],
)
def test_check_8_wider_hours_need_a_reason(said: Said, hours: str, told: str) -> None:
    """The pack is what the country's people may expect."""
    assert told in "\n".join(said(first(f"hours: {hours}")))


def test_the_plan_keeps_its_hours_and_their_reason(compiled: Compiled) -> None:
    """So that it can be shown who widened what, and why."""
    line = "hours: {FR: Mon-Sun 09:00-20:00 because of the vote, GB: Mon 09:00-10:00}"
    plan = compiled(first(line))
    assert plan.hours == {"FR": "Mon-Sun 09:00-20:00", "GB": "Mon 09:00-10:00"}
    assert plan.hours_because == {"FR": "of the vote"}
    assert (compiled().hours, compiled().clock) == ({}, "world")


def test_a_local_day_closes_once_the_far_west_is_over(compiled: Compiled) -> None:
    """13 hours after Paris, in winter; what hangs on a name ends at once everywhere."""
    world, local = compiled(), compiled(first("clock: local"))
    assert (local.closes - world.closes).total_seconds() == 13 * 3600
    assert local.asks["sign"].until_at_once
    assert not local.asks["host"].until_at_once


def test_check_8_a_close_before_the_far_west_is_over(said: Said, compiled: Compiled) -> None:
    """The last of them would be asked after the day."""
    closes = first("closes: 2027-03-25 20:00\nclock: local")
    assert compiled(closes).closes == datetime(2027, 3, 25, 19, tzinfo=UTC)
    assert said(closes) == []
    late = said(closes, ("2027-03-14 20:00", "2027-03-25 19:00"))
    assert "closes: is before `host` is over in the far west (2027-03-26 07:00 UTC)" in "\n".join(
        late
    )
