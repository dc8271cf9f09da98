"""The lease and the stamp of a day's publisher, on the day's item. See `ports.Days`."""

from datetime import datetime, timedelta

from chalicelib.adapters.dynamodb import keys
from chalicelib.adapters.dynamodb.clauses import becomes, joined, still
from chalicelib.adapters.dynamodb.marshal import attribute
from chalicelib.adapters.dynamodb.on_table import OnTable


class DynamoPublishing(OnTable):
    def take_publishing(self, day: str, holder: str, real_now: datetime, seconds: int) -> bool:
        """Asked again, the holder has it still."""
        lease = {
            "publisher": attribute(holder),
            "publisher_until": attribute(real_now + timedelta(seconds=seconds)),
        }
        free = {
            "ConditionExpression": "attribute_exists(PK) AND (attribute_not_exists(#publisher)"
            " OR #publisher = :publisher OR #publisher_until <= :now)",
            "ExpressionAttributeValues": {":now": attribute(real_now)},
        }
        return self._table.update(keys.day(day), joined(becomes(lease), free))

    def stamp_published(self, day: str, holder: str, at: datetime, shown: str) -> None:
        """The stamp first: a lease that is not given back runs out."""
        forward = {
            "ConditionExpression": "attribute_exists(PK) AND "
            "(attribute_not_exists(#published_at) OR #published_at < :published_at)"
        }
        stamp = becomes({"published_at": attribute(at), "shown": attribute(shown)})
        self._table.update(keys.day(day), joined(stamp, forward))
        back = becomes({"publisher": None, "publisher_until": None})
        self._table.update(keys.day(day), joined(back, still(publisher=attribute(holder))))
