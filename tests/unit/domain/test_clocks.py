"""A day on everybody's own clocks: rehearsed around the world, on a day clocks change."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.claims import Claim, claim_ask
from chalicelib.domain.clocks import over_at, plan_at, sends_at, useful_opening
from chalicelib.domain.hours import place_of, zones_at
from chalicelib.domain.plan import Plan
from tests.support.plans import ask, day, person, plan
from tests.unit.domain.rehearsal import Rehearsal

SUNDAY = date(2027, 3, 14)
"""New York goes to summer time at two in the morning; Easter is two weeks later."""
PLACES = (
    "KI Pacific/Kiritimati",
    "NZ Pacific/Chatham",
    "NZ Pacific/Auckland",
    "FJ Pacific/Fiji",
    "AU Australia/Lord_Howe",
    "AU Australia/Sydney",
    "AU Australia/Adelaide",
    "AU Australia/Eucla",
    "JP Asia/Tokyo",
    "SG Asia/Singapore",
    "MM Asia/Yangon",
    "NP Asia/Kathmandu",
    "IN Asia/Kolkata",
    "PK Asia/Karachi",
    "IR Asia/Tehran",
    "KE Africa/Nairobi",
    "EG Africa/Cairo",
    "FR Europe/Paris",
    "GB Europe/London",
    "BR America/Sao_Paulo",
    "CA America/St_Johns",
    "US America/New_York",
    "US America/Chicago",
    "US America/Boise+America/Los_Angeles",
    "US Pacific/Honolulu",
    "AS Pacific/Pago_Pago",
)
EVENING = {"hours": dict.fromkeys(["other", *(p[:2] for p in PLACES)], "Mon-Sun 09:00-20:00")}


def local(**differs: object) -> Plan:
    """Everybody at six on Sunday evening, until eight; written on a clock in Paris."""
    send = datetime(2027, 3, 14, 18, tzinfo=ZoneInfo("Europe/Paris")).astimezone(UTC)
    twestival = ask("sign", send=send, until=send + timedelta(hours=2))
    return plan(twestival, **{"clock": "local", "follow_ups": (), **EVENING, **differs})


def test_promise_5_everybody_is_texted_once_at_six_on_their_own_clocks() -> None:
    """Over 26 places from Kiritimati to Pago Pago, some half an hour off, on their Sunday."""
    told: dict[str, list[datetime]] = {}
    played = Rehearsal(plan=local(), places=PLACES)
    now, end = datetime(2027, 3, 13, 23, tzinfo=UTC), datetime(2027, 3, 15, 12, tzinfo=UTC)
    while now <= end:
        before = len(played.reached)
        played.tick(now)
        for _, place in played.reached[before:]:
            told.setdefault(place, []).append(now)
        now += timedelta(minutes=1)
    assert set(told) == set(PLACES)
    for place, at in told.items():
        walls = [at[0].astimezone(zone).replace(tzinfo=None) for zone in zones_at(place)]
        assert len(at) == 1, place
        assert walls[-1] == datetime(2027, 3, 14, 18), place
        assert min(walls) == datetime(2027, 3, 14, 18), place
    offsets = {at[0] for at in told.values()}
    assert len(played.starts_of("wave.sign.0.other")) <= len(offsets)
    assert played.expired == []


def test_promise_5_the_same_plan_on_the_worlds_clock_is_one_instant() -> None:
    """Whoever is awake is texted at once, the others are too late."""
    played = Rehearsal(plan=local(clock="world"), places=PLACES)
    played.play(datetime(2027, 3, 14, 16, tzinfo=UTC), datetime(2027, 3, 15, 12, tzinfo=UTC))
    reached = {place for _, place in played.reached}
    assert {"FR Europe/Paris", "US America/New_York", "BR America/Sao_Paulo"} <= reached
    assert {place for _, place in played.expired} == set(PLACES) - reached


def test_promise_5_no_claim_before_every_clock_is_there_nor_after_the_first_is_over() -> None:
    """Boise is an hour ahead of Los Angeles: from seven in Boise, to before eight there."""
    who = person(country="US", zone="America/Boise+America/Los_Angeles")
    sent = local()
    boise = ZoneInfo("America/Boise")

    def claimed(hour: int, minute: int) -> object:
        at = datetime(2027, 3, 14, hour, minute, tzinfo=boise).astimezone(UTC)
        return claim_ask(who, day(), sent, sent.asks["sign"], 0, at)

    assert [claimed(18, 59), claimed(20, 0)] == ["shut", "shut"]
    claim = claimed(19, 0)
    assert isinstance(claim, Claim)
    assert claim.person.live
    assert claim.person.live.until == datetime(2027, 3, 14, 20, tzinfo=boise)
    assert claim.shuts == datetime(2027, 3, 14, 20, tzinfo=boise)


def test_a_reply_is_late_by_the_clocks_of_who_sent_it() -> None:
    """What ends at one instant in the world, such as a vote, ends everywhere then."""
    sent, place = local(), "JP Asia/Tokyo"
    there = plan_at(sent, place).asks["sign"]
    assert there.until == datetime(2027, 3, 14, 20, tzinfo=ZoneInfo("Asia/Tokyo"))
    vote = ask("sign", send=sent.asks["sign"].send, until_at_once=True)
    at_once = plan_at(plan(vote, clock="local"), place).asks["sign"]
    assert at_once.until == vote.until
    assert plan_at(plan(vote), place).asks["sign"] is vote


def test_reminders_keep_the_hour_over_a_clock_change() -> None:
    """A day after six is six, though New York's day had 23 hours."""
    send = datetime(2027, 3, 13, 23, tzinfo=UTC)
    asked = ask("sign", send=send, nudges=(timedelta(days=1),))
    sent = plan(asked, clock="local", zone="America/New_York")
    at = [sends_at(sent, asked, n, "US America/New_York") for n in (0, 1)]
    assert [each.astimezone(ZoneInfo("America/New_York")).hour for each in at] == [18, 18]
    assert at[1] - at[0] == timedelta(hours=23)


@given(
    st.sampled_from(PLACES),
    st.datetimes(datetime(2027, 3, 1), datetime(2027, 11, 20)),
    st.datetimes(datetime(2027, 3, 1), datetime(2027, 11, 20), timezones=st.just(UTC)),
)
def test_promise_5_no_candidate_is_asked_before_their_clock_or_after(
    place: str, wall: datetime, now: datetime
) -> None:
    """Whatever the hour written, whichever zone they turn out to live in."""
    send = wall.replace(tzinfo=ZoneInfo("Europe/Paris")).astimezone(UTC)
    written = send.astimezone(ZoneInfo("Europe/Paris")).replace(tzinfo=None)
    asked = ask("sign", send=send, until=send + timedelta(days=3))
    sent = plan(asked, clock="local", **EVENING)
    opening = useful_opening(sent, asked, 0, place, now)
    if opening is None:
        return
    assert opening >= now
    for zone in zones_at(place):
        shown = opening.astimezone(zone).replace(tzinfo=None)
        assert written <= shown
    assert opening < over_at(sent, asked, place) <= send + timedelta(days=4)
    assert place_of(*place.split(" ")) == place
