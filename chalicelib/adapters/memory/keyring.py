"""Data keys, sign-in codes and kept texts. See `ports.Keys`."""

import hmac
from datetime import datetime

from chalicelib.adapters.memory.shelves import Shelves, atomic
from chalicelib.ports import Exists, Stale, Written

MOST_TRIES = 5


class MemoryKeyring(Shelves):
    @atomic
    def data_key(self, key_id: str) -> bytes | None:
        return self._data_keys.get(key_id)

    @atomic
    def current_data_key(self) -> tuple[str, bytes] | None:
        current = self._current_key
        return (current, self._data_keys[current]) if current else None

    @atomic
    def add_data_key(self, key_id: str, wrapped: bytes) -> Written | Exists:
        if self._current_key:
            return Exists()
        self._data_keys[key_id] = wrapped
        self._current_key = key_id
        return Written()

    @atomic
    def replace_data_key(self, before: str, key_id: str, wrapped: bytes) -> Written | Stale:
        if (
            before not in self._data_keys
            or before != self._current_key
            or key_id in self._data_keys
        ):
            return Stale()
        self._data_keys[key_id] = wrapped
        self._current_key = key_id
        return Written()

    @atomic
    def data_keys(self) -> list[str]:
        return sorted(self._data_keys)

    @atomic
    def put_code(
        self, login: str, code_hash: str, expires: datetime, unless_after: datetime
    ) -> Written | Exists:
        last = self._codes.get(login)
        if last and last[1] > unless_after:
            return Exists()
        self._codes[login] = (code_hash, expires, 0)
        return Written()

    @atomic
    def try_code(self, login: str, code_hash: str, now: datetime) -> bool:
        code, expires, tries = self._codes.get(login, ("", now, 0))
        if tries >= MOST_TRIES or expires <= now:
            return False
        self._codes[login] = (code, expires, tries + 1)
        if not hmac.compare_digest(code.encode(), code_hash.encode()):
            return False
        del self._codes[login]
        return True

    @atomic
    def keep_text(self, sid: str, sealed: bytes, person: str, at: datetime) -> None:
        self._texts[sid] = (sid, sealed, person, at)

    @atomic
    def kept_texts(self, limit: int) -> list[tuple[str, bytes, str, datetime]]:
        return sorted(self._texts.values(), key=lambda text: text[3])[:limit]

    @atomic
    def drop_text(self, sid: str) -> None:
        self._texts.pop(sid, None)
