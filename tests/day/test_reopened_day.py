"""A day that reopens: it counts and sends again, does nothing twice, and reports anew."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from chalicelib.domain.days import Day
from chalicelib.errors import ConflictError, NotFoundError
from chalicelib.steps.compile_results import decode_results
from chalicelib.steps.launch_day import pause_day, reopen_day, reopen_for_a_week
from chalicelib.steps.publish_report import report_key
from chalicelib.steps.start_closing import StartClosing, start_closing
from chalicelib.web.signing import Signed, sign_on_web
from tests.support.fakes import FakeClock
from tests.support.plans import CLOSES, DAY, HOUR, SIGN, TUESDAY, plan, target, threshold
from tests.support.stage import Stage

START = datetime(2027, 3, 16, 10, tzinfo=UTC)
"""A Tuesday: the ministry is open."""
LATER = CLOSES + timedelta(days=30)
AGAIN = LATER + timedelta(days=3)


@pytest.fixture
def stage() -> Stage:
    """Closed with two signatures, whose packet went; a month ago."""
    stage = Stage(FakeClock(START))
    triggers = {f"level-{n}": threshold(n, name=f"level-{n}") for n in (2, 4)}
    minister = target(to="cabinet@ministry.example")
    stage.launch(plan(SIGN, triggers=triggers, targets={"minister": minister}))
    sign(stage, 0, 1)
    close(stage, CLOSES)
    stage.clock.advance(LATER - stage.clock.now())
    return stage


def sign(stage: Stage, *people: int) -> list[bool]:
    forms = ({"email": f"s{n}@people.example", "country": "FR"} for n in people)
    return [isinstance(stage.call(sign_on_web, DAY, form), Signed) for form in forms]


def close(stage: Stage, at: datetime) -> None:
    stage.tick_until_quiet()
    stage.tick_until_quiet(at)
    assert day_of(stage).state == "closed"


def day_of(stage: Stage) -> Day:
    day = stage.store.day(DAY)
    assert day is not None
    return day


def report(stage: Stage, name: str = "report.json") -> tuple[int, int]:
    """(revision, signatures) of a report's file."""
    results = decode_results(stage.files.get(report_key(DAY, name)))
    return results.revision, results.signatures


def test_a_reopened_day_counts_again_and_its_next_report_is_a_revision(stage: Stage) -> None:
    """Who signs while it is closed is told so; the first report stays beside the second."""
    assert sign(stage, 2) == [False]
    stage.call(reopen_day, DAY, AGAIN)
    assert (day_of(stage).state, sign(stage, 2, 3)) == ("reopened", [True, True])
    close(stage, AGAIN)
    assert (report(stage), report(stage, "1/report.json")) == ((2, 4), (1, 2))
    assert stage.store.day(DAY).next_due is None  # type: ignore[union-attr]


def test_promise_4_what_a_day_has_done_is_not_done_again_when_it_reopens(stage: Stage) -> None:
    """The first level's packet stays one; the level that it reaches now goes."""
    stage.call(reopen_day, DAY, AGAIN)
    stage.tick_until_quiet()
    assert [mail.reference for mail in stage.mailer.sent if mail.attachment] == [
        f"{DAY}.level-2.minister"
    ]
    sign(stage, 2, 3)
    close(stage, AGAIN)
    stage.call(reopen_day, DAY, AGAIN + timedelta(days=9))
    stage.tick_until_quiet()
    assert [mail.reference for mail in stage.mailer.sent if mail.attachment] == [
        f"{DAY}.level-2.minister",
        f"{DAY}.level-4.minister",
    ]


def test_its_page_says_that_it_is_open_again(stage: Stage) -> None:
    """And until when."""

    def page() -> bytes:
        stage.tick_until_quiet()
        return stage.public.get(f"{DAY}/petition.json")

    assert b'"state": "closed"' in page()
    stage.call(reopen_day, DAY, AGAIN)
    assert b'"state": "open"' in page() and AGAIN.isoformat().encode() in page()


def test_promise_9_reopened_twice_is_once(stage: Stage) -> None:
    """The same command, the same button."""
    once = stage.call(reopen_day, DAY, AGAIN)
    assert stage.call(reopen_day, DAY, AGAIN) == stage.call(reopen_for_a_week, DAY) == once
    assert once.revision == 2


def test_the_button_reopens_for_a_week(stage: Stage) -> None:
    """From now."""
    assert stage.call(reopen_for_a_week, DAY).closes == LATER + timedelta(days=7)


def test_only_a_closed_day_reopens_and_only_for_the_future(stage: Stage) -> None:
    """Nothing is written otherwise."""
    before = day_of(stage)
    for day, until, why in (
        (DAY, LATER, ConflictError),
        ("nothing", AGAIN, NotFoundError),
    ):
        with pytest.raises(why):
            stage.call(reopen_day, day, until)
    assert day_of(stage) == before
    stage.call(reopen_day, DAY, AGAIN)
    with pytest.raises(ConflictError, match="is reopened, not closed"):
        stage.call(reopen_day, DAY, AGAIN + HOUR)


def test_promise_6_a_reopened_day_can_be_paused(stage: Stage) -> None:
    """As any other."""
    stage.call(reopen_day, DAY, AGAIN)
    assert stage.call(pause_day, DAY).state == "paused"


@pytest.mark.parametrize("moment", ["day.close", "day.close.3"])
def test_a_close_of_before_it_was_reopened_closes_nothing(stage: Stage, moment: str) -> None:
    """An execution that was slow to die starts its first state now."""
    stage.call(reopen_day, DAY, AGAIN)
    stage.call(start_closing, StartClosing(day=DAY, moment=moment))
    assert day_of(stage).state == "reopened"
    stage.call(start_closing, StartClosing(day=DAY, moment="day.close.2"))
    assert day_of(stage).state == "closing"


GOALS: list[tuple[Callable[[Stage], object], list[str]]] = [
    (lambda stage: None, ["level-3: closed below 3 signatures"]),
    (lambda stage: sign(stage, 2), []),
]


@pytest.mark.parametrize(("last", "told"), GOALS)
def test_a_day_that_closes_below_its_goal_tells_its_coordinator_once(
    last: Callable[[Stage], object], told: list[str]
) -> None:
    """Two of three: a case; three: none, because the packet went. No target hears of either."""
    stage = Stage(FakeClock(START))
    triggers = {"level-3": threshold(3, name="level-3")}
    asked = plan(replace(SIGN, send=None), triggers=triggers, targets={"minister": target()})
    stage.launch(replace(asked, closes=TUESDAY + 6 * HOUR))
    sign(stage, 0, 1)
    last(stage)
    close(stage, TUESDAY + 6 * HOUR)
    cases = [case for case in stage.store.cases(DAY) if case.kind == "below_goal"]
    assert [case.detail for case in cases] == told
    packets = [mail for mail in stage.mailer.sent if mail.attachment]
    assert len(packets) == (0 if told else 1)
