"""What always holds of a plan that may be launched, whatever its dates."""

from datetime import date, datetime, timedelta

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from chalicelib.domain.plan import Plan
from chalicelib.domain.planfile.load import check_plan
from tests.unit.planfile.sample import FILE, NOW, PLAN, FakeCatalogues

ZONES = ("Europe/Paris", "America/Asuncion", "Pacific/Kiritimati", "Australia/Lord_Howe", "UTC")
moments = st.datetimes(datetime(2027, 2, 20), datetime(2027, 4, 10)).map(
    lambda at: at.replace(minute=0, second=0, microsecond=0)
)
spans = st.sampled_from(("1 hour", "2 days", "1 week", "30 minutes"))


@st.composite
def plans(draw: st.DrawFn) -> str:
    """The small plan with other times; many of them make no sense."""
    vote = draw(moments)
    text = PLAN.replace("2027-03-23 15:00", f"{vote:%Y-%m-%d %H:%M}")
    for before in ("2027-03-15 18:30", "2027-03-02 18:00", "2027-03-14 20:00", "2027-03-20 12:00"):
        if draw(st.booleans()):
            text = text.replace(before, f"{vote - draw(st.timedeltas(*AHEAD)):%Y-%m-%d %H:%M}")
    on = vote.date() - timedelta(days=draw(st.integers(-3, 5)))
    until = draw(st.sampled_from(("before-vote", "ten-thousand", "vote", str(on))))
    return (
        text.replace("date: 2027-03-20\n", f"date: {on}\n{draw(closings(vote.date()))}")
        .replace("until: before-vote", f"until: {until}")
        .replace("Europe/Paris", draw(st.sampled_from(ZONES)))
        .replace("[2 days]", f"[{draw(spans)}]")
        .replace("after: 2 days", f"after: {draw(spans)}")
        .replace("2 hours before", f"{draw(spans)} before")
    )


AHEAD = (timedelta(0), timedelta(days=30))


def closings(vote: date) -> st.SearchStrategy[str]:
    """No `closes`, mostly, or one around the vote."""
    some = st.integers(-2, 8).map(lambda n: f"closes: {vote + timedelta(days=n)} 20:00\n")
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
