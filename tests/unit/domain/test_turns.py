"""Which answers are told, to whom, and what the text says of them."""

from dataclasses import replace
from itertools import pairwise
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.days import Day
from chalicelib.domain.due import TICK, due
from chalicelib.domain.ended import asks_over
from chalicelib.domain.facts import Fact
from chalicelib.domain.notices import NEWS_FOR, RESULT, Notice
from chalicelib.domain.result_texts import result_text
from chalicelib.domain.segments import costly_letters, segments
from chalicelib.domain.targets import Answer, Stance, TargetRecord, answered
from chalicelib.domain.told import is_told
from chalicelib.domain.turns import HELD_FOR, TOLD, notice_of, outdated, to_tell, turns
from tests.support.plans import DAY, HOUR, MONDAY, day, fact, plan, run, sight, target
from tests.unit.test_texts import CATALOGUES, LANGUAGES, LINK

STANCES = get_args(Stance)
TELLS = plan(tell=("signers",), languages=LANGUAGES)
TWO = replace(TELLS, demands={"a": {"en": "A"}, "b": {"en": "B"}})


def said(*stances: str, demands: tuple[str, ...] = ()) -> TargetRecord:
    """The minister's record after these answers, an hour apart; those that cannot follow fail."""
    record = TargetRecord(day=DAY, target="minister")
    for n, stance in enumerate(stances):
        to = demands[n] if demands else "demand"
        answer = Answer(number=0, stance=stance, at=MONDAY + n * HOUR, demand=to, signed=n)  # type: ignore[arg-type]
        after = answered(record, answer, delivered=True)
        assert after is not None, stance
        record = after
    return record


def moves(record: TargetRecord) -> list[tuple[int, str]]:
    return [(turn.number, turn.standing) for turn in turns(TELLS, record)]


def test_the_same_stance_in_other_words_is_no_turn() -> None:
    """A corrected sentence does not ring a thousand phones."""
    assert moves(said("refused", "refused", "committed", "kept")) == [
        (1, "refused"),
        (3, "committed"),
        (4, "kept"),
    ]


def test_demands_are_taken_together() -> None:
    """A part is told as a part; all of them as all; one taken back as a part again."""
    record = said(*("committed", "committed", "reversed", "reversed"), demands=("a", "b", "a", "b"))
    standing = [turn.standing for turn in turns(TWO, record)]
    assert standing == ["partly", "committed", "partly", "reversed"]


@pytest.mark.parametrize("stance", ["committed", "refused", "no_move"])
def test_an_answer_is_told_a_quarter_of_an_hour_later_for_three_days(stance: str) -> None:
    """With the number that had signed when it came."""
    notice = to_tell(TELLS, said("revising", stance), ())
    assert notice == Notice(
        name="result.minister.2",
        says=f"result.{stance}",
        until=MONDAY + HOUR + HELD_FOR + NEWS_FOR,
        target="minister",
        signed=1,
    )


def test_a_stance_that_is_no_result_is_not_told() -> None:
    """C7: under revision; nor whatever a plan that tells nobody hears, nor who moved unasked."""
    assert to_tell(TELLS, said("revising"), ()) is None
    assert to_tell(replace(TELLS, tell=()), said("committed"), ()) is None
    assert to_tell(TELLS, replace(said("committed"), target="sponsor"), ()) is None
    assert to_tell(TELLS, TargetRecord(day=DAY, target="minister"), ()) is None


def test_what_nobody_heard_is_not_taken_back() -> None:
    """A reversal is told to those whom its promise reached, or may have."""
    record = said("committed", "reversed")
    assert to_tell(TELLS, record, ()) is None
    heard = to_tell(TELLS, record, {"result.minister.1"})
    assert heard is not None
    assert heard.name == "result.minister.2"


@given(st.lists(st.sampled_from(STANCES), max_size=8))
def test_of_any_answers_at_most_the_last_turn_is_told(tried: list[str]) -> None:
    """All others are outdated, by name; no two turns in a row stand the same."""
    record = TargetRecord(day=DAY, target="minister")
    for n, stance in enumerate(tried):
        answer = Answer(number=0, stance=stance, at=MONDAY + n * HOUR)  # type: ignore[arg-type]
        record = answered(record, answer, delivered=True) or record
    made = list(turns(TELLS, record))
    assert all(one.standing != other.standing for one, other in pairwise(made))
    assert outdated(TELLS, [record]) == {turn.name for turn in made[:-1]}
    assert outdated(TELLS, [record]) <= asks_over(TELLS, [], [record])
    notice = to_tell(TELLS, record, {turn.name for turn in made})
    assert notice == (notice_of(made[-1]) if made and made[-1].standing in TOLD else None)


