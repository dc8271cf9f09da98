"""Claims and what becomes of them: the same on both stores."""

from dataclasses import replace
from typing import Any

import pytest

from chalicelib.domain.breaker import WaveCount
from chalicelib.domain.messages import Message
from chalicelib.domain.people import Person
from chalicelib.domain.retries import again
from chalicelib.ports import Exists, Stale, Store, Written
from tests.contract.store.samples import (
    DAY,
    consent,
    day,
    decision,
    fact,
    live_ask,
    message,
    minutes,
    person,
    reply,
)


@pytest.fixture
def asked(store: Store) -> Person:
    """p1 as stored, before any claim."""
    store.add_person(person())
    return person(version=1)


def test_a_claim_writes_person_and_message(store: Store, asked: Person) -> None:
    """Both in one: the live ask and the right to send it."""
    claimed = replace(asked, live=live_ask())
    assert store.claim(claimed, message(run="r1"), minutes(0)) == Written()
    assert store.person("p1") == replace(claimed, version=2)
    assert store.message(message().id) == message(run="r1")


def test_promise_1_an_opt_out_between_read_and_claim_makes_the_claim_stale(
    store: Store, asked: Person
) -> None:
    """The person's version guards the claim; nothing of it is written."""
    stop = decision(replace(asked, consent=consent("out", minutes(1))))
    assert store.record(stop, reply()) == Written()
    assert store.claim(asked, message(), minutes(2)) == Stale()
    assert store.message(message().id) is None


def test_promise_1_no_claim_of_one_who_is_out_even_with_their_version(
    store: Store, asked: Person
) -> None:
    """A caller that forgot to look at consent is stopped by the item itself."""
    out = replace(asked, consent=consent("out", minutes(1)))
    store.update_person(out)
    on_it = replace(asked, version=2)
    assert store.claim(on_it, message(), minutes(2)) == Stale()
    assert store.claim(replace(out, version=2), message(), minutes(2)) == Stale()
    assert store.message(message().id) is None
    assert store.person("p1") == replace(out, version=2)


def test_promise_1_a_claim_is_not_renewed_after_the_opt_out(store: Store, asked: Person) -> None:
    """The worker that asks before it sends learns of it; so does one of a stranger."""
    store.claim(asked, message(), minutes(0))
    assert store.renew_claim(message(), minutes(1)) is True
    stop = decision(replace(asked, consent=consent("out", minutes(1)), version=2))
    assert store.record(stop, reply()) == Written()
    assert store.renew_claim(message(), minutes(2)) is False
    assert store.renew_claim(message(person="p9"), minutes(2)) is False


@pytest.mark.parametrize(
    "moved",
    [{"state": "paused"}, {"waves": {"sign": "stopped"}}, {"ended": ("sign",)}, {"id": "d9"}],
)
def test_promise_6_a_claim_that_names_its_day_finds_it_as_it_was(
    store: Store, asked: Person, moved: dict[str, Any]
) -> None:
    """A pause, a wave that rests, an ask that ended make it stale, and nothing is written."""
    store.move_day(day(), day(ended=("attend",)))
    store.move_waves(day(), day(waves={"host": "paused"}))
    known = day(waves={"host": "paused"}, ended=("attend",))
    assert store.claim(asked, message(), minutes(1), "", replace(known, **moved)) == Stale()
    assert store.message(message().id) is None
    later = replace(known, next_due=minutes(9))
    assert store.claim(asked, message(), minutes(1), "", later) == Written()


def test_promise_2_one_claim_for_each_person_ask_and_nudge(store: Store, asked: Person) -> None:
    """The same text is never claimed again, on any version; the next nudge is another text."""
    assert store.claim(asked, message(), minutes(0)) == Written()
    assert store.claim(asked, message(), minutes(1)) == Exists()
    assert store.claim(replace(asked, version=2), message(), minutes(1)) == Exists()
    assert store.person("p1") == replace(asked, version=2)
    assert store.claim(replace(asked, version=2), message(n=1), minutes(1)) == Written()


