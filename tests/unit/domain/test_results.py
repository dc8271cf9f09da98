"""The results of a day: a recount of its facts, beside what the tallies say."""

from collections import Counter
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.cases import Case
from chalicelib.domain.deliveries import Delivery
from chalicelib.domain.facts import Fact, tally_change
from chalicelib.domain.replies import Reply
from chalicelib.domain.results import Evidence, Results, compile_results
from chalicelib.domain.totals import Totals
from tests.support.plans import CLOSES, DAY, MONDAY, SATURDAY, fact, leader, plan, record, threshold

SIGNED = [fact(person="p1"), fact(person="p2", country="GB"), fact(person="p3", channel="web")]
CAME = fact(ask="report", kind="reported", person="p1", amount=42)


def tallied(facts: list[Fact]) -> Totals:
    by_country: dict[str, Counter[str]] = {}
    for each in facts:
        by_country.setdefault(each.country, Counter()).update(tally_change(each))
    return Totals(day=DAY, as_of=CLOSES, by_country={c: dict(n) for c, n in by_country.items()})


def compiled(facts: list[Fact], **evidence: Any) -> Results:
    nothing: dict[str, Any] = {"texts": {}, "totals": tallied(facts)}
    nothing |= dict.fromkeys(("replies", "triggers", "deliveries", "leaders", "cases"), ())
    return compile_results(plan(), Evidence(facts=iter(facts), **{**nothing, **evidence}), CLOSES)


def test_promise_3_the_recount_equals_the_tallies() -> None:
    """Signatures and attendance come from the facts, and nothing differs."""
    results = compiled([*SIGNED, CAME])
    assert (results.signatures, results.attendance, results.people) == (3, 42, 3)
    assert results.countries["GB"] == {"sign.signed": 1, "sign.signed@sms": 1}
    assert results.differences == ()


def test_promise_3_a_difference_is_named_with_both_numbers() -> None:
    """By country and name, whether the tally has too much, too little, or a name of its own."""
    totals = Totals(
        day=DAY,
        as_of=CLOSES,
        by_country={
            "FR": {"sign.signed": 1, "sign.signed@sms": 1, "sign.signed@web": 1},
            "GB": {"sign.signed": 5, "sign.signed@sms": 1, "sign.ghost": 2, "sign.nil": 0},
        },
    )
    assert compiled(SIGNED, totals=totals).differences == (
        "FR sign.signed: 2 facts, tally 1",
        "GB sign.ghost: 0 facts, tally 2",
        "GB sign.signed: 1 facts, tally 5",
    )


def test_promise_3_facts_of_a_country_without_a_tally_differ_too() -> None:
    """A lost tally is said."""
    lost = compiled([fact(country="GB")], totals=Totals(day=DAY, as_of=CLOSES))
    assert lost.differences == (
        "GB sign.signed: 1 facts, tally 0",
        "GB sign.signed@sms: 1 facts, tally 0",
    )


def test_people_are_those_who_acted_and_counted() -> None:
    """A "no", a "later" and a withdrawn signature are no act; two acts are one person."""
    facts = [
        fact(person="p1"),
        fact(person="p1", ask="host", kind="pledged"),
        fact(person="p2", kind="declined"),
        fact(person="p3", kind="deferred"),
        fact(person="p4", state="withdrawn"),
    ]
    assert compiled(facts).people == 1


def test_reach_is_not_measured() -> None:
    """And not zero."""
    assert compiled([]).reach is None


def test_everything_else_is_counted_by_its_state() -> None:
    """Replies by intent, triggers, deliveries, leaders and cases."""
    reply = Reply(sid="SM1", person="p1", at=MONDAY, intent="stop", reason="stop")
    delivery = Delivery(
        day=DAY,
        trigger="many",
        target="minister",
        state="sent",
        claimed_at=MONDAY,
        lease_at=MONDAY,
        sent_at=SATURDAY,
        sha256="ab",
        signatures=3,
    )
    results = compiled(
        SIGNED,
        replies=[reply, reply],
        triggers=[record(threshold(3), state="fired")],
        deliveries=[delivery],
        leaders=[leader()],
        cases=[Case(id="c1", day=DAY, kind="run_failed", opened_at=MONDAY)],
        texts={"sign.0.delivered": 3},
    )
    assert (results.replies, results.texts) == ({"stop": 2}, {"sign.0.delivered": 3})
    assert (results.triggers, results.leaders) == ({"many": "fired"}, {"hand_raised": 1})
    assert results.cases == {"run_failed": 1}
    line = results.deliveries[0]
    assert (line.state, line.signatures, line.sha256, line.at) == ("sent", 3, "ab", SATURDAY)


facts = st.builds(
    fact,
    person=st.sampled_from(["p1", "p2", "p3"]),
    country=st.sampled_from(["FR", "GB", ""]),
    kind=st.sampled_from(["signed", "declined"]),
    state=st.sampled_from(["counted", "withdrawn"]),
    region=st.sampled_from(["", "75"]),
    amount=st.integers(0, 3),
)


@given(st.lists(facts, max_size=20))
def test_promise_3_any_facts_recount_to_their_own_tallies(them: list[Fact]) -> None:
    """No difference, and the countries add up to the whole."""
    results = compiled(them)
    assert results.differences == ()
    added: Counter[str] = Counter()
    for counts in results.countries.values():
        added.update(counts)
    assert dict(added) == results.facts
