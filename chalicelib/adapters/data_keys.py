"""Data keys: made and unwrapped by KMS, kept wrapped in the store, in clear in memory only."""

import secrets as random
from collections.abc import Callable
from threading import Lock
from time import monotonic
from typing import TYPE_CHECKING

from chalicelib.errors import ConflictError, SealError
from chalicelib.ports import Keys

if TYPE_CHECKING:
    from mypy_boto3_kms import KMSClient

_CONTEXT = {"for": "tocsin data key"}
"""KMS refuses to unwrap our keys for anyone who does not say what they are for."""

CURRENT_FOR_SECONDS = 300.0
"""How long a process seals with the key it knows as current: after a rotation, no longer."""


class DataKeys:
    """One unwrapping a key and process; safe between threads. `elapsed` gives seconds."""

    def __init__(
        self,
        kms: "KMSClient",
        keys: Callable[[], Keys],
        kms_key: str,
        elapsed: Callable[[], float] = monotonic,
    ) -> None:
        self._elapsed = elapsed
        self._looked = 0.0
        self._kms = kms
        self._keys = keys
        self._kms_key = kms_key
        self._clear: dict[str, bytes] = {}
        self._current = ""
        self._lock = Lock()

    def current(self) -> tuple[str, bytes]:
        """The key that new values are sealed with, made on first use. Raises ConflictError."""
        with self._lock:
            if not self._current or self._elapsed() - self._looked > CURRENT_FOR_SECONDS:
                self._look()
            return self._current, self._clear[self._current]

    def make(self) -> tuple[str, bytes]:
        """A new key's id and its wrapped form, stored by nobody yet."""
        made = self._kms.generate_data_key(
            KeyId=self._kms_key, KeySpec="AES_256", EncryptionContext=_CONTEXT
        )
        return random.token_hex(8), made["CiphertextBlob"]

    def key(self, key_id: str) -> bytes:
        """The key of that id (16 hexadecimal digits). Raises SealError when it is not stored."""
        with self._lock:
            if key_id not in self._clear:
                wrapped = self._keys().data_key(key_id)
                if wrapped is None:
                    raise SealError("sealed with a key that is not stored")
                self._unwrap(key_id, wrapped)
            return self._clear[key_id]

    def _look(self) -> None:
        """Which key is current; it may have been rotated since the last look."""
        looked = self._elapsed()
        key_id, wrapped = self._keys().current_data_key() or self._first()
        if key_id not in self._clear:
            self._unwrap(key_id, wrapped)
        self._current, self._looked = key_id, looked

    def _first(self) -> tuple[str, bytes]:
        """The stage's first key; where another process was first, that one's."""
        self._keys().add_data_key(*self.make())
        current = self._keys().current_data_key()
        if current is None:
            raise ConflictError("no data key is current, though one was just written")
        return current

    def _unwrap(self, key_id: str, wrapped: bytes) -> None:
        opened = self._kms.decrypt(
            CiphertextBlob=wrapped, KeyId=self._kms_key, EncryptionContext=_CONTEXT
        )
        self._clear[key_id] = opened["Plaintext"]
