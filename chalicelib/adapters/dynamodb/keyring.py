"""Data keys and sign-in codes. See `ports.Keys`."""

import hmac
from datetime import datetime

from chalicelib.adapters.dynamodb import keys
from chalicelib.adapters.dynamodb.clauses import ABSENT, Clause, still
from chalicelib.adapters.dynamodb.marshal import attribute
from chalicelib.adapters.dynamodb.on_table import OnTable
from chalicelib.adapters.dynamodb.transactions import put
from chalicelib.ports import Exists, Stale, Written

MOST_TRIES = 5


class DynamoKeyring(OnTable):
    def data_key(self, key_id: str) -> bytes | None:
        item = self._table.get(keys.data_key(key_id))
        return bytes(item["wrapped"]["B"]) if item else None

    def current_data_key(self) -> tuple[str, bytes] | None:
        item = self._table.get(keys.current_data_key())
        return (item["id"]["S"], bytes(item["wrapped"]["B"])) if item else None

    def add_data_key(self, key_id: str, wrapped: bytes) -> Written | Exists:
        """Both items or neither: a key that did not become current is not kept."""
        item = {"id": {"S": key_id}, "wrapped": {"B": wrapped}}
        places = (keys.data_key(key_id), keys.current_data_key())
        refused = self._table.commit([put("key", place | item, ABSENT) for place in places])
        return Exists() if refused else Written()

    def replace_data_key(self, before: str, key_id: str, wrapped: bytes) -> Written | Stale:
        item = {"id": {"S": key_id}, "wrapped": {"B": wrapped}}
        added = put("key", keys.data_key(key_id) | item, ABSENT)
        current = put("current", keys.current_data_key() | item, still(id={"S": before}))
        return Stale() if self._table.commit([added, current]) else Written()

    def data_keys(self) -> list[str]:
        prefix = keys.data_key("")
        found = self._table.partition(prefix["PK"]["S"], prefix["SK"]["S"])
        return [item["id"]["S"] for item in found]

    def put_code(
        self, login: str, code_hash: str, expires: datetime, unless_after: datetime
    ) -> Written | Exists:
        code = {"code": {"S": code_hash}, "expires": attribute(expires), "tries": {"N": "0"}}
        old_enough = {
            "ConditionExpression": "attribute_not_exists(PK) OR #expires <= :unless_after",
            "ExpressionAttributeNames": {"#expires": "expires"},
            "ExpressionAttributeValues": {":unless_after": attribute(unless_after)},
        }
        return Written() if self._table.put(keys.code(login) | code, old_enough) else Exists()

    def try_code(self, login: str, code_hash: str, now: datetime) -> bool:
        tried = self._table.changed(keys.code(login), _one_more_try(now))
        if tried is None or not hmac.compare_digest(
            tried["code"]["S"].encode(), code_hash.encode()
        ):
            return False
        return self._table.delete(keys.code(login), still(code=tried["code"]))


def _one_more_try(now: datetime) -> Clause:
    return {
        "UpdateExpression": "ADD #tries :one",
        "ConditionExpression": "#tries < :most AND #expires > :now",
        "ExpressionAttributeNames": {"#tries": "tries", "#expires": "expires"},
        "ExpressionAttributeValues": {
            ":one": {"N": "1"},
            ":most": {"N": str(MOST_TRIES)},
            ":now": attribute(now),
        },
    }
