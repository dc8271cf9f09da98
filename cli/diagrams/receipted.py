"""The moves of a delivery by the receipts of its mail: found by giving it each."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, get_args

from chalicelib.domain.deliveries import MAILED, Delivery, DeliveryState, ReceiptKind
from chalicelib.domain.receipts import Receipt, received

AT = datetime(2014, 6, 5, 17, tzinfo=UTC)
NAMED: dict[str, Any] = {"day": "day", "trigger": "trigger", "target": "target"}
SAID = {
    ("sent", "delivered"): "its server took it",
    ("sent", "bounced"): "it came back, a case",
    ("unknown", "sent"): "a receipt tells that it went",
    ("delivered", "bounced"): "it came back after all, a case",
    ("bounced", "delivered"): "a full mailbox took it later",
}
"""Those worth drawing: the others are these, told of at once."""


def receipt_moves() -> Iterator[tuple[str, str, str]]:
    """From each state that a mail rests in, by each receipt."""
    known = [begun for state in MAILED for begun in _told(state)]
    ends = {(begun.state, received(begun, _receipt(k)).state) for begun in known for k in _kinds()}
    yield from ((*pair, said) for pair, said in SAID.items() if pair in ends)


def _told(state: DeliveryState) -> Iterator[Delivery]:
    """As it was claimed or mailed, and after one receipt."""
    mailed = Delivery(**NAMED, claimed_at=AT, lease_at=AT, state=state)
    yield mailed
    yield from (received(mailed, _receipt(kind)) for kind in _kinds())


def _kinds() -> tuple[ReceiptKind, ...]:
    return get_args(ReceiptKind)


def _receipt(kind: ReceiptKind) -> Receipt:
    return Receipt(**NAMED, kind=kind, mail_id="m", mailed_at=AT)
