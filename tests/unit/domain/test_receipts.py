"""What SES tells of a packet's mail, in any order and as often as it likes."""

from datetime import UTC, datetime
from itertools import combinations
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.deliveries import MAILED, Delivery, DeliveryState, ReceiptKind
from chalicelib.domain.receipts import Receipt, receipt_of, received, returned
from tests.support.mail_events import KINDS, ses_event

AT = datetime(2027, 3, 23, 12, tzinfo=UTC)
RECEIPTS = get_args(ReceiptKind)
IN_ORDER = ("claimed", "unknown", "refused", "sent", "delivered", "bounced")


def delivery(state: DeliveryState = "sent", mail_id: str = "m1") -> Delivery:
    return Delivery(
        day="rivers",
        trigger="vote",
        target="minister",
        state=state,
        claimed_at=AT,
        lease_at=AT,
        mail_id=mail_id,
    )


def receipt(kind: ReceiptKind, mail_id: str = "m1") -> Receipt:
    told = {"day": "rivers", "trigger": "vote", "target": "minister"}
    return Receipt(**told, kind=kind, mail_id=mail_id, mailed_at=AT)


def after(kinds: tuple[ReceiptKind, ...], begun: Delivery) -> Delivery:
    for kind in kinds:
        begun = received(begun, receipt(kind))
    return begun


@given(st.lists(st.sampled_from(RECEIPTS), max_size=12), st.randoms(), st.sampled_from(MAILED))
def test_promise_9_order_and_repeats_change_nothing(kinds, random, state) -> None:  # type: ignore[no-untyped-def]
    """The same set of receipts ends in the same delivery."""
    shuffled = [*kinds, *kinds[: len(kinds) // 2]]
    random.shuffle(shuffled)
    begun = delivery(state, "m1" if state == "sent" else "")
    assert after(tuple(shuffled), begun) == after(tuple(dict.fromkeys(kinds)), begun)


@pytest.mark.parametrize("kinds", [k for n in (1, 2, 3) for k in combinations(RECEIPTS, n)])
def test_promise_4_a_receipt_never_leads_back(kinds: tuple[ReceiptKind, ...]) -> None:
    """What arrived is not merely sent any more, and a hard bounce stays."""
    states = [after(kinds[:n], delivery()).state for n in range(len(kinds) + 1)]
    if "bounce" in kinds or "reject" in kinds:
        assert states[-1] == "bounced"
    elif "delivery" in kinds or "complaint" in kinds:
        assert states[-1] == "delivered"
    firm = [s for s in states if s != "bounced" or {"bounce", "reject"} & set(kinds)]
    assert firm == sorted(firm, key=IN_ORDER.index) or "soft_bounce" in kinds


@pytest.mark.parametrize(
    ("kinds", "state"),
    [
        (("send",), "sent"),
        (("delivery",), "delivered"),
        (("bounce",), "bounced"),
        (("soft_bounce",), "bounced"),
        (("soft_bounce", "delivery"), "delivered"),
        (("delivery", "bounce"), "bounced"),
        (("complaint",), "delivered"),
        (("reject",), "bounced"),
    ],
)
def test_an_unknown_mail_is_settled_by_its_receipt(
    kinds: tuple[ReceiptKind, ...], state: DeliveryState
) -> None:
    """A mail of which nobody knew whether it went; its id and instant come with the receipt."""
    told = after(kinds, delivery("unknown", ""))
    assert (told.state, told.mail_id, told.sent_at) == (state, "m1", AT)


def test_another_mails_receipt_and_one_of_no_mail_move_nothing() -> None:
    """A day of the same name that was there before; a packet that bearers carry."""
    assert received(delivery(), receipt("bounce", "m2")) == delivery()
    carried = delivery("rostered", "")
    assert received(carried, receipt("bounce")) == carried


def test_who_must_be_told_is_told_once_for_each_cause() -> None:
    """A mail that came back, and one that was called spam."""
    back, spam = after(("bounce",), delivery()), after(("complaint",), delivery())
    found = [returned(each, AT) for each in (back, spam, delivery("delivered"))]
    assert [case.id if case else "" for case in found] == [
        "mail.vote.minister.bounced",
        "mail.vote.minister.complaint",
        "",
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_ses_events_are_read(kind: str) -> None:
    """Its own form; no address is kept of it."""
    found = receipt_of(ses_event(kind, "rivers_vote_minister", "m1"))
    assert found and (found.day, found.trigger, found.target) == ("rivers", "vote", "minister")
    assert (found.kind, found.mail_id) == (kind.lower(), "m1")
    assert "ministere" not in repr(found)


def test_a_bounce_that_is_not_permanent_is_soft() -> None:
    """A full mailbox, an automatic answer."""
    event = ses_event("Bounce", "rivers_vote_minister", "m1", bounceType="Transient")
    found = receipt_of(event)
    assert found and found.kind == "soft_bounce"


def test_other_mails_and_other_events_are_left_alone() -> None:
    """A code to sign in with, a confirmation, a mail that was opened."""
    assert receipt_of(ses_event("Bounce", "login", "m1")) is None
    opened = ses_event("Send", "rivers_vote_minister", "m1") | {"eventType": "Open"}
    assert receipt_of(opened) is None
    with pytest.raises(KeyError):
        receipt_of({"hello": "world"})
