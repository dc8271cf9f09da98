"""Erasing a person, on both stores: what is left, whatever leads to them and wherever it stops."""

from collections.abc import Callable
from dataclasses import replace
from itertools import count
from typing import Any

import pytest

from chalicelib.adapters.memory import MemoryStore
from chalicelib.domain.people import Consent, Person
from chalicelib.ports import Forgotten, Stale, Store
from tests.contract.store import samples
from tests.contract.store.samples import DAY, NOW, fact, minutes
from tests.privacy.world import ADA, BEN, LIST, MAIL, World

BESIDE = {"tokens": 1, "consents": 1}
TOKEN = "x7f2k9"
ALL = Forgotten(messages=1, replies=1, leaders=1, cases=1, aliases=1, texts=1, facts=3, **BESIDE)


@pytest.fixture
def world(store: Store) -> World:
    """Ada has a page of her own as well, has visited it, and said START once more."""
    world = World(store).lived()
    page = replace(world.person(ADA), token=TOKEN, new_token=True)
    again = Consent(state="in", at=NOW, source="sms", wording=b"sealed", terms="rivers v1")
    store.update_person(page.consenting(again))
    store.sign(fact(person=world.id(ADA), kind="visited", channel="link", proved=False))
    return world


def bare(world: World, number: str, version: int) -> Person:
    """A suppression: the keyed hash and the opt-out."""
    out = Consent(state="out", at=NOW, source="erased")
    return Person(id=world.id(number), consent=out, language="en", version=version)


@pytest.mark.parametrize("address", [ADA, MAIL])
def test_a_suppression_is_all_that_is_left(world: World, address: str) -> None:
    """By number or by mail: no number, name, standing, text, case, line; Ben has everything."""
    before = world.store.totals(DAY, NOW)
    done = world.erase(address)
    assert (done.known, done.suppressed, done.records, done.lines) == (True, True, ALL, 2)
    assert world.records.asked == [ADA]
    assert world.person(ADA) == bare(world, ADA, world.person(ADA).version)
    assert world.store.alias(world.id(MAIL)) is None
    assert world.store.owner_of(TOKEN) is None
    assert world.store.consent_history(world.id(ADA)) == []
    assert world.listed() == ["ben", "ben"]
    assert [r.person for r in world.store.recent_replies(DAY, 9)] == [world.id(BEN)]
    assert world.person(BEN).address and world.store.leader(DAY, world.id(BEN))
    assert world.store.totals(DAY, NOW) == before
    assert world.owners() & {world.id(ADA), world.id(MAIL)} == set()


@pytest.mark.parametrize("first", [ADA, MAIL])
@pytest.mark.parametrize("again", [ADA, MAIL])
def test_erasing_twice_changes_nothing_more(world: World, first: str, again: str) -> None:
    """Not even the suppression's version."""
    world.erase(first)
    version = world.person(ADA).version
    done = world.erase(again)
    assert (done.records, done.lines) == (Forgotten(), 0)
    assert world.person(ADA).version == version


@pytest.mark.parametrize("address", [ADA, MAIL])
@pytest.mark.parametrize("when", ["before", "after"])
def test_an_erasure_that_was_cut_off_is_finished_by_the_next(address: str, when: str) -> None:
    """At every call of the store, the bucket and the carrier, before or after it took effect."""
    for position in count():
        world = World(MemoryStore())
        world.store.launch(samples.day(), samples.plan())
        world.lived()
        before = world.store.totals(DAY, NOW)
        if not _cut(world, address, position, when):
            break
        world.erase(address)
        assert world.person(ADA) == bare(world, ADA, world.person(ADA).version), position
        assert world.listed() == ["ben", "ben"], position
        assert world.records.asked, position
        assert world.owners() & {world.id(ADA), world.id(MAIL)} == set(), position
        assert world.store.aliases_of(world.id(ADA)) == [], position
        assert world.store.totals(DAY, NOW) == before, position
    assert position >= 12


class CutError(Exception):
    """The command is interrupted."""


def _cut(world: World, address: str, position: int, when: str) -> bool:
    """Whether there was a call of that number to be cut off at."""
    calls = count()
    try:
        world.erase(address, lambda port: Cutting(port, calls, position, when))
    except CutError:
        return True
    return False


class Cutting:
    """A port whose call of one number over all ports raises, before or after it took effect."""

    def __init__(self, port: Any, calls: "count[int]", position: int, when: str) -> None:
        self._port, self._calls, self._position, self._when = port, calls, position, when

    def __getattr__(self, name: str) -> Callable[..., Any]:
        def call(*given: Any, **named: Any) -> Any:
            here = next(self._calls) == self._position
            if here and self._when == "before":
                raise CutError
            answer = getattr(self._port, name)(*given, **named)
            if here:
                raise CutError
            return answer

        return call


def test_promise_1_a_send_decided_before_the_erasure_claims_nothing_after_it(world: World) -> None:
    """The worker's copy is stale, and so is a fresh one: they are out."""
    ben = world.person(BEN)
    world.erase(BEN)
    nudge = samples.message(person=ben.id, n=1)
    assert world.store.claim(ben, nudge, minutes(1)) == Stale()
    assert world.store.claim(world.person(BEN), nudge, minutes(1)) == Stale()
    assert not world.store.renew_claim(samples.message(person=ben.id), minutes(1))


def test_promise_10_no_list_brings_the_erased_back(world: World) -> None:
    """The same list again: opted out, on no roster, without number, name or alias."""
    world.erase(ADA)
    report = world.imported(LIST)
    assert (report.opted_out, report.known) == (1, 1)
    assert world.person(ADA) == bare(world, ADA, world.person(ADA).version)
    assert world.store.aliases_of(world.id(ADA)) == []
    assert world.listed() == ["ben", "ben"]


def test_promise_10_an_earlier_opt_out_keeps_its_instant(world: World) -> None:
    """Erasing is no newer word of theirs."""
    out = Consent(state="out", at=minutes(-9), source="sms")
    world.store.update_person(replace(world.person(BEN), consent=out))
    world.erase(BEN)
    assert world.person(BEN).consent == replace(out, source="erased")


def test_what_changes_meanwhile_is_erased_too(world: World) -> None:
    """A text of theirs moves the person under the command: it reads again and goes on."""
    done = world.erase(ADA, lambda port: Busy(port, world.id(ADA)))
    assert done.suppressed
    assert world.person(ADA) == bare(world, ADA, world.person(ADA).version)


class Busy:
    """A store in which someone else writes the person between read and write, a few times."""

    def __init__(self, port: Any, person: str) -> None:
        self._port, self._person, self._left = port, person, 3

    def update_person(self, person: Person) -> Any:
        if self._left:
            self._left -= 1
            self._port.update_person(self._port.person(self._person))
        return self._port.update_person(person)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._port, name)


def test_of_a_number_that_is_not_known_a_suppression_stays(world: World) -> None:
    """Whoever asks to be left alone is, whatever list comes later."""
    stranger = "+12125550125"
    done = world.erase(stranger)
    assert (done.known, done.suppressed, done.records) == (False, True, Forgotten())
    assert world.person(stranger) == bare(world, stranger, 1)


def test_of_an_address_that_signed_on_the_web_nothing_stays(world: World) -> None:
    """It is never texted, so it needs no suppression; its signature counts on."""
    world.store.sign(fact(person=world.id("sol@example.org"), channel="web", proved=False))
    done = world.erase("sol@example.org")
    assert (done.known, done.suppressed, done.records) == (True, False, Forgotten(facts=1))
    assert done.carrier is None
    assert world.store.person(world.id("sol@example.org")) is None
