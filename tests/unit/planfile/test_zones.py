"""A vote far away: its time is written on its own clocks, and its lead counted there."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from chalicelib.domain.planfile.forms import FormError
from chalicelib.domain.planfile.zones import zoned_moment

Said = Callable[..., list[str]]
Compiled = Callable[..., Any]
FAR = ("vote: 2027-03-23 15:00", "vote: 2027-03-23 15:00 America/Asuncion")


def test_a_date_may_be_written_on_its_own_clocks(compiled: Compiled) -> None:
    """Three in the afternoon in Asuncion, two hours before; nobody adds hours up."""
    trigger = compiled(FAR).triggers["before-vote"]
    assert (trigger.at, trigger.zone) == (
        datetime(2027, 3, 23, 16, tzinfo=UTC),
        "America/Asuncion",
    )
    near = compiled().triggers["before-vote"]
    assert (near.at, near.zone) == (datetime(2027, 3, 23, 12, tzinfo=UTC), "")


def test_a_lead_of_days_ends_at_the_same_hour_of_those_clocks(compiled: Compiled) -> None:
    """A week before a Sunday at ten in Paris is a Sunday at ten, though the clocks went forward."""
    dated = ("2027-03-23 15:00", "2027-03-31 10:00"), ("2 hours before", "1 week before")
    assert compiled(*dated).triggers["before-vote"].at == datetime(2027, 3, 24, 9, tzinfo=UTC)
    hours = ("2027-03-23 15:00", "2027-03-31 10:00"), ("2 hours before", "167 hours before")
    assert compiled(*hours).triggers["before-vote"].at == datetime(2027, 3, 24, 9, tzinfo=UTC)


def test_a_deadline_itself_may_have_a_zone(compiled: Compiled) -> None:
    """Without a named date."""
    plan = compiled(("2 hours before vote", "2027-03-22 09:00 Asia/Tokyo"))
    assert plan.triggers["before-vote"].at == datetime(2027, 3, 22, 0, tzinfo=UTC)


def test_check_8_a_time_that_its_own_clocks_skip(said: Said) -> None:
    """New York goes forward on 14 March, when Paris does not."""
    (told,) = said(("15:00}", "15:00, dawn: 2027-03-14 02:30 America/New_York}"))
    assert "dates.dawn: 02:30 does not exist that day" in told


@pytest.mark.parametrize(
    "text",
    ["2027-03-23 15:00 Asuncion/America", "2027-03-23 15:00 ", "2027-03-23 America/Asuncion"],
)
def test_what_is_no_moment_is_refused_with_its_mend(text: str) -> None:
    """An unknown zone, none after a blank, no time."""
    with pytest.raises(FormError):
        zoned_moment(text)
