"""The store's part for small secrets, and for texts kept for a replay."""

from datetime import datetime
from typing import Protocol

from chalicelib.ports.written import (
    Exists,
    Stale,
    Written,
)


class Keys(Protocol):
    """Small secrets of the pages and of the vault, and texts kept for replay."""

    def data_key(self, key_id: str) -> bytes | None:
        """The wrapped data key of that id."""
        ...

    def current_data_key(self) -> tuple[str, bytes] | None: ...

    def add_data_key(self, key_id: str, wrapped: bytes) -> Written | Exists:
        """Makes it current if no other is; `Exists` when another process was first."""
        ...

    def replace_data_key(self, before: str, key_id: str, wrapped: bytes) -> Written | Stale:
        """Makes it current in place of `before`, which stays stored: what it sealed still opens."""
        ...

    def data_keys(self) -> list[str]:
        """The ids of all data keys, the current one among them."""
        ...

    def put_code(
        self, login: str, code_hash: str, expires: datetime, unless_after: datetime
    ) -> Written | Exists:
        """A sign-in code in place of the login's last one, its tries set back.

        `Exists`: the last one expires after `unless_after`, so it is too young to be replaced.
        """
        ...

    def try_code(self, login: str, code_hash: str, now: datetime) -> bool:
        """Whether it is the login's live code. Counts the try, at most 5, and uses the code up."""
        ...

    def keep_text(self, sid: str, sealed: bytes, person: str, at: datetime) -> None:
        """Keeps an inbound text of the fallback for the tick's replay."""
        ...

    def kept_texts(self, limit: int) -> list[tuple[str, bytes, str, datetime]]:
        """(sid, sealed, person, at) of the oldest."""
        ...

    def drop_text(self, sid: str) -> None: ...
