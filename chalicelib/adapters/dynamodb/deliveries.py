"""Deliveries. See `ports.Work`."""

from chalicelib.adapters.dynamodb import keys
from chalicelib.adapters.dynamodb.clauses import ABSENT, still
from chalicelib.adapters.dynamodb.marshal import Item, from_item, to_item
from chalicelib.adapters.dynamodb.on_table import OnTable
from chalicelib.domain.deliveries import PROGRESS, Delivery
from chalicelib.ports import Exists, Stale, Written


class DynamoDeliveries(OnTable):
    def claim_delivery(self, delivery: Delivery) -> Written | Exists:
        return Written() if self._table.put(_delivery_item(delivery), ABSENT) else Exists()

    def delivery(self, day: str, trigger: str, target: str) -> Delivery | None:
        item = self._table.get(keys.delivery(day, trigger, target))
        return from_item(item, Delivery) if item else None

    def move_delivery(self, before: Delivery, after: Delivery) -> Written | Stale:
        was = to_item(before)
        unmoved = still(**{name: was.get(name) for name in PROGRESS})
        held = self._table.put(_delivery_item(after), unmoved)
        return Written() if held else Stale()

    def deliveries(self, day: str) -> list[Delivery]:
        """Those of the day's triggers, in the order of the triggers' names."""
        triggers = [
            item["trigger"]["S"] for item in self._table.partition(f"DAY#{day}", "TRIGGER#")
        ]
        partitions = (self._table.partition(f"DELIVERY#{day}#{trigger}") for trigger in triggers)
        return [from_item(item, Delivery) for items in partitions for item in items]


def _delivery_item(delivery: Delivery) -> Item:
    key = keys.delivery(delivery.day, delivery.trigger, delivery.target)
    return key | to_item(delivery)
