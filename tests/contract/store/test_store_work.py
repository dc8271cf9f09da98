"""Deliveries, leaders, cases: the same on both stores."""

from dataclasses import replace

from chalicelib.ports import Exists, Stale, Store, Written
from tests.contract.store.samples import (
    DAY,
    case,
    decision,
    delivery,
    leader,
    minutes,
    person,
    reply,
)


def test_promise_4_one_packet_for_each_trigger_and_target(store: Store) -> None:
    """The key itself forbids a second claim, whatever became of the first."""
    assert store.claim_delivery(delivery()) == Written()
    assert store.claim_delivery(delivery(claimed_at=minutes(1))) == Exists()
    assert store.delivery(DAY, "ten", "minister") == delivery()
    unknown = delivery(state="unknown", packet="packets/x.pdf", sha256="ab")
    assert store.move_delivery(delivery(), unknown) == Written()
    assert store.claim_delivery(delivery()) == Exists()
    assert store.delivery(DAY, "ten", "meps") is None


def test_promise_4_a_delivery_moves_from_the_state_it_was_read_in(store: Store) -> None:
    """The late outcome of a claim that was given up is stale."""
    store.claim_delivery(delivery())
    store.move_delivery(delivery(), delivery(state="unknown"))
    sent = delivery(state="sent", sent_at=minutes(1), mail_id="m1", signatures=10)
    assert store.move_delivery(delivery(), sent) == Stale()
    assert store.move_delivery(delivery(target="meps"), sent) == Stale()
    assert store.deliveries(DAY) == [delivery(state="unknown")]


def test_deliveries_of_a_day_are_listed_by_trigger_and_target(store: Store) -> None:
    """Every trigger's, and only that day's."""
    for trigger, target in (("ten", "minister"), ("noon", "meps"), ("noon", "mayor")):
        store.claim_delivery(delivery(trigger=trigger, target=target))
    store.claim_delivery(delivery(day="seas"))
    listed = [(one.trigger, one.target) for one in store.deliveries(DAY)]
    assert listed == [("noon", "mayor"), ("noon", "meps"), ("ten", "minister")]


def test_leaders_are_found_when_due(store: Store) -> None:
    """Earliest first, as many as asked for; those with nothing due are not found."""
    dues = {"p1": minutes(3), "p2": minutes(1), "p3": None, "p4": minutes(2)}
    for who, due in dues.items():
        raise_hand(store, who, due)
    raise_hand(store, "p5", minutes(0), day="seas")
    assert [one.person for one in store.leaders_due(DAY, minutes(2), 9)] == ["p2", "p4"]
    assert [one.person for one in store.leaders_due(DAY, minutes(9), 1)] == ["p2"]
    assert store.next_leader_due(DAY) == minutes(1)
    assert store.next_leader_due("hills") is None
    assert [one.person for one in store.leaders(DAY)] == ["p1", "p2", "p3", "p4"]


def test_a_leader_moves_from_state_and_steps_done(store: Store) -> None:
    """Two follow-ups of one step: the second is stale and opens no case."""
    raise_hand(store, "p1", minutes(60))
    first = store.leader(DAY, "p1")
    assert first == leader()
    kit = leader(state="equipped", done=("kit",), due_at=minutes(90))
    assert store.move_leader(leader(), kit) == Written()
    assert store.move_leader(leader(), kit) == Stale()
    assert store.move_leader(leader(state="equipped"), kit, case()) == Stale()
    assert store.cases(DAY) == []
    assert store.move_leader(kit, replace(kit, done=("kit", "ready"), due_at=None)) == Written()
    assert store.next_leader_due(DAY) is None
    assert store.move_leader(leader(person="p9"), leader(person="p9")) == Stale()


def test_a_quiet_leader_becomes_one_case(store: Store) -> None:
    """The case is written with the leader; one that is there stays as it is."""
    raise_hand(store, "p1", minutes(1))
    store.open_case(case(detail="first"))
    to_call = leader(state="to_call", due_at=None)
    assert store.move_leader(leader(due_at=minutes(1)), to_call, case(detail="2")) == Written()
    assert store.cases(DAY) == [case(detail="first")]
    again = replace(to_call, state="reported", amount=8)
    assert store.move_leader(to_call, again, case(id="c2", kind="quiet_leader")) == Written()
    assert len(store.cases(DAY)) == 2
    assert store.leader(DAY, "p1") == again


def test_the_same_cause_opens_one_case(store: Store) -> None:
    """And closes it once."""
    assert store.open_case(case(detail="first")) == Written()
    assert store.open_case(case()) == Exists()
    closed = case(closed_at=minutes(1), outcome="settled")
    assert store.move_case(case(), closed) == Written()
    assert store.move_case(case(), closed) == Stale()
    assert store.open_case(case()) == Exists()
    assert store.cases(DAY) == [replace(closed, detail="first")]


def test_cases_come_open_ones_first_and_oldest_first(store: Store) -> None:
    """What waits longest is on top."""
    for name, opened in (("late", 3), ("done", 0), ("early", 1)):
        store.open_case(case(id=name, opened_at=minutes(opened)))
    store.move_case(case(id="done"), case(id="done", closed_at=minutes(4)))
    store.open_case(case(id="elsewhere", day="seas"))
    assert [one.id for one in store.cases(DAY)] == ["early", "late", "done"]


def raise_hand(store: Store, who: str, due: object, day: str = DAY) -> None:
    """A leader as a reply writes them."""
    raised = leader(day=day, person=who, due_at=due)
    store.record(decision(person(id=who), leader=raised), reply(person=who, sid=f"SM-{who}"))
