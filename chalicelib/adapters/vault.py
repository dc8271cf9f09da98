"""The vault: keyed hashes, sealed values, signatures and random strings.

A sealed value is: 1 byte format, 8 bytes id of the data key, 12 bytes nonce, AES-256-GCM
ciphertext with the owner as associated data. A data key is wrapped by KMS, kept in the store,
unwrapped once a process. A value stays readable as long as the key that it names is stored; after
a rotation every process seals with the new one within five minutes.
"""

import base64
import hashlib
import hmac
import os
import secrets as random
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from chalicelib.adapters.base32 import base32
from chalicelib.adapters.data_keys import DataKeys
from chalicelib.adapters.secrets import Secrets
from chalicelib.errors import SealError
from chalicelib.ports import Keys

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    from mypy_boto3_kms import KMSClient

_FORMAT = b"\x01"
_HEAD = 1 + 8 + 12
_PURPOSE = b"tocsin signed string 1|"


class Vault:
    """ports.Vault. `keys` and `secrets` are asked lazily: the store itself needs a vault."""

    def __init__(
        self,
        kms: "KMSClient",
        keys: Callable[[], Keys],
        secrets: Callable[[], Secrets],
        kms_key: str,
    ) -> None:
        self._data_keys = DataKeys(kms, keys, kms_key)
        self._secrets = secrets

    def person_id(self, address: str) -> str:
        """`p`, the pepper's version, a dot, and 160 bits of the HMAC in lower-case base32."""
        return _id(*self._secrets().pepper, address)

    def ids(self, address: str) -> tuple[str, ...]:
        known = self._secrets()
        version, pepper = known.pepper
        own = _id(version, pepper, address)
        if len(known.peppers) == 1:
            return (own,)
        others = (_id(v, p, address) for v, p in known.peppers.items() if v != version)
        return (own, *others)

    def login(self, text: str) -> str:
        """Of the form of an id of the oldest pepper's."""
        known = self._secrets()
        return _id(min(known.peppers, key=int), known.oldest, text)

    def mark(self, text: str) -> str:
        """80 bits of the HMAC in lower-case base32."""
        return _mark(self._secrets().pepper[1], text)

    def marks(self, text: str) -> frozenset[str]:
        return frozenset(_mark(pepper, text) for pepper in self._secrets().peppers.values())

    def seal(self, clear: str, owner: str) -> bytes:
        """Encrypts; the same value sealed twice differs."""
        key_id, key = self._data_keys.current()
        nonce = os.urandom(12)
        sealed = _cipher(key).encrypt(nonce, clear.encode(), owner.encode())
        return _FORMAT + bytes.fromhex(key_id) + nonce + sealed

    def open(self, sealed: bytes, owner: str) -> str:
        """Decrypts with the key whose id the value carries. Raises SealError."""
        from cryptography.exceptions import InvalidTag

        if len(sealed) < _HEAD or sealed[:1] != _FORMAT:
            raise SealError("not a sealed value")
        key = self._data_keys.key(sealed[1:9].hex())
        try:
            clear = _cipher(key).decrypt(sealed[9:_HEAD], sealed[_HEAD:], owner.encode())
        except InvalidTag:
            raise SealError("wrong owner, or damaged") from None
        return clear.decode()

    def new_data_key(self) -> tuple[str, bytes]:
        """The id (16 hexadecimal digits) and the key wrapped by KMS."""
        return self._data_keys.make()

    def token(self) -> str:
        """256 random bits."""
        return random.token_urlsafe(32)

    def code(self) -> str:
        """Six random digits."""
        return f"{random.randbelow(1_000_000):06}"

    def sign(self, clear: str) -> str:
        """`clear` and 144 bits of its HMAC, url-safe. Whoever calls puts an expiry inside."""
        mac = hmac.digest(self._secrets().session_key, _PURPOSE + clear.encode(), hashlib.sha256)
        return f"{_text(clear.encode())}.{_text(mac[:18])}"

    def unsign(self, signed: str) -> str | None:
        """The string, or None. Only the very string that `sign` gave is accepted."""
        body = signed.partition(".")[0]
        try:
            clear = base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)).decode()
        except ValueError:
            return None
        right = self.sign(clear).encode()
        return clear if hmac.compare_digest(right, signed.encode("utf-8", "replace")) else None


def _id(version: str, pepper: bytes, address: str) -> str:
    digest = hmac.digest(pepper, address.encode(), "sha256")
    return f"p{version}.{base32(digest[:20])}"


def _mark(pepper: bytes, text: str) -> str:
    return base32(hmac.digest(pepper, b"mark|" + text.encode(), "sha256")[:10])


@cache
def _cipher(key: bytes) -> "AESGCM":
    """One for each key in memory: there are few."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    return AESGCM(key)


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")
