"""The compiled plan: instants in UTC and defaults."""

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta

import pytest

from chalicelib.domain.audience import standing
from chalicelib.domain.plan import FollowUp, Level, OfficeHours, Plan, Silence
from chalicelib.domain.planfile.load import Checked, load_plan
from chalicelib.errors import PlanError
from tests.unit.planfile.sample import FILE, NOW, PLAN, FakeCatalogues

Check = Callable[..., Checked]


def utc(day: int, hour: int, minute: int = 0) -> datetime:
    """An instant of March 2027."""
    return datetime(2027, 3, day, hour, minute, tzinfo=UTC)


def test_words_stay_words(compiled: Callable[..., Plan]) -> None:
    """Norway is a country and 18:30 a time of day."""
    plan = compiled()

    assert plan.senders == {"NO": "long-code", "other": "short-code"}
    assert plan.asks["sign"].send == utc(15, 17, 30)


def test_there_is_always_a_sender_for_the_other_countries(compiled: Callable[..., Plan]) -> None:
    """A plan that names some countries leaves nobody without a sender."""
    plan = compiled((", other: short-code", ""))

    assert plan.senders == {"NO": "long-code", "other": "long-code"}


def test_times_are_local_to_the_plans_zone(compiled: Callable[..., Plan]) -> None:
    """Paris is an hour ahead of UTC until 28 March."""
    asks = compiled().asks

    assert asks["host"].send == utc(2, 17)
    assert asks["host"].until == utc(14, 19)
    assert asks["sign"].until == utc(23, 12)


@pytest.mark.parametrize(
    ("until", "at", "trigger"),
    [
        ("before-vote", utc(23, 12), "before-vote"),
        ("ten-thousand", utc(20, 23), "ten-thousand"),
        ("vote", utc(23, 14), None),
        ("2027-03-22", utc(22, 23), None),
        ("2027-03-22 12:00", utc(22, 11), None),
    ],
)
def test_an_ask_ends_with_a_trigger_a_name_or_a_date(
    compiled: Callable[..., Plan], until: str, at: datetime, trigger: str | None
) -> None:
    """A deadline has its instant; a count ends the ask with the date at the latest."""
    ask = compiled(("until: before-vote", f"until: {until}")).asks["sign"]

    assert (ask.until, ask.until_trigger) == (at, trigger)


def test_an_ask_without_an_end_ends_with_the_date(compiled: Callable[..., Plan]) -> None:
    """At midnight in the plan's zone, or when the day closes before it."""
    without = ("    until: before-vote\n", "")
    early = ("day: riv", "closes: 2027-03-20 22:00\nday: riv")
    quiet = ("  silent: {after: 2 days, call: lea@rivers.example}\n", "")
    report = ("    gathering + 3 hours: report\n", "")
    deadline = ("2 hours before vote", "2027-03-19 12:00")

    assert compiled(without).asks["sign"].until == utc(20, 23)
    closing = compiled(without, early, quiet, report, deadline)
    assert closing.asks["sign"].until == closing.closes == utc(20, 21)


def test_the_rest_of_an_ask_is_carried(compiled: Callable[..., Plan]) -> None:
    """Level, standings, answers, reminders and texts."""
    host, attend = compiled().asks["host"], compiled().asks["attend"]

    assert (host.level, host.does) == (Level.EVENTS, "host")
    assert host.who == standing("active", "hosted-before")
    assert host.answers == ("accept", "attend")
    assert host.text["fr"].startswith("{org}: accueillir?")
    assert compiled().asks["sign"].nudges == (timedelta(days=2),)
    assert (attend.send, attend.answers, attend.text) == (None, ("accept", "no"), {})


def test_the_leaders_path_brings_its_own_ask(compiled: Callable[..., Plan]) -> None:
    """ "How many came?" waits for a number until the day closes."""
    plan = compiled()
    report = plan.asks["report"]

    assert (report.does, report.level, report.answers) == ("report", Level.EVENTS, ("number",))
    assert report.until == plan.closes
    assert plan.follow_ups[1] == FollowUp(
        text="ready", anchor="gathering", offset=-timedelta(days=1)
    )
    assert plan.silence == Silence(after=timedelta(days=2), call="lea@rivers.example")


def test_a_plan_without_a_report_has_no_such_ask(compiled: Callable[..., Plan]) -> None:
    """Nobody is asked what the plan does not follow up."""
    block = PLAN[PLAN.index("leaders:") :]

    assert list(compiled((block, "")).asks) == ["sign", "host", "attend"]


def test_offices_are_open_in_their_own_zone(compiled: Callable[..., Plan]) -> None:
    """Default hours and the plan's zone, or the target's own."""
    assert compiled().targets["minister"].hours == OfficeHours(zone="Europe/Paris")
    own = compiled(
        ("to: off", "hours: Mon-Sat 08:30-12:00\n    zone: America/New_York\n    to: off")
    )
    assert own.targets["minister"].hours == OfficeHours(
        days=(0, 1, 2, 3, 4, 5), opens=time(8, 30), closes=time(12), zone="America/New_York"
    )
    assert own.targets["minister"].language == "en"


def test_triggers_are_counts_or_deadlines(compiled: Callable[..., Plan]) -> None:
    """A count has its hold, a deadline its instant."""
    counted, dated = compiled().triggers.values()

    assert (counted.kind, counted.count, counted.at) == ("count", 10000, None)
    assert counted.hold == timedelta(minutes=30)
    assert (dated.kind, dated.at, dated.deliver) == ("deadline", utc(23, 12), ("minister",))


@pytest.mark.parametrize(
    ("changes", "closes"),
    [
        ([], utc(24, 8, 30)),
        (
            [("before vote", "before party"), ("{vote", "{party: 2027-03-19 12:00, vote")],
            utc(24, 8, 30),
        ),
        ([("2 hours before vote", "2027-03-27 12:00")], utc(29, 8)),  # Monday, summer time
        ([("day: riv", "closes: 2027-03-25 20:00\nday: riv")], utc(25, 19)),
    ],
)
def test_a_day_closes_once_everything_is_over(
    compiled: Callable[..., Plan], changes: list[tuple[str, str]], closes: datetime
) -> None:
    """The last of: the date, the asks, the deliveries in office hours, a silence and its call.

    A report due on Saturday at 21:00 is texted on Monday at 8:30; two days of silence and an
    hour later it is a call.
    """
    assert compiled(*changes).closes == closes


def test_launching_refuses_a_plan_with_mistakes(catalogues: FakeCatalogues) -> None:
    """Every error is in the exception, and no warning."""
    spoilt = PLAN.replace("vote: 2027", "vote: 2020").replace("[minister]", "[]")

    with pytest.raises(PlanError) as refused:
        load_plan(spoilt, FILE, NOW, catalogues)

    assert len(refused.value.problems) > 1
    assert not any("warning" in problem for problem in refused.value.problems)


def test_a_later_version_says_so(catalogues: FakeCatalogues) -> None:
    """An edit compiles to a new version."""
    assert load_plan(PLAN, FILE, NOW, catalogues).version == 1
    assert load_plan(PLAN, FILE, NOW, catalogues, version=3).version == 3
