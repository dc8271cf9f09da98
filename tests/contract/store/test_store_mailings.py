"""Mails to the desk: the same on both stores."""

from dataclasses import replace
from typing import Any

from chalicelib.domain.mailings import Mailing
from chalicelib.ports import Exists, Stale, Store, Written
from tests.contract.store.samples import DAY, minutes


def mailing(**differs: Any) -> Mailing:
    of_lea = {"day": DAY, "name": "report.1", "to": "a1", "claimed_at": minutes(1)}
    return Mailing(**{**of_lea, **differs})


def test_promise_4_a_mail_is_claimed_once(store: Store) -> None:
    """Another coordinator, and another revision, are other mails."""
    assert store.claim_mailing(mailing()) == Written()
    assert store.claim_mailing(mailing(claimed_at=minutes(2))) == Exists()
    assert store.claim_mailing(mailing(to="b2")) == Written()
    assert store.claim_mailing(mailing(name="report.2")) == Written()
    found = [(each.name, each.to) for each in store.mailings(DAY)]
    assert found == [("report.1", "a1"), ("report.1", "b2"), ("report.2", "a1")]
    assert store.mailings("seas") == []


def test_promise_4_a_mail_moves_from_the_state_it_was_read_in(store: Store) -> None:
    """Whoever settled it first has settled it."""
    store.claim_mailing(mailing())
    sent = replace(mailing(), state="sent", mail_id="m1")
    assert store.move_mailing(mailing(), sent) == Written()
    assert store.move_mailing(mailing(), replace(mailing(), state="unknown")) == Stale()
    assert store.mailings(DAY) == [sent]
    assert store.move_mailing(mailing(to="nobody"), sent) == Stale()
