"""Facts, their keys and what each adds to its tally."""

from collections import Counter
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.facts import (
    MOVES,
    FactState,
    buried,
    moved,
    restored,
    reviewed,
    tally_change,
    tally_move,
    unreviewed,
    withdrawn,
)
from chalicelib.domain.totals import Totals, petition_of, signatures
from tests.support.plans import MONDAY, SIGN, ask, fact, plan


def test_promise_3_a_counted_fact_adds_one_by_each_breakdown() -> None:
    """The kind, its channel, its region, and the amount where there is one."""
    assert tally_change(fact(region="75")) == {
        "sign.signed": 1,
        "sign.signed@sms": 1,
        "sign.signed/75": 1,
    }
    came = fact(ask="report", kind="reported", amount=42, channel="web")
    assert tally_change(came) == {
        "report.reported": 1,
        "report.reported@web": 1,
        "report.reported+": 42,
    }


@pytest.mark.parametrize("state", ["held", "withdrawn", "invalid"])
def test_promise_3_a_fact_that_does_not_count_adds_nothing(state: str) -> None:
    """Totals are net."""
    assert tally_change(fact(state=state)) == {}


def test_proving_a_fact_moves_no_tally() -> None:
    """An unproved web form counts already."""
    assert tally_change(fact(proved=False)) == tally_change(fact(proved=True))


def test_promise_2_a_fact_s_key_is_its_ask_kind_person_and_occurrence() -> None:
    """Channel, instant, place and state do not make another fact; those four do."""
    same = [fact(), fact(channel="web", proved=False), fact(at=MONDAY, country="GB", amount=9)]
    assert len({each.key for each in same}) == 1
    other = [fact(ask="a"), fact(kind="declined"), fact(person="p2"), fact(occurrence="gift-1")]
    assert len({each.key for each in [fact(), *other]}) == 5


facts = st.builds(
    fact,
    ask=st.sampled_from(["sign", "host"]),
    kind=st.sampled_from(["signed", "pledged"]),
    region=st.sampled_from(["", "75", "13"]),
    channel=st.sampled_from(["sms", "web"]),
    state=st.sampled_from(["counted", "counted", "held", "invalid"]),
    amount=st.integers(0, 9),
)


@given(st.lists(facts, max_size=30))
def test_promise_3_the_channels_add_up_to_the_whole(them: list[object]) -> None:
    """Any breakdown sums to its count; regions to at most it."""
    tally: Counter[str] = Counter()
    for each in them:
        tally.update(tally_change(each))  # type: ignore[arg-type]
    for name in ("sign.signed", "host.pledged"):
        channels = tally[f"{name}@sms"] + tally[f"{name}@web"]
        regions = tally[f"{name}/75"] + tally[f"{name}/13"]
        assert channels == tally[name] >= regions


def test_all_signatures_of_a_day_are_of_its_first_petition() -> None:
    """In every country together; a plan without petition has none."""
    both = plan(SIGN, ask("again", does="sign"))
    counts = {"FR": {"sign.signed": 3, "sign.signed@sms": 2}, "": {"sign.signed": 1}}
    totals = Totals(day="rivers", as_of=MONDAY, by_country=counts)
    assert petition_of(both) == "sign"
    assert signatures(both, totals) == 4
    assert signatures(plan(ask("host")), totals) == 0
    assert totals.countries("sign.signed") == {"FR": 3, "": 1}


@pytest.mark.parametrize("before", get_args(FactState))
@pytest.mark.parametrize("after", get_args(FactState))
def test_promise_3_a_move_changes_the_tally_by_the_difference(
    before: FactState, after: FactState
) -> None:
    """Whatever the states: the tally of the moved fact is the old one and the change."""
    whole = fact(state=before, region="75", amount=3)
    then = moved(whole, after)
    summed = Counter(tally_change(whole))
    summed.update(tally_move(whole, then))
    assert {name: n for name, n in summed.items() if n} == tally_change(then)
    assert then.state == (after if after in MOVES[before] else before)


def test_only_the_person_s_own_withdrawal_is_theirs_to_undo() -> None:
    """Invalid is a human's; a restored fact is proved by the text that says so."""
    assert {s: withdrawn(fact(state=s)).state for s in get_args(FactState)} == {
        "counted": "withdrawn", "held": "withdrawn", "withdrawn": "withdrawn", "invalid": "invalid"
    }  # fmt: skip
    assert {s: restored(fact(state=s)).state for s in get_args(FactState)} == {
        "counted": "counted", "held": "counted", "withdrawn": "counted", "invalid": "invalid"
    }  # fmt: skip
    assert restored(fact(state="withdrawn", proved=False)).proved


@pytest.mark.parametrize("before", get_args(FactState))
@pytest.mark.parametrize("after", ["counted", "held", "invalid"])
def test_an_undone_review_leaves_no_trace(before: FactState, after: FactState) -> None:
    """Whatever the states, undoing gives the very fact that was reviewed."""
    whole = fact(state=before, why="burst")
    assert unreviewed(reviewed(whole, after, "r1")) == whole


def test_what_a_person_took_back_since_a_review_stays_so() -> None:
    """Undoing a release does not count who withdrew after it."""
    released = reviewed(fact(state="held"), "counted", "r1")
    assert unreviewed(withdrawn(released)) == withdrawn(released)


def test_a_buried_fact_counts_and_says_nothing_of_whose_it_was() -> None:
    """The marks of network and domain go with the person's id."""
    of_somebody = fact(network="n1", domain="d1", why="network")
    assert buried(of_somebody, "t1") == fact(person="t1", why="network")
