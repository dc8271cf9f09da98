"""Inbound texts that the fallback kept for the tick's replay. See `ports.Keys`."""

from datetime import datetime

from chalicelib.adapters.dynamodb import keys
from chalicelib.adapters.dynamodb.marshal import attribute, to_plain
from chalicelib.adapters.dynamodb.on_table import OnTable


class DynamoTexts(OnTable):
    def keep_text(self, sid: str, sealed: bytes, person: str, at: datetime) -> None:
        text = {"sid": sid, "sealed": sealed, "person": person, "at": at}
        item = {name: attribute(value) for name, value in text.items()}
        self._table.put(keys.text(sid) | item | keys.agenda(keys.shard("TEXT", sid), at), {})

    def kept_texts(self, limit: int) -> list[tuple[str, bytes, str, datetime]]:
        texts = (to_plain(item) for item in self._table.agenda(keys.shards("TEXT"), limit=limit))
        return [
            (text["sid"], text["sealed"], text["person"], datetime.fromisoformat(text["at"]))
            for text in texts
        ]

    def drop_text(self, sid: str) -> None:
        self._table.delete(keys.text(sid))
