"""A web signature and what is written with it: the same on both stores."""

from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib.domain.confirmations import Confirmation
from chalicelib.domain.facts import Fact
from chalicelib.domain.suspects import Arrival, Limit, Source
from chalicelib.ports import Crowded, Exists, Store, Written
from tests.contract.store.samples import DAY, NOW, fact, minutes, person


def web(who: str, **differs: object) -> Fact:
    return fact(person=who, channel="web", proved=False, **differs)


def arrival(source: Source = "address", **differs: object) -> Arrival:
    of = {"mark": f"mark of {source}", "part": 57, "limit": Limit(burst=2, sustained=5)}
    return Arrival(source=source, until=NOW + timedelta(days=2), **{**of, **differs})  # type: ignore[arg-type]


def count(store: Store) -> int:
    return store.totals(DAY, NOW).of("sign.signed")


def test_a_source_gives_its_burst_and_no_more_until_the_next_ten_minutes(store: Store) -> None:
    """What is refused wrote nothing, above all no count."""
    for n in range(2):
        assert store.sign(web(f"p{n}"), arrivals=(arrival(),)) == Written()
    assert store.sign(web("p2"), arrivals=(arrival(),)) == Crowded("address")
    assert (count(store), len(list(store.facts(DAY)))) == (2, 2)
    assert store.sign(web("p2"), arrivals=(arrival(part=58),)) == Written()


def test_a_source_gives_its_day_and_no_more(store: Store) -> None:
    """However it spreads them; another source is not concerned."""
    for n in range(5):
        assert store.sign(web(f"p{n}"), arrivals=(arrival(part=n),)) == Written()
    assert store.sign(web("p5"), arrivals=(arrival(part=9),)) == Crowded("address")
    assert store.sign(web("p5"), arrivals=(arrival(mark="other", part=9),)) == Written()


def test_the_narrower_source_is_named_and_a_wide_one_is_a_limit_too(store: Store) -> None:
    """An address is taken before its network."""
    full = Limit(burst=1, sustained=9)
    both = (arrival(limit=full), arrival("network", limit=full))
    assert store.sign(web("p1"), arrivals=both) == Written()
    assert store.sign(web("p2"), arrivals=both) == Crowded("address")
    elsewhere = (arrival(mark="other", limit=full), both[1])
    assert store.sign(web("p2"), arrivals=elsewhere) == Crowded("network")


def test_no_limit_is_no_limit(store: Store) -> None:
    """0 stands for none."""
    for n in range(4):
        free = arrival(limit=Limit(burst=0, sustained=0))
        assert store.sign(web(f"p{n}"), arrivals=(free,)) == Written()


def test_who_signed_before_counts_against_nobody(store: Store) -> None:
    """Ten clicks of one person leave the others of their house their places."""
    for _ in range(10):
        store.sign(web("p1"), arrivals=(arrival(),))
    assert store.sign(web("p2"), arrivals=(arrival(),)) == Written()


def test_the_same_person_by_number_and_address_is_one(store: Store) -> None:
    """The address leads to the person from then on; signed under it before, it is the same."""
    assert store.sign(web("phone"), also="mail") == Written()
    assert store.alias("mail") == "phone"
    assert store.sign(web("other-mail")) == Written()
    assert store.sign(web("other-phone"), also="other-mail") == Exists()
    assert store.alias("other-mail") is None
    assert count(store) == 2


def test_an_address_given_with_a_number_that_has_signed_leads_to_it(store: Store) -> None:
    """So that the address alone does not sign again."""
    store.sign(web("phone"))
    assert store.sign(web("phone"), also="mail") == Exists()
    assert store.alias("mail") == "phone"
    assert count(store) == 1


def test_promise_10_an_address_that_is_somebody_s_stays_theirs(store: Store) -> None:
    """An unproved form takes no one's address; the number signs all the same."""
    store.add_person(person(id="owner"), ["mail"])
    assert store.sign(web("phone"), also="mail") == Written()
    assert store.alias("mail") == "owner"


@pytest.mark.parametrize("dropped", [False, True])
def test_a_letter_waits_until_somebody_takes_it(store: Store, dropped: bool) -> None:
    """Exactly one of those who drop it may send it."""
    letter = Confirmation(day=DAY, person="p1", language="fr", address=b"sealed", at=NOW)
    store.sign(web("p1", state="held", why="confirm"), letter=letter)
    assert store.letters_before(NOW, 10) == []
    assert store.letters_before(minutes(1), 10) == [letter]
    if dropped:
        assert (store.drop_letter(letter), store.drop_letter(letter)) == (True, False)
        assert store.letters_before(minutes(1), 10) == []


def test_who_signed_before_is_written_no_second_letter(store: Store) -> None:
    """Nobody's mailbox is filled by clicking again."""
    letter = Confirmation(day=DAY, person="p1", language="fr", address=b"sealed", at=NOW)
    store.sign(web("p1"))
    assert store.sign(web("p1", state="held"), letter=letter) == Exists()
    assert store.letters_before(minutes(1), 10) == []


def test_an_erasure_takes_the_letter_too(store: Store) -> None:
    """With the sealed address in it."""
    letter = Confirmation(day=DAY, person="p1", language="fr", address=b"sealed", at=NOW)
    store.sign(web("p1", state="held", why="confirm"), letter=letter)
    assert store.forget("p1", iter(f"t{n}" for n in range(99)).__next__).letters == 1
    assert store.letters_before(minutes(1), 10) == []


def test_totals_know_when_each_country_last_counted(store: Store) -> None:
    """What is held, or taken out, counts nothing and moves nothing."""
    store.sign(web("p1", country="FR", at=minutes(1)))
    store.sign(web("p2", country="FR", at=minutes(3)))
    store.sign(web("p3", country="PE", at=minutes(2)))
    store.sign(web("p4", country="GB", at=minutes(4), state="held"))
    (last,) = [one for one in store.facts(DAY) if one.person == "p2"]
    store.move_facts([(last, replace(last, state="invalid"))])
    assert store.totals(DAY, NOW).latest == {"FR": minutes(3), "PE": minutes(2)}
