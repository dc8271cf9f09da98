"""All that is held of a person: what an export shows is what an erasure deletes."""

from dataclasses import fields, replace
from itertools import count

from chalicelib.domain.confirmations import Confirmation
from chalicelib.ports import Forgotten, Held, KeptText, Store
from tests.contract.store.samples import (
    DAY,
    NOW,
    case,
    consent,
    decision,
    fact,
    leader,
    message,
    minutes,
    person,
    reply,
)
from tests.contract.store.test_store_voices import voice

BEFORE = replace(consent("in", minutes(-1)), wording=b"sealed", terms="v3")


def lived(store: Store) -> None:
    """Someone with one of everything, beside someone else with the same."""
    for who in ("p1", "p2"):
        known = person(id=who, consent=BEFORE)
        store.add_person(known, aliases=[f"alias-{who}"])
        drawn = replace(known, version=1, token=f"token{who}", new_token=True)
        store.claim(drawn, message(person=who), NOW)
        moved = replace(known, version=2, token=f"token{who}").consenting(consent("out"))
        of_theirs = {
            "cases": (case(id=f"unclear.{who}", person=who),),
            "leader": leader(person=who),
        }
        store.record(decision(moved, **of_theirs), reply(person=who))
        store.keep_text(f"SM{who}", b"kept", who, NOW)
        store.sign(fact(person=who), letter=letter(who), voices=[voice(person=who)])


def letter(person: str) -> Confirmation:
    return Confirmation(day=DAY, person=person, language="en", address=b"sealed", at=NOW)


def test_everything_of_a_person_is_shown_and_nothing_of_another(store: Store) -> None:
    """As it was written, kind by kind."""
    lived(store)
    assert store.held("p1") == Held(
        messages=(message(person="p1"),),
        replies=(reply(person="p1"),),
        leaders=(leader(person="p1"),),
        cases=(case(id="unclear.p1", person="p1"),),
        aliases=("alias-p1",),
        tokens=("tokenp1",),
        consents=(BEFORE,),
        texts=(KeptText(sid="SMp1", sealed=b"kept", at=NOW),),
        letters=(letter("p1"),),
        voices=(voice(person="p1"),),
        facts=(fact(person="p1"),),
    )
    assert store.held("p3") == Held()


def test_what_is_shown_is_what_an_erasure_deletes(store: Store) -> None:
    """The same kinds, by name, and nothing left of any."""
    assert [each.name for each in fields(Held)] == [each.name for each in fields(Forgotten)]
    lived(store)
    shown = store.held("p1")
    drawn = count()
    forgotten = store.forget("p1", lambda: f"erased.{next(drawn)}")
    for each in fields(Held):
        assert getattr(forgotten, each.name) == len(getattr(shown, each.name)) == 1
    assert store.held("p1") == Held()
