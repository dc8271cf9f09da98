"""Data keys: made and unwrapped by KMS, kept wrapped in the store, in clear in memory only."""

import secrets as random
from collections.abc import Callable
from threading import Lock
from typing import TYPE_CHECKING

from chalicelib.errors import ConflictError, SealError
from chalicelib.ports import Keys

if TYPE_CHECKING:
    from mypy_boto3_kms import KMSClient

_CONTEXT = {"for": "tocsin data key"}
"""KMS refuses to unwrap our keys for anyone who does not say what they are for."""


class DataKeys:
    """One unwrapping a key and process; safe between threads."""

    def __init__(self, kms: "KMSClient", keys: Callable[[], Keys], kms_key: str) -> None:
        self._kms = kms
        self._keys = keys
        self._kms_key = kms_key
        self._clear: dict[str, bytes] = {}
        self._current = ""
        self._lock = Lock()

    def current(self) -> tuple[str, bytes]:
        """The key that new values are sealed with, made on first use. Raises ConflictError."""
        with self._lock:
            if not self._current:
                key_id, wrapped = self._keys().current_data_key() or self._make()
                self._unwrap(key_id, wrapped)
                self._current = key_id
            return self._current, self._clear[self._current]

    def key(self, key_id: str) -> bytes:
        """The key of that id (16 hexadecimal digits). Raises SealError when it is not stored."""
        with self._lock:
            if key_id not in self._clear:
                wrapped = self._keys().data_key(key_id)
                if wrapped is None:
                    raise SealError("sealed with a key that is not stored")
                self._unwrap(key_id, wrapped)
            return self._clear[key_id]

    def _make(self) -> tuple[str, bytes]:
        """A new key; where another process was first, that one's."""
        made = self._kms.generate_data_key(
            KeyId=self._kms_key, KeySpec="AES_256", EncryptionContext=_CONTEXT
        )
        self._keys().add_data_key(random.token_hex(8), made["CiphertextBlob"])
        current = self._keys().current_data_key()
        if current is None:
            raise ConflictError("no data key is current, though one was just written")
        return current

    def _unwrap(self, key_id: str, wrapped: bytes) -> None:
        opened = self._kms.decrypt(
            CiphertextBlob=wrapped, KeyId=self._kms_key, EncryptionContext=_CONTEXT
        )
        self._clear[key_id] = opened["Plaintext"]
