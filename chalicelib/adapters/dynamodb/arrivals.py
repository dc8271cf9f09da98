"""How many signatures came from where: one counter for a source and a date, in the transaction of
the signature, so that the clean path costs no call of its own.

A counter that is full refuses the transaction. DynamoDB forgets it after two days (`gone_at`).
"""

from chalicelib.adapters.dynamodb import keys
from chalicelib.adapters.dynamodb.transactions import Part, Refused, update
from chalicelib.domain.suspects import Arrival, Source

NO_LIMIT = 10**9


def counted(arrival: Arrival) -> Part:
    """One more, if its ten minutes and its day allow."""
    clause = {
        "UpdateExpression": "ADD #day :one, #part :one SET gone_at = :until",
        "ConditionExpression": "(attribute_not_exists(#day) OR #day < :sustained)"
        " AND (attribute_not_exists(#part) OR #part < :burst)",
        "ExpressionAttributeNames": {"#day": "n", "#part": f"n{arrival.part}"},
        "ExpressionAttributeValues": {
            ":one": {"N": "1"},
            ":until": {"N": str(int(arrival.until.timestamp()))},
            ":sustained": {"N": str(arrival.limit.sustained or NO_LIMIT)},
            ":burst": {"N": str(arrival.limit.burst or NO_LIMIT)},
        },
    }
    return update(f"arrival {arrival.source}", keys.arrival(arrival.mark), clause)


def source_of(refused: Refused) -> Source:
    """The narrower source of those that are full."""
    return "address" if "arrival address" in refused else "network"
