"""Acts of the desk and one person's story: the same on both stores."""

from dataclasses import replace
from typing import Any

from chalicelib.domain.audits import Audit
from chalicelib.domain.messages import DESK_REPLY
from chalicelib.domain.subject_requests import SubjectRequest
from chalicelib.ports import Exists, Stale, Store, Written
from tests.contract.store.samples import (
    DAY,
    NOW,
    case,
    consent,
    day,
    decision,
    fact,
    message,
    minutes,
    person,
    reply,
)


def entry(**differs: Any) -> Audit:
    who = {"day": DAY, "at": NOW, "who": "p1.lea", "act": "open_case"}
    return Audit(**{"id": "a1", **who, **differs})


def test_acts_are_listed_newest_first(store: Store) -> None:
    """As many as asked for, of that day only; nothing of them is lost on the way."""
    full = entry(id="a2", at=minutes(2), act="reply", subject="p1", case="c1", detail="sent")
    for one in (entry(), full, entry(id="a3", at=minutes(1)), entry(id="a4", day="seas")):
        store.audit(one)
    assert store.audits(DAY, 2) == [full, entry(id="a3", at=minutes(1))]
    assert len(store.audits(DAY, 9)) == 3
    assert store.audits("hills", 9) == []


def test_what_was_done_to_somebody_is_found_over_all_days(store: Store) -> None:
    """Oldest first, nothing of another's, and no request of theirs among it."""
    other = entry(id="a9", day="hills", at=minutes(-5), subject="p1")
    for one in (entry(id="a1", subject="p1"), other, entry(id="a2", subject="p2")):
        store.audit(one)
    store.ask_subject(SubjectRequest(id="r", day=DAY, kind="export", subject="p1", asked_at=NOW))
    assert store.audits_of("p1") == [other, entry(id="a1", subject="p1")]


def test_two_acts_at_one_instant_are_both_kept(store: Store) -> None:
    """Their ids differ."""
    store.audit(entry(id="a1"))
    store.audit(entry(id="a2"))
    assert {one.id for one in store.audits(DAY, 9)} == {"a1", "a2"}


def test_an_erasure_leaves_what_was_done_at_the_desk(store: Store) -> None:
    """Who looked at whom stays answerable: the keyed hash is all there is of the person."""
    store.audit(entry(subject="p1"))
    store.forget("p1", lambda: "erased.1")
    assert store.audits(DAY, 9) == [entry(subject="p1")]


def test_a_case_moves_from_the_state_it_was_read_in(store: Store) -> None:
    """Assigned, answered, closed, each with its act; a second hand is told that it moved."""
    store.open_case(case(detail="first"))
    read = store.cases(DAY)[0]
    taken = replace(read, assignee="p1.lea")
    assert store.move_case(read, taken, entry(act="assign")) == Written()
    assert store.move_case(read, replace(read, assignee="p1.sam"), entry(id="a2")) == Stale()
    closed = replace(taken, first_reply_at=minutes(1), outcome="wrong", closed_at=minutes(2))
    assert store.move_case(taken, closed) == Written()
    assert store.cases(DAY) == [closed]
    assert store.move_case(case(id="c9"), case(id="c9", outcome="wrong"), entry(id="a3")) == Stale()
    assert [one.act for one in store.audits(DAY, 9)] == ["assign"]


def test_a_case_that_is_given_back_has_nobody(store: Store) -> None:
    """An empty assignee is written as none."""
    store.open_case(case(assignee="p1.lea"))
    assert store.move_case(case(assignee="p1.lea"), case()) == Written()
    assert store.cases(DAY) == [case()]


def test_promise_10_a_person_is_hushed_with_the_act_or_not_at_all(store: Store) -> None:
    """Nobody of that number yet: added. Moved meanwhile: neither is written."""
    out = person(consent=consent("out"))
    assert store.hush(out, entry(act="hush")) == Written()
    assert store.hush(out, entry(id="a2", act="hush")) == Stale()
    stored = store.person("p1")
    assert stored is not None and stored.opted_out and stored.version == 1
    assert store.hush(replace(stored, language="en"), entry(id="a3", act="hush")) == Written()
    assert sorted(one.id for one in store.audits(DAY, 9)) == ["a1", "a3"]


def test_a_steered_day_is_written_with_its_act_or_not_at_all(store: Store) -> None:
    """The day's state and one wave's."""
    paused = day(state="paused")
    assert store.move_day(day(), paused, entry(act="pause")) == Written()
    assert store.move_day(day(), paused, entry(id="a2", act="pause")) == Stale()
    resting = replace(paused, waves={"sign": "paused"})
    assert store.move_waves(paused, resting, entry(id="a3", act="pause_wave")) == Written()
    assert store.move_waves(paused, resting, entry(id="a4", act="pause_wave")) == Stale()
    assert sorted(one.act for one in store.audits(DAY, 9)) == ["pause", "pause_wave"]


def test_a_persons_story_is_theirs_alone_and_oldest_first(store: Store) -> None:
    """Replies, texts and facts; another person's are left out."""
    for who in ("p1", "p2"):
        store.add_person(person(id=who))
        for n in (1, 0):
            stored = store.person(who)
            assert stored
            texted = message(person=who, n=n, claimed_at=minutes(n))
            store.claim(stored, texted, NOW)
        stored = store.person(who)
        assert stored
        counted = decision(stored, facts=(fact(person=who),))
        store.record(counted, reply(person=who, sid=f"SM2{who}", at=minutes(3)))
        stored = store.person(who)
        assert stored
        store.record(decision(stored), reply(person=who, sid=f"SM1{who}", at=minutes(2)))
    assert [one.sid for one in store.replies_of("p1")] == ["SM1p1", "SM2p1"]
    assert [(one.person, one.n) for one in store.messages_of("p1")] == [("p1", 0), ("p1", 1)]
    keys = [fact().key, fact(kind="declined").key, fact().key]
    assert store.facts_of("p1", DAY, keys) == [fact()]
    assert store.replies_of("p9") == [] and store.messages_of("p9") == []


def test_texts_of_the_desk_are_counted_together(store: Store) -> None:
    """Their numbers are drawn and say nothing; the words stay sealed with the text."""
    for n in (7351, 9922):
        store.add_person(person())
        stored = store.person("p1")
        assert stored
        texted = message(ask=DESK_REPLY, n=n, case="c1", text=b"sealed")
        assert store.claim(stored, texted, NOW) == Written()
        assert store.claim(stored, texted, NOW) in (Exists(), Stale())
        assert store.message(texted.id) == texted
    assert store.message_counts(DAY) == {"desk_reply.0.claimed": 2}
