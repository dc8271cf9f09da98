"""The shared pace of each pool of senders. See `ports.Messages.reserve`.

`free_at` is the instant, in real microseconds since 1970, from which nobody holds the pool's time.
"""

from datetime import UTC, datetime, timedelta

from chalicelib.adapters.dynamodb import keys
from chalicelib.adapters.dynamodb.clauses import Clause
from chalicelib.adapters.dynamodb.on_table import OnTable
from chalicelib.errors import ConflictError

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
ROUNDS = 8


class DynamoPools(OnTable):
    def reserve(self, pool: str, seconds: float, real_now: datetime) -> datetime:
        """Behind whoever holds it, else from now on: two conditions of which one holds."""
        now, length = (real_now - EPOCH) // MICROSECOND, round(seconds * 1_000_000)
        for _ in range(ROUNDS):
            for clause in (_behind(now, length), _afresh(now, length)):
                item = self._table.changed(keys.pool(pool), clause)
                if item is not None:
                    return EPOCH + (int(item["free_at"]["N"]) - length) * MICROSECOND
        raise ConflictError("a pool's time could not be reserved")


def _behind(now: int, length: int) -> Clause:
    return {
        "UpdateExpression": "ADD free_at :length",
        "ConditionExpression": "free_at >= :now",
        "ExpressionAttributeValues": {":now": {"N": str(now)}, ":length": {"N": str(length)}},
    }


def _afresh(now: int, length: int) -> Clause:
    return {
        "UpdateExpression": "SET free_at = :until",
        "ConditionExpression": "attribute_not_exists(PK) OR free_at < :now",
        "ExpressionAttributeValues": {
            ":now": {"N": str(now)},
            ":until": {"N": str(now + length)},
        },
    }
