"""The short forms and what they mean."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from chalicelib.domain.planfile import forms, moments, words, zones
from chalicelib.domain.planfile.forms import FormError, Office
from chalicelib.domain.planfile.moments import Anchor, Before, CountOf


@pytest.mark.parametrize(
    ("read", "text", "meant"),
    [
        (words.share, "2%", 0.02),
        (words.share, "0.5 %", 0.005),
        (words.share, "100%", 1.0),
        (forms.duration, "2 days", timedelta(days=2)),
        (forms.duration, "1 hour", timedelta(hours=1)),
        (forms.duration, "0", timedelta(0)),
        (forms.local_date, "2027-03-20", date(2027, 3, 20)),
        (forms.local_moment, "2027-03-20 18:30", datetime(2027, 3, 20, 18, 30)),
        (forms.clock_time, "18:30", time(18, 30)),
        (forms.office, "Mon-Fri 09:00-17:00", Office((0, 1, 2, 3, 4), time(9), time(17))),
        (forms.office, "Sat,Mon-Tue 08:30-12:00", Office((0, 1, 5), time(8, 30), time(12))),
        (moments.until, "before-vote", "before-vote"),
        (moments.until, "2027-03-20", date(2027, 3, 20)),
        (moments.until, "2027-03-20 12:00", datetime(2027, 3, 20, 12)),
        (moments.when, "10000 signatures", CountOf(10000)),
        (moments.when, "10 000 signatures", CountOf(10000)),
        (moments.when, "1 signature", CountOf(1)),
        (moments.when, "2 hours before vote", Before(timedelta(hours=2), "vote")),
        (moments.when, "vote", Before(timedelta(0), "vote")),
        (moments.when, "2027-03-20 12:00", datetime(2027, 3, 20, 12)),
        (moments.anchor, "gathering - 1 day", Anchor("gathering", -timedelta(days=1))),
        (moments.anchor, "gathering", Anchor("gathering", timedelta(0))),
        (moments.anchor, "accepted + 1 hour", Anchor("accepted", timedelta(hours=1))),
        (words.join, "RIVER", "RIVER"),
    ],
)
def test_a_form_is_read(read: Callable[[str], Any], text: str, meant: object) -> None:
    """Each form of the plan means one thing."""
    assert read(text) == meant


@pytest.mark.parametrize(
    ("read", "text"),
    [
        (forms.duration, "2"),
        (forms.duration, "two days"),
        (forms.local_date, "20/03/2027"),
        (forms.local_date, "2027-02-30"),
        (forms.local_date, "0001-01-01"),
        (forms.local_moment, "2027-03-20"),
        (forms.local_moment, "2027-03-20 25:00"),
        (forms.clock_time, "6pm"),
        (forms.office, "Mon-Fri 17:00-09:00"),
        (forms.office, "Fri-Mon 09:00-17:00"),
        (forms.office, "Lun-Ven 09:00-17:00"),
        (forms.office, "always"),
        (moments.when, "0 signatures"),
        (moments.when, "1000 signatures in each of FR, BE"),
        (moments.when, "5000 EUR"),
        (moments.hold, "200 people"),
        (moments.hold, "0 signatures"),
        (moments.anchor, "accepted - 1 hour"),
        (moments.anchor, "vote + 1 hour"),
        (words.join, "stop"),
        (words.join, "two words"),
        (zones.zone, "Europe/Pariss"),
        (zones.zone, "../etc"),
        (zones.zone, "Europe"),
        (words.ask_name, "report"),
        (words.ask_name, "later"),
        (words.ask_name, "my.ask"),
        (words.answer, "number"),
    ],
)
def test_another_form_is_refused_with_its_mend(read: Callable[[str], Any], text: str) -> None:
    """What is not of the form says so, and says what to write."""
    with pytest.raises(FormError) as refused:
        read(text)

    assert refused.value.message
    assert refused.value.mend


@pytest.mark.parametrize("text", ["1000 signatures in FR", "5000 EUR"])
def test_triggers_to_come_are_said_to_be_not_built(text: str) -> None:
    """Quota and sum are refused, never ignored."""
    with pytest.raises(FormError, match="not built yet"):
        moments.when(text)