def heard(by: Fact, **differs: object) -> bool:
    """Whether a result of the minister's goes to whoever did this."""
    notice = Notice(name="result.minister.1", says="result.kept", until=MONDAY, target="minister")
    return is_told(replace(TELLS, **differs), notice, by)  # type: ignore[arg-type]


def test_a_result_goes_to_the_groups_that_the_plan_tells() -> None:
    """By what they did and still counts."""
    signed, hosts = fact(), fact(ask="host", kind="pledged")
    comes = fact(ask="attend", kind="pledged")
    assert [heard(each) for each in (signed, hosts, comes)] == [True, False, False]
    hosted = {"tell": ("hosts",)}
    assert [heard(each, **hosted) for each in (signed, hosts, comes)] == [False, True, False]
    anyone = {"tell": ("participants",)}
    assert all(heard(each, **anyone) for each in (signed, hosts, comes))
    assert not heard(fact(kind="declined"), **anyone)
    for state in ("held", "withdrawn", "invalid"):
        assert not heard(fact(state=state))


def test_a_target_of_a_country_is_told_to_its_own() -> None:
    """And nobody else."""
    british = {"targets": {"minister": target(country="GB")}}
    assert [heard(fact(country=c), **british) for c in ("GB", "FR", "")] == [True, False, False]


def test_the_close_goes_to_hosts_alone() -> None:
    """Whoever else the plan tells hears what targets answer."""
    close = Notice(name=RESULT, says=RESULT, until=MONDAY)
    told = replace(TELLS, tell=("signers", "hosts", "participants"))
    assert is_told(told, close, fact(ask="host", kind="pledged"))
    assert not is_told(told, close, fact())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("way", ["long-code", "link"])
@pytest.mark.parametrize("standing", [*TOLD, ""])
def test_every_result_is_one_segment_in_every_language(
    standing: str, way: str, language: str
) -> None:
    """Named, with the way out, in the letters of GSM-7; with a usual name and a short link."""
    one_way = replace(TELLS, senders={"other": way}, organisation="All Out")
    says = f"{RESULT}.{standing}" if standing else RESULT
    about = "minister" if standing else ""
    notice = Notice(name="result", says=says, until=MONDAY, target=about, signed=12_480)
    text = result_text(one_way, notice, "FR", language, CATALOGUES, {"link": LINK, "firstName": ""})
    assert text.startswith("All Out: ")
    assert LINK in text
    assert ("STOP" in text) == (way == "long-code")
    assert "12480" in text.replace(",", "")
    assert costly_letters(text) == ""
    assert segments(text) == 1
    alone = replace(notice, signed=1)
    said_alone = result_text(one_way, alone, "FR", language, CATALOGUES, {"link": LINK})
    assert "1 " not in said_alone.replace(LINK, "")


def test_a_day_sends_its_results_once_it_is_closed_and_nothing_else() -> None:
    """Not while it closes, not one that was stopped."""
    closed: Day = day(state="closed", waves={"result.minister.2": "stopped"})
    names = ("result", "result.minister.1", "result.minister.2", "kit", "desk_reply")
    assert [closed.sends_notice(name) for name in names] == [True, True, False, False, False]
    assert not any(replace(closed, state="closing").sends_notice(name) for name in names)
    assert not any(replace(closed, state="paused").sends_notice(name) for name in names)


def test_promise_7_a_closed_day_is_looked_at_until_its_page_shows_the_answer() -> None:
    """A publisher that died at the first look is followed by another; then the day sleeps."""
    later = MONDAY + NEWS_FOR + HOUR
    for shown, looked in ((MONDAY - HOUR, later + TICK), (MONDAY, later + TICK), (later, None)):
        closed = day(state="closed", published_at=shown)
        seen = sight(later, day=closed, plan=TELLS, targets=[said("committed")])
        assert due(seen).next_due == looked


def test_a_closed_day_is_looked_at_while_a_result_is_to_be_told() -> None:
    """Until its runs are done, or it is no news any more."""
    closed = day(state="closed", published_at=MONDAY + HOUR)
    told = run("wave.result.minister.1.0.other", state="succeeded", input={"ask": "x"})
    for at, runs, looked in (
        (MONDAY + HOUR, {}, True),
        (MONDAY + HOUR, {told.moment: told}, False),
        (MONDAY + HELD_FOR + NEWS_FOR, {}, False),
    ):
        seen = sight(at, day=closed, plan=TELLS, targets=[said("committed")], runs=runs)
        assert (due(seen).next_due is not None) == looked
