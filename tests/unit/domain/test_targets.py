"""Targets: every stance from every state, partial and reversed wins, parts and repeats."""

from dataclasses import replace
from datetime import timedelta
from typing import get_args

import pytest

from chalicelib.domain.commitments import Commitment, Proof, kept_once_more, overdue
from chalicelib.domain.ended import asks_over
from chalicelib.domain.targets import (
    CONCEDED,
    FROM,
    THE_DEMAND,
    Answer,
    Stance,
    TargetRecord,
    TargetState,
    answered,
    asks_conceded,
    conceded,
    conceded_at,
    opened,
    promised,
    proved,
    state_of,
    words_of,
)
from tests.support.plans import DAY, HOST, MONDAY, SIGN, TUESDAY, WEDNESDAY, plan, target

NEW = TargetRecord(day=DAY, target="minister")
STANCES = get_args(Stance)


def said(stance: Stance, **differs: object) -> Answer:
    return Answer(**{"number": 0, "stance": stance, "at": MONDAY, **differs})  # type: ignore[arg-type]


def after(*stances: Stance, demand: str = THE_DEMAND) -> TargetRecord:
    """The record of a delivered target after these answers, each of which must follow."""
    record = NEW
    for stance in stances:
        moved = answered(record, said(stance, demand=demand), delivered=True)
        assert moved is not None, stance
        record = moved
    return record


def test_before_any_answer_a_target_is_as_far_as_its_packet() -> None:
    """Pending, delivered, then acknowledged once they have opened their page."""
    assert state_of(NEW, delivered=False) == "pending"
    assert state_of(NEW, delivered=True) == "delivered"
    assert state_of(opened(NEW, MONDAY), delivered=True) == "acknowledged"
    assert opened(opened(NEW, MONDAY), TUESDAY).opened_at == MONDAY


@pytest.mark.parametrize("stance", STANCES)
@pytest.mark.parametrize("state", ["pending", "delivered", "acknowledged", *STANCES])
def test_a_stance_follows_only_where_it_makes_sense(state: TargetState, stance: Stance) -> None:
    """From the table, and the same stance again, with other words; nothing else."""
    record = replace(NEW, opened_at=MONDAY if state == "acknowledged" else None)
    if state in STANCES:
        record = replace(record, stances={THE_DEMAND: state})  # type: ignore[dict-item]
    moved = answered(record, said(stance), delivered=state != "pending")
    assert (moved is not None) == (state in FROM[stance] or state == stance)
    if moved:
        promised = stance == "answered" and state in CONCEDED
        assert state_of(moved, delivered=True) == (state if promised else stance)


def test_an_outcome_may_be_reversed_twice() -> None:
    """Blocked, passed, annulled: a win is never final."""
    record = after("committed", "reversed", "committed", "kept", "reversed", "committed")
    assert [a.number for a in record.answers] == [1, 2, 3, 4, 5, 6]
    assert state_of(record, delivered=True) == "committed"


def test_a_silent_target_may_still_move() -> None:
    """No move, then time, then yes."""
    assert state_of(after("no_move", "revising", "committed"), delivered=True) == "committed"


def test_some_move_although_nobody_delivered_anything() -> None:
    """Three sponsors moved unasked."""
    moved = answered(NEW, said("committed"), delivered=False)
    assert moved is not None
    assert state_of(moved, delivered=False) == "committed"


def test_two_demands_are_granted_one_by_one() -> None:
    """Citizenship is given, the honour not yet: the target has not conceded."""
    two = plan(demands={"citizenship": {"en": "…"}, "honour": {"en": "…"}})
    half = after("committed", demand="citizenship")
    assert not conceded(two, half)
    assert state_of(half, delivered=True, demand="honour") == "delivered"
    whole = answered(half, said("committed", demand="honour", at=WEDNESDAY), delivered=True)
    assert whole is not None
    assert conceded(two, whole)
    assert conceded_at(two, whole) == WEDNESDAY


def test_an_ask_is_over_once_all_that_it_names_have_conceded() -> None:
    """Westin gave in: what names Westin alone stops, what names Avis too goes on."""
    only = replace(SIGN, name="westin", about=("westin",))
    both = replace(SIGN, name="both", about=("westin", "avis"))
    asking = plan(only, both, HOST, targets={"westin": target(), "avis": target()})
    westin = replace(after("committed"), target="westin")
    assert asks_conceded(asking, [westin]) == {"westin"}
    avis = replace(after("committed", "kept"), target="avis")
    assert asks_over(asking, [], [westin, avis]) == {"westin", "both"}
    assert (
        asks_over(asking, [], [replace(after("committed", "reversed"), target="westin")]) == set()
    )


def test_a_promise_is_kept_when_every_part_is_as_often_as_promised() -> None:
    """A million once, an apology three times: kept at the fourth proof, not before."""
    money = Commitment(name="money", demand=THE_DEMAND, what=b"sealed")
    apology = Commitment(name="apology", demand=THE_DEMAND, what=b"sealed", times=3)
    record = promised(after("committed"), [money, apology])
    record = proved(record, kept_once_more(money, Proof(at=MONDAY)), MONDAY)
    for n in range(3):
        assert state_of(record, delivered=True) == "committed"
        latest = next(c for c in record.commitments if c.name == "apology")
        proof = Proof(at=TUESDAY + timedelta(days=n))
        record = proved(record, kept_once_more(latest, proof), WEDNESDAY, signed=9)
    assert state_of(record, delivered=True) == "kept"
    last = record.answers[-1]
    assert (last.number, last.stance, last.at, last.signed) == (2, "kept", WEDNESDAY, 9)
    assert conceded_at(plan(), record) == MONDAY
    words = replace(record.answers[0], text=b"sealed")
    assert words_of(replace(record, answers=(words, last)), THE_DEMAND) == b"sealed"


def test_promise_9_the_same_proof_twice_proves_once() -> None:
    """The same instant, or the same photograph."""
    part = Commitment(name="apology", demand=THE_DEMAND, what=b"sealed", times=3)
    once = kept_once_more(part, Proof(at=MONDAY, shown="proofs/a.jpg"))
    assert kept_once_more(once, Proof(at=MONDAY)) == once
    assert kept_once_more(once, Proof(at=TUESDAY, shown="proofs/a.jpg")) == once


def test_a_promise_known_by_name_stays_as_it_was() -> None:
    """A form sent twice adds no second one, and forgets no proof."""
    part = Commitment(name="money", demand=THE_DEMAND, what=b"one")
    record = promised(NEW, [part])
    assert promised(record, [replace(part, what=b"two")]) == record


def test_a_promise_is_overdue_from_its_day_on_until_kept() -> None:
    """And one without a day never is."""
    dated = Commitment(name="money", demand=THE_DEMAND, what=b"", due=TUESDAY)
    open_end = Commitment(name="apology", demand=THE_DEMAND, what=b"")
    assert overdue([dated, open_end], MONDAY) == []
    assert overdue([dated, open_end], TUESDAY) == [dated]
    assert overdue([kept_once_more(dated, Proof(at=MONDAY))], WEDNESDAY) == []
