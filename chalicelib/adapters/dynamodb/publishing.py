"""The lease and the stamp of a day's publisher, on the day's item. See `ports.Days`."""

from datetime import datetime, timedelta

from chalicelib.adapters.dynamodb import keys
from chalicelib.adapters.dynamodb.clauses import becomes, joined, still
from chalicelib.adapters.dynamodb.marshal import attribute
from chalicelib.adapters.dynamodb.on_table import OnTable

TRIES = 4


class DynamoPublishing(OnTable):
    def take_publishing(self, day: str, holder: str, real_now: datetime, seconds: int) -> bool:
        """Asked again, the holder has it still. A lease that is given back between the refusal and
        its mark is tried for once more."""
        for _ in range(TRIES):
            if self._take_lease(day, holder, real_now, seconds):
                return True
            if self._mark_refused(day, real_now):
                return False
        return False

    def stamp_published(self, day: str, holder: str, at: datetime, shown: str) -> bool:
        """The stamp first: a lease that is not given back runs out."""
        forward = {
            "ConditionExpression": "attribute_exists(PK) AND "
            "(attribute_not_exists(#published_at) OR #published_at < :published_at)"
        }
        stamp = becomes({"published_at": attribute(at), "shown": attribute(shown)})
        self._table.update(keys.day(day), joined(stamp, forward))
        back = becomes({"publisher": None, "publisher_until": None})
        unasked = still(publisher=attribute(holder), refused=None)
        return self._table.update(keys.day(day), joined(back, unasked))

    def _take_lease(self, day: str, holder: str, real_now: datetime, seconds: int) -> bool:
        lease = {
            "publisher": attribute(holder),
            "publisher_until": attribute(real_now + timedelta(seconds=seconds)),
            "refused": None,
        }
        free = {
            "ConditionExpression": "attribute_exists(PK) AND (attribute_not_exists(#publisher)"
            " OR #publisher = :publisher OR #publisher_until <= :now)",
            "ExpressionAttributeValues": {":now": attribute(real_now)},
        }
        return self._table.update(keys.day(day), joined(becomes(lease), free))

    def _mark_refused(self, day: str, real_now: datetime) -> bool:
        """Only while the lease is held: who holds it publishes once more."""
        held = {
            "ConditionExpression": "#publisher_until > :now",
            "ExpressionAttributeNames": {"#publisher_until": "publisher_until"},
            "ExpressionAttributeValues": {":now": attribute(real_now)},
        }
        mark = becomes({"refused": attribute(True)})
        return self._table.update(keys.day(day), joined(mark, held))