def test_promise_2_a_stale_person_claims_nothing(store: Store, asked: Person) -> None:
    """A reply since the read wins; a stranger cannot be claimed."""
    store.update_person(asked)
    assert store.claim(asked, message(), minutes(0)) == Stale()
    assert store.claim(person(id="p9"), message(person="p9"), minutes(0)) == Stale()
    assert store.message(message().id) is None


@pytest.mark.parametrize(("proved", "expected"), [(True, Exists()), (False, Written())])
def test_promise_2_only_a_proved_act_suppresses_its_ask(
    store: Store, asked: Person, proved: bool, expected: object
) -> None:
    """A proved fact stops the claim on every channel; an unproved form stops nothing."""
    form = fact(channel="web", proved=proved)
    store.sign(form)
    assert store.claim(asked, message(), minutes(0), proof=form.key) == expected
    assert (store.message(message().id) is None) is proved


def test_a_claim_without_that_fact_goes_ahead(store: Store, asked: Person) -> None:
    """Nobody signed yet: the ask is sent."""
    assert store.claim(asked, message(), minutes(0), proof=fact().key) == Written()


def test_a_stale_person_is_said_before_a_proved_act(store: Store, asked: Person) -> None:
    """Read again and decide again: the newer person may know of the act."""
    store.sign(fact())
    store.update_person(asked)
    assert store.claim(asked, message(), minutes(0), proof=fact().key) == Stale()


def test_a_message_moves_from_the_status_it_was_read_in(store: Store, asked: Person) -> None:
    """Two reports of one message: the second must read again; nothing else of it changes."""
    store.claim(asked, message(run="r1"), minutes(0))
    sent = message(status="sent", sid="SM7", run="other")
    assert store.move_message(message(), sent) == Written()
    assert store.move_message(message(), message(status="unknown")) == Stale()
    failed = replace(sent, status="failed", code=30003)
    assert store.move_message(sent, failed) == Written()
    assert store.message(message().id) == replace(failed, run="r1")
    assert store.move_message(message(n=5), message(n=5, status="sent")) == Stale()


def test_promise_4_claims_without_outcome_are_found_by_their_lease(store: Store) -> None:
    """Oldest first, strictly before; sent and unknown ones and offers in an answer are not."""
    for number in range(6):
        who = person(id=f"p{number}")
        store.add_person(who)
        text = message(person=who.id, claimed_at=minutes(-number))
        store.claim(replace(who, version=1), text, minutes(number))
    offer = message(person="p0", ask="host", in_answer=True)
    store.record(decision(person(id="p0", version=2), offers=(offer,)), reply(person="p0"))
    for number, status in ((1, "unknown"), (2, "accepted")):
        before = message(person=f"p{number}", claimed_at=minutes(-number))
        store.move_message(before, replace(before, status=status))
    assert [one.person for one in store.claims_before(minutes(5), 10)] == ["p0", "p3", "p4"]
    assert [one.person for one in store.claims_before(minutes(9), 2)] == ["p0", "p3"]


def test_what_is_no_message_id_names_no_message(store: Store) -> None:
    """A made-up path of the status callback is not an error."""
    assert store.message("nonsense") is None
    assert store.message("a~b~c~d") is None


def test_messages_are_counted_by_ask_nudge_and_status(store: Store) -> None:
    """Every message of the day once, as it stands now."""
    for number in range(5):
        who = person(id=f"p{number}")
        store.add_person(who)
        store.claim(replace(who, version=1), message(person=who.id), minutes(0))
        store.claim(replace(who, version=2), message(person=who.id, n=1), minutes(0))
    store.claim(person(id="p0", version=3), message(person="p0", day="seas"), minutes(0))
    store.move_message(message(person="p0"), message(person="p0", status="delivered"))
    assert store.message_counts(DAY) == {
        "sign.0.claimed": 4,
        "sign.0.delivered": 1,
        "sign.1.claimed": 5,
    }


