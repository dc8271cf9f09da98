"""Mails to the desk. See `ports.Work`."""

from chalicelib.adapters.dynamodb import keys
from chalicelib.adapters.dynamodb.clauses import ABSENT, still
from chalicelib.adapters.dynamodb.marshal import Item, attribute, from_item, to_item
from chalicelib.adapters.dynamodb.on_table import OnTable
from chalicelib.domain.mailings import Mailing
from chalicelib.ports import Exists, Stale, Written


class DynamoMailings(OnTable):
    def claim_mailing(self, mailing: Mailing) -> Written | Exists:
        return Written() if self._table.put(_item(mailing), ABSENT) else Exists()

    def mailings(self, day: str) -> list[Mailing]:
        return [from_item(item, Mailing) for item in self._table.partition(f"DAY#{day}", "MAIL#")]

    def move_mailing(self, before: Mailing, after: Mailing) -> Written | Stale:
        held = self._table.put(_item(after), still(state=attribute(before.state)))
        return Written() if held else Stale()


def _item(mailing: Mailing) -> Item:
    return keys.mailing(mailing.day, mailing.name, mailing.to) | to_item(mailing)
