"""Erasing what bears a person's id: the same on both stores."""

from collections import Counter
from itertools import count
from typing import Any

import pytest

from chalicelib.domain.facts import tally_change
from chalicelib.ports import Forgotten, Store
from tests.contract.store import samples
from tests.contract.store.samples import DAY, NOW, decision, fact, minutes

ADA, BEN = "p1.ada", "p1.ben"
_numbers = count()


def tombstone() -> str:
    return f"erased.{next(_numbers):06}"


@pytest.fixture
def lived(store: Store) -> Store:
    """Ada and Ben did the same, in two days."""
    store.launch(samples.day(id="lakes"), samples.plan(day="lakes"))
    for who in (ADA, BEN):
        store.add_person(samples.person(id=who), [f"p1.mail-{who}"])
        _wrote(store, who)
        store.sign(fact(person=who, day="lakes", channel="web", proved=False))
        store.keep_text(f"SMkept{who}", b"sealed", who, NOW)
    return store


def _wrote(store: Store, who: str) -> None:
    person = store.person(who)
    assert person
    asked = samples.message(person=who)
    store.claim(person, asked, NOW)
    person = store.person(who)
    assert person
    facts = (fact(person=who), fact(person=who, ask="host", kind="pledged", region="IDF"))
    case = samples.case(id=f"unclear.{who}", person=who, text=b"sealed")
    leader = samples.leader(person=who)
    store.record(
        decision(person, facts=facts, cases=(case,), leader=leader),
        samples.reply(person=who, sid=f"SM{who}"),
    )


def _tallied(store: Store, day: str) -> Counter[str]:
    sums: Counter[str] = Counter()
    for each in store.facts(day):
        sums.update(tally_change(each))
    return sums


def test_everything_that_bears_the_id_is_deleted(lived: Store) -> None:
    """Messages, replies, leader, case, alias, kept text; facts are moved. Then nothing is left."""
    once = Forgotten(messages=1, replies=1, leaders=1, cases=1, aliases=1, texts=1, facts=3)
    assert lived.forget(ADA, tombstone) == once
    assert lived.forget(ADA, tombstone) == Forgotten()
    assert lived.message(samples.message(person=ADA).id) is None
    assert lived.claims_before(minutes(1), 9) == [samples.message(person=BEN)]
    assert [reply.person for reply in lived.recent_replies(DAY, 9)] == [BEN]
    assert [leader.person for leader in lived.leaders(DAY)] == [BEN]
    assert [case.person for case in lived.cases(DAY)] == [BEN]
    assert (lived.alias(f"p1.mail-{ADA}"), lived.alias(f"p1.mail-{BEN}")) == (None, BEN)
    assert [kept[2] for kept in lived.kept_texts(9)] == [BEN]


def test_promise_3_erasing_a_person_leaves_the_counts_as_they_are(lived: Store) -> None:
    """Tallies are the sum of the facts before and after, by every breakdown."""
    before = {day: lived.totals(day, NOW) for day in (DAY, "lakes")}
    lived.forget(ADA, tombstone)
    assert {day: lived.totals(day, NOW) for day in before} == before
    for day, totals in before.items():
        assert _tallied(lived, day) == Counter(totals.by_country["FR"])


def test_the_facts_of_the_erased_are_anonymous(lived: Store) -> None:
    """One new id a day, so that people stay counted once and days cannot be joined."""
    lived.forget(ADA, tombstone)
    owners = {day: {f.person for f in lived.facts(day)} - {BEN} for day in (DAY, "lakes")}
    assert [len(ids) for ids in owners.values()] == [1, 1]
    assert len(owners[DAY] | owners["lakes"]) == 2
    assert all(one.startswith("erased.") for ids in owners.values() for one in ids)


def test_a_moved_fact_still_lies_where_its_key_says(lived: Store) -> None:
    """The same signature under the tombstone's id is known to exist."""
    lived.forget(ADA, tombstone)
    moved = [each for each in lived.facts("lakes") if each.person != BEN]
    before = lived.totals("lakes", NOW)
    for each in moved:
        lived.sign(each)
    assert lived.totals("lakes", NOW) == before


def test_the_person_and_their_aliases_are_known_until_they_are_forgotten(lived: Store) -> None:
    """The person's own item stays: the suppression is written there."""
    assert lived.aliases_of(ADA) == [f"p1.mail-{ADA}"]
    lived.forget(ADA, tombstone)
    assert lived.aliases_of(ADA) == []
    assert lived.person(ADA) is not None and lived.aliases_of(BEN) == [f"p1.mail-{BEN}"]


def test_what_was_cut_off_between_two_items_is_finished_by_the_next_call(
    dynamo_store: Store,
) -> None:
    """At every write to the table; second addresses lead to the person until the last one."""
    client: Any = dynamo_store._table._client  # type: ignore[attr-defined]
    for position in count():
        day = f"cut{position}"
        who = f"p1.cut{position}"
        dynamo_store.launch(samples.day(id=day), samples.plan(day=day))
        dynamo_store.add_person(samples.person(id=who), [f"p1.mail{position}"])
        dynamo_store.sign(fact(person=who, day=day))
        dynamo_store.keep_text(f"SM{position}", b"sealed", who, NOW)
        before = dynamo_store.totals(day, NOW)
        dynamo_store._table._client = Cut(client, position)  # type: ignore[attr-defined]
        try:
            dynamo_store.forget(who, tombstone)
        except CutError:
            dynamo_store._table._client = client  # type: ignore[attr-defined]
            assert dynamo_store.aliases_of(who) == [f"p1.mail{position}"]
        else:
            break
        dynamo_store.forget(who, tombstone)
        assert dynamo_store.forget(who, tombstone) == Forgotten()
        assert dynamo_store.totals(day, NOW) == before
        assert _tallied(dynamo_store, day) == Counter(before.by_country["FR"])
    assert position == 3


class CutError(Exception):
    """The command is interrupted."""


class Cut:
    """A client whose write of that number is not made."""

    def __init__(self, client: Any, position: int) -> None:
        self._client, self._left = client, position

    def __getattr__(self, name: str) -> Any:
        if name in ("delete_item", "transact_write_items"):
            if not self._left:
                raise CutError
            self._left -= 1
        return getattr(self._client, name)
