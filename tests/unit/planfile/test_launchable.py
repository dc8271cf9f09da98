"""What always holds of a plan that may be launched, whatever its dates."""

from datetime import date, datetime, timedelta

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from chalicelib.domain.plan import Plan
from chalicelib.domain.planfile.load import check_plan
from tests.unit.planfile.sample import FILE, NOW, PLAN, FakeCatalogues

ZONES = ("Europe/Paris", "America/Asuncion", "Pacific/Kiritimati", "Australia/Lord_Howe", "UTC")
spans = st.sampled_from(("1 hour", "2 days", "1 week", "30 minutes"))
votes = st.datetimes(datetime(2027, 3, 15), datetime(2027, 4, 10)).map(
    lambda at: at.replace(minute=0, second=0, microsecond=0)
)
AHEAD = (
    ("2027-03-02 18:00", 15, 20),  # the ask to host goes
    ("2027-03-15 18:30", 9, 14),  # the ask to sign goes: a reminder follows within a week
    ("2027-03-14 20:00", 4, 8),  # hosts may answer until then
    ("2027-03-20 12:00", 0, 3),  # guests
)
"""The small plan's moments, and between how many days before the vote each may lie: mostly in an
order that makes sense, since drawing them freely gave plans that nobody could launch."""


@st.composite
def plans(draw: st.DrawFn) -> str:
    """The small plan with other times; a few of them make no sense."""
    vote = draw(votes)
    text = PLAN.replace("2027-03-23 15:00", f"{vote:%Y-%m-%d %H:%M}")
    for before, least, most in AHEAD:
        ahead = draw(st.timedeltas(timedelta(days=least), timedelta(days=most)))
        text = text.replace(before, f"{vote - ahead:%Y-%m-%d %H:%M}")
    on = vote.date() - timedelta(days=draw(st.integers(-3, 1)))
    until = draw(st.sampled_from(("before-vote", "ten-thousand", "vote", str(on))))
    return (
        text.replace("date: 2027-03-20\n", f"date: {on}\n{draw(closings(max(on, vote.date())))}")
        .replace("until: before-vote", f"until: {until}")
        .replace("Europe/Paris", draw(st.sampled_from(ZONES)))
        .replace("[2 days]", f"[{draw(spans)}]")
        .replace("after: 2 days", f"after: {draw(spans)}")
        .replace("2 hours before", f"{draw(st.sampled_from(SHORT))} before")
    )


SHORT = ("1 hour", "2 days", "30 minutes")


def closings(last: date) -> st.SearchStrategy[str]:
    """No `closes`, mostly, or one after what is last."""
    some = st.integers(1, 8).map(lambda n: f"closes: {last + timedelta(days=n)} 20:00\n")
    return st.one_of(st.just(""), some)


@settings(max_examples=60, deadline=None)
@given(plans())
def test_a_launchable_plan_keeps_its_order(text: str) -> None:
    """Sends before ends, ends before the close, reminders between, answers that lead somewhere."""
    plan = check_plan(text, FILE, NOW, FakeCatalogues()).plan
    assume(plan is not None)
    assert plan is not None
    _in_order(plan)


def _in_order(plan: Plan) -> None:
    for ask in plan.asks.values():
        assert NOW < ask.until <= plan.closes
        for n in range(len(ask.nudges) + 1):
            after = ask.nudges[n - 1] if n else timedelta(0)
            assert ask.send is None or NOW < ask.send + after < ask.until
        assert set(ask.answers) <= {"accept", "no", "later", "number", *plan.asks}
    for trigger in plan.triggers.values():
        assert trigger.at is None or NOW < trigger.at < plan.closes
        assert set(trigger.deliver) <= plan.targets.keys()