def test_outcomes_written_together_are_each_written_once(store: Store, asked: Person) -> None:
    """What a report moved meanwhile stays; the others are moved, and are claims no more."""
    store.claim(asked, message(), minutes(0))
    store.claim(replace(asked, version=2), message(n=1), minutes(0))
    told = message(status="delivered", sid="SM9")
    assert store.move_message(message(), told) == Written()
    moves = [
        (message(), message(status="accepted", sid="SM1")),
        (message(n=1), message(n=1, status="accepted", sid="SM2")),
        (message(n=7), message(n=7, status="accepted")),
    ]
    for _ in range(2):
        store.move_messages(moves)
    assert store.message(message().id) == told
    assert store.message(message(n=1).id) == message(n=1, status="accepted", sid="SM2")
    assert store.message(message(n=7).id) is None
    assert store.claims_before(minutes(1), 9) == []


def waiting(store: Store, asked: Person) -> Message:
    """A message that failed and waits until minute 30; its person has version 2."""
    store.claim(asked, message(), minutes(0))
    waits = message(status="retry", sid="SM1", code=30003, retry_at=minutes(30))
    assert store.move_message(message(), waits) == Written()
    return waits


def test_a_retry_is_found_when_it_is_due_and_claimed_once(store: Store, asked: Person) -> None:
    """It is a claim with a lease again, and waits no more."""
    waits = waiting(store, asked)
    assert store.retries_due(minutes(29), 9) == []
    assert store.retries_due(minutes(30), 9) == [waits]
    next_try, person_now = again(waits), replace(asked, version=2)
    assert store.claim_again(person_now, waits, next_try, minutes(31)) == Written()
    assert store.claim_again(person_now, waits, next_try, minutes(31)) == Exists()
    assert store.message(waits.id) == next_try
    assert store.retries_due(minutes(99), 9) == []
    assert store.claims_before(minutes(32), 9) == [next_try]
    assert store.person("p1") == person_now


def test_promise_1_no_retry_after_the_opt_out(store: Store, asked: Person) -> None:
    """Neither on the version read before it nor on the one after."""
    waits = waiting(store, asked)
    out = replace(asked, version=2, consent=consent("out", minutes(1)))
    store.update_person(out)
    for version in (2, 3):
        person_now = replace(asked, version=version)
        assert store.claim_again(person_now, waits, again(waits), minutes(31)) == Stale()
    assert store.message(waits.id) == waits


def test_a_retry_of_an_act_that_was_proved_is_not_claimed(store: Store, asked: Person) -> None:
    """They signed on another channel meanwhile."""
    waits = waiting(store, asked)
    store.record(decision(replace(asked, version=2), facts=(fact(proved=True),)), reply())
    person_now = replace(asked, version=3)
    claimed = store.claim_again(person_now, waits, again(waits), minutes(31), fact().key)
    assert claimed == Exists()


def test_a_retry_that_is_put_off_or_given_up_is_due_later_or_never(
    store: Store, asked: Person
) -> None:
    """The index follows the message."""
    waits = waiting(store, asked)
    later = replace(waits, retry_at=minutes(40))
    assert store.move_message(waits, later) == Written()
    assert store.retries_due(minutes(39), 9) == []
    assert store.retries_due(minutes(40), 9) == [later]
    assert store.move_message(later, replace(later, status="failed", retry_at=None)) == Written()
    assert store.retries_due(minutes(99), 9) == []


def test_a_waves_texts_and_failures_are_counted_by_turn(store: Store, asked: Person) -> None:
    """Texts with their outcomes, failures one by one; resumed, it counts from nought."""
    store.claim(asked, message(), minutes(0))
    store.move_messages([(message(), message(status="accepted", sid="SM1"))])
    assert store.count_failure(DAY, "sign", 0) == WaveCount(texts=1, failed=1)
    assert store.count_failure(DAY, "sign", 1) == WaveCount(texts=1, failed=2, filtered=1)
    store.restart_count(DAY, "sign")
    assert store.count_failure(DAY, "sign", 1) == WaveCount(failed=1, filtered=1, turn=1)
    assert store.count_failure(DAY, "host", 0) == WaveCount(failed=1)
