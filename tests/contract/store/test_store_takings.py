"""A number that has an id by each of several peppers: one of them is taken, once (0041)."""

from collections.abc import Callable

import pytest

from chalicelib.domain.audits import Audit
from chalicelib.domain.facts import TOMBSTONE
from chalicelib.domain.replies import Decision
from chalicelib.ports import Exists, Stale, Store, Taken, Written
from tests.contract.store.samples import DAY, NOW, fact, person, reply
from tests.contract.store.test_store_signing import count, web

OLD, NEW = "p1.ada", "p2.ada"
MAIL, NEW_MAIL = "p1.mail", "p2.mail"


def ids(store: Store) -> Taken | None:
    return store.taken((NEW, OLD))


def entry() -> Audit:
    return Audit(day=DAY, id="a", at=NOW, who="lea", act="hush")


TAKES: dict[str, Callable[[Store], object]] = {
    "a person": lambda store: store.add_person(person(id=NEW), (), (OLD,)),
    "a reply": lambda store: store.record(
        Decision(person=person(id=NEW)), reply(person=NEW), (OLD,)
    ),
    "a suppression at the desk": lambda store: store.hush(person(id=NEW), entry(), (OLD,)),
    "a signature": lambda store: store.sign(web(NEW), led=NEW, free=(OLD,)),
}


def test_nobody_has_taken_an_id_that_nothing_bears(store: Store) -> None:
    """Neither a person nor an alias."""
    assert ids(store) is None


@pytest.mark.parametrize("taking", TAKES.values(), ids=TAKES)
def test_what_takes_an_id_takes_it_for_all_peppers(
    store: Store, taking: Callable[[Store], object]
) -> None:
    """From then on the number is found under it, in whatever order its ids are asked for."""
    assert taking(store) == Written()
    found = ids(store)
    assert found and (found.id, found.owner) == (NEW, NEW) and store.taken((OLD, NEW)) == found
    assert (found.person is None) is (taking is TAKES["a signature"])


@pytest.mark.parametrize("before", ["person", "signer"])
@pytest.mark.parametrize("taking", TAKES.values(), ids=TAKES)
def test_promise_2_no_second_id_of_a_number_is_taken(
    store: Store, taking: Callable[[Store], object], before: str
) -> None:
    """Whoever did not know of the first is refused, and nothing at all is written."""
    if before == "person":
        store.add_person(person(id=OLD), (), (NEW,))
    else:
        store.sign(web(OLD), led=OLD, free=(NEW,))
    signed = count(store)
    assert taking(store) in (Stale(), Exists())
    found = ids(store)
    assert found and found.id == OLD and store.person(NEW) is None
    assert count(store) == signed and store.reply(NEW, reply().sid) is None
    assert store.audits(DAY, 9) == []


def test_promise_10_a_suppression_under_the_old_id_is_found_by_the_new(store: Store) -> None:
    """With the person, in the same read."""
    out = person(id=OLD)
    store.add_person(out)
    found = ids(store)
    assert found and found.person == store.person(OLD)


def test_an_alias_says_whose_it_is(store: Store) -> None:
    """A second address leads to its owner, who is not read."""
    store.add_person(person(id=NEW), (MAIL,), (OLD, NEW_MAIL))
    assert store.taken((NEW_MAIL, MAIL)) == Taken(id=MAIL, owner=NEW)


def test_an_address_that_signed_before_still_becomes_an_alias(store: Store) -> None:
    """That it took its own id makes it nobody's: given with a number, it leads there."""
    store.sign(web(MAIL, ask="other"), led=MAIL, free=(NEW_MAIL,))
    assert store.sign(web(NEW), also=MAIL, led=NEW, free=(OLD, NEW_MAIL)) == Written()
    assert store.alias(MAIL) == NEW
    assert store.sign(web("p2.ben"), also=MAIL, led="p2.ben", free=("p1.ben",)) == Written()
    assert store.alias(MAIL) == NEW


def test_an_import_joins_an_address_that_signed_before(store: Store) -> None:
    """And takes no one's away."""
    store.sign(web(MAIL), led=MAIL, free=(NEW_MAIL,))
    store.add_person(person(id=NEW), (MAIL,), (OLD, NEW_MAIL))
    assert store.alias(MAIL) == NEW
    store.add_person(person(id="p2.ben"), (MAIL,), ("p1.ben", NEW_MAIL))
    assert store.alias(MAIL) == NEW


def test_a_signature_through_an_alias_needs_it_to_lead_there_still(store: Store) -> None:
    """Between the look and the write it may have been erased, or have become somebody's."""
    assert store.sign(web(NEW), led=MAIL, free=(NEW_MAIL,)) == Stale()
    store.add_person(person(id=NEW), (MAIL,), (OLD, NEW_MAIL))
    assert store.sign(web(NEW), led=MAIL, free=(NEW_MAIL,)) == Written()
    assert store.sign(web(MAIL), led=MAIL, free=(NEW_MAIL,)) == Stale()
    assert count(store) == 1


def test_promise_9_signing_twice_under_one_id_is_one(store: Store) -> None:
    """The id is taken once, the fact is there once."""
    for expected in (Written(), Exists()):
        assert store.sign(web(NEW), led=NEW, free=(OLD,)) == expected
    assert count(store) == 1


def test_signers_of_one_pepper_are_taken_before_a_second_makes_ids(store: Store) -> None:
    """Whoever has facts and is no person, whomever an alias leads to; others are let be."""
    store.add_person(person(id="p1.known"), ("p1.alias",))
    for n in range(60):
        store.sign(web(f"p1.signer{n}"))
    store.sign(web("p1.known"))
    store.sign(web("p1.led", ask="other"), also="p1.second")
    store.sign(web(f"{TOMBSTONE}somebody"))
    assert store.take_signers() == 61
    assert store.taken(("p2.signer7", "p1.signer7")) == Taken(id="p1.signer7", owner="p1.signer7")
    assert store.taken(("p1.led",)) == Taken(id="p1.led", owner="p1.led")
    assert store.taken((f"{TOMBSTONE}somebody",)) is None
    assert store.alias("p1.known") is None and store.alias("p1.second") == "p1.led"
    assert store.take_signers() == 0


def test_an_erasure_gives_the_id_back_where_no_person_stays(store: Store) -> None:
    """An address that only signed leaves nothing, and may be somebody's again under any id."""
    store.sign(web(MAIL), led=MAIL, free=(NEW_MAIL,))
    store.forget(MAIL, iter(f"{TOMBSTONE}{n}" for n in range(9999)).__next__)
    assert store.taken((NEW_MAIL, MAIL)) is None
    assert [each.person for each in store.facts(DAY)] == [
        each.person for each in store.facts(DAY) if each.person.startswith(TOMBSTONE)
    ]
    assert store.take_signers() == 0


def test_promise_3_a_fact_that_is_refused_counts_nothing(store: Store) -> None:
    """Tallies are the sum of the facts."""
    store.add_person(person(id=OLD), (), (NEW,))
    decided = Decision(person=person(id=NEW), facts=(fact(person=NEW),))
    assert store.record(decided, reply(person=NEW), (OLD,)) == Stale()
    assert count(store) == 0 and list(store.facts(DAY)) == []
