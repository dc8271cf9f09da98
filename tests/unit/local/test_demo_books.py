"""The demo's own counting: what it takes for a packet that was mailed, and for a tally."""

from typing import Any

import pytest

from chalicelib.adapters.dynamodb import keys
from local.demo.accounts import books
from local.demo.check import packets

DIGEST = "0d8139080b159cd6" + 48 * "0"


class Mailbox:
    """The phones' mails."""

    def mails(self) -> list[dict[str, Any]]:
        return [{"to": ["cabinet@ministry.example"], "attachments": [{"sha256": DIGEST}]}]


class OnePage:
    """A table read raw."""

    def __init__(self, *items: dict[str, Any]) -> None:
        self._items = items

    def get_paginator(self, _: str) -> "OnePage":
        return self

    def paginate(self, **_: Any) -> list[dict[str, Any]]:
        return [{"Items": self._items}]


@pytest.mark.parametrize(("state", "mailed"), [("sent", 1), ("delivered", 1), ("refused", 0)])
def test_a_packet_counts_as_mailed_whether_its_receipt_has_come_or_not(
    state: str, mailed: int
) -> None:
    """A fast receipt made the demo end with an error."""
    report = {"deliveries": [{"state": state, "sha256": DIGEST}]}
    seen: Any = Mailbox()
    letter = DIGEST[:16]
    assert packets(seen, report, "ministry.example") == [1, mailed, letter, letter * mailed]


def test_tallies_of_every_slot_add_up_by_country() -> None:
    """Also of a country that nobody knows."""
    two = {"sign.signed": {"N": "2"}, "sign.signed@sms": {"N": "2"}}
    places = ((0, "FR"), (8, "FR"), (9, ""))
    found = books(OnePage(*(keys.tally("d", *place) | two for place in places)), "table", "d")
    assert found.tallies == {"sign.signed": 6}
    assert found.tallies_by_country["FR", "sign.signed"] == 4
    assert found.tallies_by_country["", "sign.signed@sms"] == 2
