"""A leader's path: kit, ready, "how many came?", their answer, or one call by a human."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.leaders import (
    Leader,
    Step,
    followed_up,
    next_step,
    postponed,
    reported,
)
from chalicelib.domain.plan import FollowUp, Plan, Silence
from tests.support.plans import FRIDAY, HOUR, MONDAY, SATURDAY, leader, plan

GATHERING = SATURDAY + 3 * HOUR
CALL = GATHERING + 51 * HOUR


@dataclass
class Walk:
    """A leader followed up at each due instant; the texts take `late` to go."""

    leader: Leader
    plan: Plan = field(default_factory=plan)
    late: timedelta = timedelta(0)
    steps: list[tuple[str, datetime]] = field(default_factory=list)

    def until(self, end: datetime) -> "Walk":
        while self.leader.due_at is not None and self.leader.due_at <= end:
            step = next_step(self.plan, self.leader)
            assert step is not None
            assert len(self.steps) < 10, "the path does not end"
            now = self.leader.due_at + self.late
            self.steps.append((step.name, now))
            self.leader = followed_up(self.plan, self.leader, step, now)
        return self

    @property
    def names(self) -> list[str]:
        return [name for name, _ in self.steps]


def test_the_silent_leader_is_told_asked_and_then_called() -> None:
    """Each step at its instant, the call two days after the question."""
    walk = Walk(leader()).until(CALL + 1000 * HOUR)
    assert walk.steps == [
        ("kit", MONDAY + HOUR),
        ("ready", GATHERING - 24 * HOUR),
        ("report", GATHERING + 3 * HOUR),
        ("call", CALL),
    ]
    assert (walk.leader.state, walk.leader.due_at) == ("to_call", None)


def test_each_step_moves_the_leader_s_state() -> None:
    """Hand raised, equipped, asked."""
    assert leader().state == "hand_raised"
    assert Walk(leader()).until(MONDAY + HOUR).leader.state == "equipped"
    asked = Walk(leader()).until(GATHERING + 3 * HOUR).leader
    assert (asked.state, asked.asked_at) == ("asked", GATHERING + 3 * HOUR)


def test_who_reported_is_not_called() -> None:
    """The number is kept, and nothing more is due."""
    walk = Walk(leader()).until(GATHERING + 3 * HOUR)
    told = reported(walk.plan, walk.leader, 42)
    assert (told.state, told.amount, told.due_at) == ("reported", 42, None)
    assert next_step(walk.plan, told) is None


def test_who_reports_after_the_call_was_handed_over_has_reported() -> None:
    """Late, but heard."""
    called = Walk(leader()).until(CALL).leader
    assert reported(plan(), called, 5).state == "reported"


def test_a_hand_raised_after_a_step_s_time_skips_it() -> None:
    """On Friday evening, "ready" has passed; the kit still comes."""
    walk = Walk(leader(FRIDAY + 10 * HOUR)).until(CALL)
    assert walk.names == ["kit", "report", "call"]


def test_a_hand_raised_after_everything_still_gets_the_kit_and_no_question() -> None:
    """Nobody is asked how many came to a gathering that was over when they said yes."""
    walk = Walk(leader(GATHERING + 4 * HOUR)).until(CALL + 100 * HOUR)
    assert walk.names == ["kit"]


def test_a_kit_that_comes_after_the_question_does_not_forget_it() -> None:
    """A hand raised shortly before "how many came?": the silence after it still ends in a call."""
    walk = Walk(leader(GATHERING + timedelta(hours=2.5))).until(CALL + 100 * HOUR)
    assert walk.names == ["report", "kit", "call"]


def test_a_postponed_step_is_the_same_step_later() -> None:
    """Its window was shut: the step waits, and keeps its name."""
    waiting = postponed(leader(), MONDAY + 20 * HOUR)
    assert waiting.due_at == MONDAY + 20 * HOUR
    step = next_step(plan(), waiting)
    assert step == Step(name="kit", due=MONDAY + HOUR)


def test_the_silence_is_counted_from_when_the_question_was_really_asked() -> None:
    """Asked ten hours late, called ten hours late."""
    assert Walk(leader(), late=10 * HOUR).until(CALL + 100 * HOUR).steps[-1] == (
        "call",
        CALL + 20 * HOUR,
    )


def test_a_plan_without_silence_calls_nobody() -> None:
    """The path ends with the question."""
    quiet = plan(silence=None)
    assert Walk(leader(plan=quiet), quiet).until(CALL + 100 * HOUR).names[-1] == "report"


def test_a_plan_without_follow_ups_has_nothing_due() -> None:
    """A hand was raised, and that is all."""
    bare = plan(follow_ups=(), silence=None)
    assert leader(plan=bare).due_at is None


offsets = st.integers(-100, 100).map(lambda n: timedelta(hours=n))
anchors = st.sampled_from(["accepted", "gathering"])
paths = st.tuples(
    *(st.builds(FollowUp, text=st.just(t), anchor=anchors, offset=offsets)
      for t in ("kit", "ready", "report"))
)  # fmt: skip


@given(paths, offsets, st.integers(0, 200), st.integers(0, 30))
def test_silence_leads_to_one_call_whenever_a_question_was_asked(
    path: tuple[FollowUp, ...], accepted: timedelta, after: int, late: int
) -> None:
    """Whatever the path's times: each step once, none from the past, exactly one call."""
    any_plan = plan(follow_ups=path, silence=Silence(after=after * HOUR, call="lea"))
    raised = leader(GATHERING + accepted, plan=any_plan)
    walk = Walk(raised, any_plan, late * HOUR).until(GATHERING + 2000 * HOUR)
    assert len(walk.names) == len(set(walk.names))
    assert all(at >= raised.accepted_at for _, at in walk.steps)
    assert ("call" in walk.names) == ("report" in walk.names)
    assert walk.leader.due_at is None
