"""Persons, aliases and their consent: the same on both stores."""

from dataclasses import replace

from chalicelib.ports import Exists, Stale, Store, Written
from tests.contract.store.samples import (
    consent,
    decision,
    live_ask,
    message,
    minutes,
    person,
    reply,
)


def test_a_person_reads_back_with_all_they_are(store: Store) -> None:
    """Every field survives; each write moves the version on by one."""
    whole = person(
        country="FR",
        region="BRE",
        zone="Europe/Paris",
        address=b"\x00sealed",
        name=b"sealed",
        standing=("active", "hosted-before"),
        live=live_ask(n=1, deferred=True, unclear=1),
        suspended=live_ask(ask="host"),
        asks={"rivers/sign": "signed", "seas/sign": "asked"},
    )
    assert store.add_person(whole) == Written()
    assert store.person("p1") == replace(whole, version=1)


def test_an_unknown_person_is_nobody(store: Store) -> None:
    """Neither a person nor an alias is made up."""
    assert store.person("p1") is None
    assert store.alias("a1") is None


def test_promise_10_an_import_never_replaces_a_person(store: Store) -> None:
    """Neither consent nor anything else of a person who is there is overwritten."""
    out = person(consent=consent("out", minutes(1)))
    store.add_person(out)
    assert store.add_person(person(consent=consent("in", minutes(2)))) == Exists()
    assert store.add_person(person(language="en"), aliases=["a1"]) == Exists()
    assert store.person("p1") == replace(out, version=1)
    assert store.alias("a1") is None


def test_promise_10_a_stranger_who_joins_does_not_overwrite_a_suppression(store: Store) -> None:
    """A decision about nobody is stale once somebody is there, whatever brought them."""
    store.add_person(person(consent=consent("out")))
    assert store.record(decision(person(version=0)), reply()) == Stale()
    assert store.update_person(person(version=0)) == Stale()
    stored = store.person("p1")
    assert stored and stored.opted_out


def test_an_alias_leads_to_its_person(store: Store) -> None:
    """An alias that belongs to another stays theirs, and the person is written all the same."""
    assert store.add_person(person(), aliases=["a1"]) == Written()
    assert store.add_person(person(id="p2"), aliases=["a1", "a2"]) == Written()
    assert (store.alias("a1"), store.alias("a2")) == ("p1", "p2")
    assert store.person("p2")


def test_persons_are_read_many_at_once(store: Store) -> None:
    """More than one batch, with strangers and repeats among them."""
    for number in range(103):
        store.add_person(person(id=f"p{number}"))
    asked = ["p0", *(f"p{number}" for number in range(205))]
    found = store.persons(iter(asked))
    assert set(found) == {f"p{number}" for number in range(103)}
    assert found["p7"] == person(id="p7", version=1)
    assert store.persons([]) == {}


def test_a_person_who_moved_is_not_overwritten(store: Store) -> None:
    """Two decisions on one version: the second is stale."""
    store.add_person(person())
    assert store.update_person(person(language="en", version=1)) == Written()
    assert store.update_person(person(language="es", version=1)) == Stale()
    assert store.person("p1") == person(language="en", version=2)
    assert store.update_person(person(id="p2", version=3)) == Stale()


def test_a_renewed_claim_does_not_move_the_person(store: Store) -> None:
    """A reply decided before the renewal is still written."""
    store.add_person(person())
    store.claim(person(version=1), message(), minutes(0))
    assert store.renew_claim(message(), minutes(1))
    assert store.person("p1") == person(version=2)
    assert store.record(decision(person(version=2)), reply()) == Written()
