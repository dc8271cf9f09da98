"""Requests of people about themselves: written once, found by the tick, moved by one."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from chalicelib.domain.audits import Audit
from chalicelib.domain.subject_requests import SubjectRequest, begun, closed, ready
from chalicelib.ports import Exists, Stale, Store, Written
from tests.contract.store.samples import DAY, NOW


def a_request(**differs: Any) -> SubjectRequest:
    known = {"id": "r1", "day": DAY, "kind": "export", "subject": "p1"}
    return SubjectRequest(**{**known, "asked_at": NOW, "look_at": NOW, **differs})  # type: ignore[arg-type]


def test_a_request_is_written_once_with_its_entry(store: Store) -> None:
    """A second of that id changes nothing, and is not in the audit."""
    entry = Audit(id="a1", day=DAY, at=NOW, who="lea", act="export", subject="p1")
    assert store.ask_subject(a_request(), entry) == Written()
    assert store.ask_subject(a_request(subject="p2"), replace(entry, id="a2")) == Exists()
    assert store.subject_requests(DAY) == [a_request()]
    assert [each.id for each in store.audits(DAY, 9)] == ["a1"]
    assert store.subject_requests("") == []


def test_what_is_due_comes_earliest_first(store: Store) -> None:
    """Of every day and of none; what is closed never."""
    for name, day, at in (
        ("r1", DAY, NOW),
        ("r2", "", NOW - timedelta(minutes=1)),
        ("r3", DAY, None),
    ):
        store.ask_subject(a_request(id=name, day=day, look_at=at))
    assert store.subject_requests_due(NOW - timedelta(minutes=2), 9) == []
    assert [each.id for each in store.subject_requests_due(NOW, 9)] == ["r2", "r1"]
    assert [each.id for each in store.subject_requests_due(NOW, 1)] == ["r2"]


def test_two_ticks_begin_one_run(store: Store) -> None:
    """The second finds it moved; a closed one leads to nobody."""
    store.ask_subject(a_request())
    after = begun(a_request(), NOW)
    assert store.move_subject_request(a_request(), after) == Written()
    assert store.move_subject_request(a_request(), after) == Stale()
    assert store.move_subject_request(after, ready(after, NOW)) == Written()
    gone = closed(ready(after, NOW))
    assert store.move_subject_request(ready(after, NOW), gone) == Written()
    assert store.subject_requests(DAY) == [gone] and gone.subject == ""
    assert store.subject_requests_due(NOW + timedelta(days=9), 9) == []
