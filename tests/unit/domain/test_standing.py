"""What a day came to: partial, reversed, moved unasked; goals reached or missed."""

from dataclasses import replace

import pytest

from chalicelib.domain.commitments import Commitment, Proof
from chalicelib.domain.deliveries import Delivery
from chalicelib.domain.plan import Plan
from chalicelib.domain.standing import goals, outcome_of, promise_lines, target_lines
from chalicelib.domain.targets import Answer, Stance, TargetRecord
from tests.support.plans import DAY, HOUR, MONDAY, plan, record, target, threshold

TWO = {"bill-1": {"en": "Withdraw it"}, "bill-2": {"en": "That one too"}}


def two_targets(**differs: object) -> Plan:
    return plan(targets={name: target(name=name) for name in ("ioc", "brand")}, **differs)


def said(name: str, *stances: Stance, demand: str = "demand") -> TargetRecord:
    answers = tuple(
        Answer(number=n, stance=stance, at=MONDAY + n * HOUR, demand=demand)
        for n, stance in enumerate(stances)
    )
    return TargetRecord(
        day=DAY, target=name, stances={demand: stances[-1]} if stances else {}, answers=answers
    )


@pytest.mark.parametrize(
    ("records", "outcome"),
    [
        ([], "not_won"),
        ([said("ioc", "committed")], "partly_won"),
        ([said("ioc", "committed"), said("brand", "committed", "kept")], "won"),
        ([said("ioc", "no_move"), said("brand", "refused")], "not_won"),
        ([said("brand", "no_move"), said("sponsor", "committed")], "partly_won"),
        ([said("ioc", "committed", "reversed"), said("brand", "revising")], "not_won"),
        ([said("ioc", "committed", "reversed", "committed"), said("brand", "kept")], "won"),
    ],
)
def test_victory_is_of_every_target_and_lasts_as_long_as_their_word(
    records: list[TargetRecord], outcome: str
) -> None:
    """One of two, or somebody unasked, is a part; a word taken back is none; nothing is final."""
    assert outcome_of(two_targets(), records) == outcome


def test_one_demand_of_two_is_a_part() -> None:
    """The other stays open, in its own line."""
    asked = plan(targets={"sponsor": target(name="sponsor")}, demands=TWO)
    records = [said("sponsor", "committed", demand="bill-1")]
    assert outcome_of(asked, records) == "partly_won"
    states = {line.demand: line.state for line in target_lines(asked, records, [])}
    assert states == {"bill-1": "committed", "bill-2": "pending"}


def test_the_plans_targets_come_first_and_who_moved_unasked_after() -> None:
    """With each turn of their mind; an unasked one of two demands only where it answered."""
    sent = Delivery(
        day=DAY, trigger="t", target="ioc", state="handed", claimed_at=MONDAY, lease_at=MONDAY
    )
    records = [said("brand", "no_move"), said("sponsor", "committed", "kept")]
    lines = target_lines(two_targets(), records, [sent])
    assert [(line.target, line.state, line.asked) for line in lines] == [
        ("ioc", "delivered", True),
        ("brand", "no_move", True),
        ("sponsor", "kept", False),
    ]
    assert [answer.stance for answer in lines[2].answers] == ["committed", "kept"]


def test_each_part_of_a_promise_says_how_often_it_was_kept() -> None:
    """One of three broadcasts."""
    part = Commitment(name="broadcast", demand="demand", what=b"x", times=3)
    kept = replace(part, proofs=(Proof(at=MONDAY),))
    (line,) = promise_lines([replace(said("tv", "committed"), commitments=(kept,))])
    assert (line.promise, line.kept, line.times) == ("broadcast", 1, 3)


def test_goals_are_told_smallest_first_and_only_a_count_reaches_one() -> None:
    """What went when the count was there stays reached; what went by hand does not make it so."""
    levels = {f"at-{n}": threshold(n, name=f"at-{n}") for n in (500, 50, 240)}
    fired = [
        record(levels["at-240"], state="fired"),
        record(levels["at-500"], state="fired", reason=b"sealed"),
    ]
    found = goals(plan(triggers=levels), fired, 200)
    assert [(line.goal, line.reached) for line in found] == [(50, True), (240, True), (500, False)]
