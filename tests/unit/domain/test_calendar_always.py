"""Whatever fails, however often: what a day had to do was done, or a human was told."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.runs import MAX_ATTEMPTS, Run
from tests.support.plans import HOUR, MONDAY, SATURDAY, SIGN, ask, day, deadline, plan, target
from tests.unit.domain.rehearsal import MINUTE, Fate, Rehearsal

FATES: list[Fate] = ["succeeds", "fails", "dies", "vanishes"]
END = MONDAY + 40 * HOUR
SHORT = plan(
    ask("host", send=MONDAY, until=MONDAY + 20 * HOUR, nudges=(timedelta(hours=19.9),)),
    SIGN,
    triggers={"vote": deadline(MONDAY + 8 * HOUR)},
    closes=END,
)


@given(st.lists(st.sampled_from(FATES), max_size=60), st.booleans())
def test_promise_7_every_moment_is_done_or_has_a_case(fates: list[Fate], weak: bool) -> None:
    """Under any schedule of failures; and what succeeded is never started again."""
    schedule = iter(fates)
    played = Rehearsal(
        plan=SHORT,
        day=day(closes=END),
        places=("FR Europe/Paris", "NZ Pacific/Auckland", "US America/New_York"),
        leaders=[MONDAY + 2 * HOUR, MONDAY + 5 * HOUR],
        fate=lambda run: next(schedule, "fails" if weak else "succeeds"),
    )
    played.play(MONDAY - MINUTE, END + HOUR, 4 * MINUTE)
    if played.day.state != "closed":
        assert played.unfinished(END + HOUR) == []
    assert all(1 <= run.attempt <= MAX_ATTEMPTS for run in played.started)
    assert len({run.execution for run in played.started}) == len(played.started)
    assert len(played.reached) == len(set(played.reached))
    told = {case.id.removeprefix("run.") for case in played.cases.values()}
    assert {moment for moment, run in played.runs.items() if run.state == "succeeded"} & told == (
        set()
    )
    assert {run.moment for run in played.runs.values() if run.state != "succeeded"} <= told


@given(st.integers(0, 60), st.sampled_from(["Europe/Paris", "America/Asuncion", "Asia/Tokyo"]))
def test_a_deadline_is_met_in_the_first_open_hour(late: int, zone: str) -> None:
    """Whatever the office's zone, one packet, as soon as it is open."""
    office = target()
    abroad = plan(
        targets={"minister": target(hours=type(office.hours)(zone=zone))},
        triggers={"vote": deadline(MONDAY + late * HOUR)},
    )
    played = Rehearsal(plan=abroad)
    played.play(MONDAY + late * HOUR, SATURDAY + 72 * HOUR, 30 * MINUTE)
    delivered: list[Run] = [r for r in played.started if r.workflow == "deliver_petition"]
    assert played.reached.count(("vote", "minister")) == 1
    assert len(delivered) <= 2
