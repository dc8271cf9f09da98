"""Names and testimonies that people gave to be passed on."""

from dataclasses import replace
from typing import Any

from chalicelib.domain.audits import Audit
from chalicelib.domain.facts import slot_of
from chalicelib.domain.voices import Voice
from chalicelib.ports import Exists, Stale, Store, Written
from tests.contract.store.samples import DAY, NOW, decision, fact, minutes, person, reply

ENTRY = Audit(id="a1", day=DAY, at=NOW, who="login", act="pass_story", subject="p1")


def voice(**differs: Any) -> Voice:
    known: dict[str, Any] = {
        "day": DAY,
        "kind": "story",
        "person": "p1",
        "at": NOW,
        "language": "fr",
        "country": "FR",
        "channel": "web",
        "terms": "d v1",
        "state": "waiting",
        "words": b"sealed",
    }
    return Voice(**{**known, **differs})


def test_a_reply_gives_a_voice_and_a_newer_one_takes_its_place(store: Store) -> None:
    """With the reply, in one write; each kind for itself."""
    store.add_person(person())
    known = replace(person(), version=1)
    store.record(decision(known, voice=voice(kind="name", state="passed")), reply())
    assert store.voice(DAY, "name", "p1") == voice(kind="name", state="passed")
    assert store.voice(DAY, "story", "p1") is None
    later = voice(kind="name", state="withdrawn", words=b"", at=minutes(1))
    store.record(decision(replace(known, version=2), voice=later), reply(sid="SM2"))
    assert store.voice(DAY, "name", "p1") == later


def test_a_voice_of_a_refused_reply_is_not_kept(store: Store) -> None:
    """All or nothing."""
    store.add_person(person())
    stale = replace(person(), version=7)
    assert store.record(decision(stale, voice=voice()), reply()) == Stale()
    assert store.voice(DAY, "story", "p1") is None


def test_a_form_adds_a_voice_and_overwrites_none(store: Store) -> None:
    """What a person's own phone gave, or took back, no form changes; the signature counts."""
    taken_back = voice(state="withdrawn", words=b"")
    assert store.add_voice(taken_back) == Written()
    assert store.sign(fact(), voices=[voice(), voice(kind="name")]) == Written()
    assert store.voice(DAY, "story", "p1") == taken_back
    assert store.voice(DAY, "name", "p1") == voice(kind="name")
    assert store.add_voice(voice(at=minutes(5))) == Exists()
    assert store.totals(DAY, NOW).of("sign.signed") == 1


def test_a_moderator_moves_what_they_read(store: Store) -> None:
    """Not another's words that came meanwhile; the act is in the audit with it."""
    store.add_voice(voice())
    passed = voice(state="passed")
    assert store.move_voice(voice(at=minutes(-1)), passed, ENTRY) == Stale()
    assert store.move_voice(voice(), passed, ENTRY) == Written()
    assert store.move_voice(voice(), passed, ENTRY) == Stale()
    assert store.voice(DAY, "story", "p1") == passed
    assert [entry.act for entry in store.audits(DAY, 9)] == ["pass_story"]


def test_testimonies_are_listed_by_state_and_read_by_slot(store: Store) -> None:
    """The newest first; names are in no list of testimonies."""
    people = [f"p{n}" for n in range(6)]
    for n, who in enumerate(people):
        store.add_voice(voice(person=who, at=minutes(n)))
        store.add_voice(voice(person=who, kind="name", state="passed"))
    assert [each.person for each in store.stories(DAY, "waiting", 4)] == people[:1:-1]
    assert store.stories(DAY, "passed", 4) == []
    slots = store.day(DAY).slots  # type: ignore[union-attr]
    by_slot = [list(store.voices_in(DAY, slot, "story")) for slot in range(slots)]
    assert sorted(each.person for some in by_slot for each in some) == people
    for slot, some in enumerate(by_slot):
        assert all(slot_of(each.person, slots) == slot for each in some)
