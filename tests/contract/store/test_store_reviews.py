"""Signatures moved by a human, with their tallies: the same on both stores."""

from dataclasses import replace

from chalicelib.domain.audits import Audit
from chalicelib.domain.facts import Fact, FactState, reviewed, unreviewed
from chalicelib.domain.reviews import TOGETHER
from chalicelib.ports import Stale, Store, Written
from tests.contract.store.samples import DAY, NOW, fact, minutes

ENTRY = Audit(id="a1", day=DAY, at=NOW, who="login", act="invalidate", detail="r1: 2")


def signed(store: Store, people: int, **differs: object) -> list[Fact]:
    """That many web signatures, a minute apart."""
    country = {"country": "FR"} | differs
    facts = [
        fact(person=f"p{n}", channel="web", proved=False, at=minutes(n), **country)
        for n in range(people)
    ]
    for each in facts:
        store.sign(each)
    return facts


def to(state: FactState, facts: list[Fact]) -> list[tuple[Fact, Fact]]:
    return [(each, reviewed(each, state, "r1")) for each in facts]


def test_promise_3_a_full_batch_moves_with_its_tallies_and_its_audit(store: Store) -> None:
    """As many as a transaction takes, each of another country: nothing is left of the count."""
    countries = [f"{a}{b}" for a in "ABCDEFG" for b in "ABCDEFG"]
    facts = [fact(person=f"p{n}", country=each) for n, each in enumerate(countries)]
    for each in facts:
        store.sign(each)
    assert len(facts) == TOGETHER
    assert store.move_facts(to("invalid", facts), ENTRY) == Written()
    assert store.totals(DAY, NOW).by_country == {}
    assert {each.state for each in store.facts(DAY)} == {"invalid"}
    assert store.audits(DAY, 10) == [ENTRY]


def test_an_undone_batch_counts_as_before(store: Store) -> None:
    """To the last field and the last name."""
    facts = signed(store, 3, region="BRE")
    before = store.totals(DAY, NOW)
    store.move_facts(to("invalid", facts))
    store.move_facts([(each, unreviewed(each)) for each in store.facts(DAY)])
    assert sorted(store.facts(DAY), key=lambda one: one.key) == facts
    assert store.totals(DAY, NOW) == before


def test_one_that_moved_since_it_was_read_stops_the_whole_batch(store: Store) -> None:
    """All or nothing, the audit too; and what is not there moves nothing."""
    facts = signed(store, 3)
    store.move_facts(to("held", facts[:1]))
    assert store.move_facts(to("invalid", facts), ENTRY) == Stale()
    assert store.move_facts(to("invalid", [fact(person="nobody")]), ENTRY) == Stale()
    assert store.totals(DAY, NOW).of("sign.signed") == 2
    assert store.audits(DAY, 10) == []


def test_held_ones_are_listed_newest_first_until_they_move(store: Store) -> None:
    """Whether they came held or were held later; for whom was let in or taken out, no more."""
    came_held = fact(person="q1", channel="web", proved=False, state="held", why="fast")
    store.sign(came_held)
    later = signed(store, 3)
    store.move_facts(to("held", later))
    assert [each.person for each in store.held_facts(DAY, 2)] == ["p2", "p1"]
    store.move_facts(to("counted", [came_held]))
    store.move_facts([(each, replace(each, state="invalid")) for each in store.held_facts(DAY, 1)])
    assert [each.person for each in store.held_facts(DAY, 10)] == ["p1", "p0"]
