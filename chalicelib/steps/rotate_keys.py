"""Rotating the data key: what is sealed from now on needs the new one.

The old ones stay stored, wrapped: what they sealed still opens. Processes that run already seal
with the new one within five minutes.
"""

from dataclasses import dataclass

from chalicelib.errors import ConflictError
from chalicelib.ports import Keys, Vault, Written


@dataclass(frozen=True, slots=True, kw_only=True)
class Rotated:
    """Ids of data keys. `rotated` is False when someone else did it at the same time."""

    before: str
    current: str
    rotated: bool


def rotate_keys(*, store: Keys, vault: Vault) -> Rotated:
    """Makes a new data key current. Of two rotations at once, one takes effect."""
    before = _current(store)
    key_id, wrapped = vault.new_data_key()
    written = (
        store.replace_data_key(before, key_id, wrapped)
        if before
        else store.add_data_key(key_id, wrapped)
    )
    done = isinstance(written, Written)
    return Rotated(before=before, current=key_id if done else _there(store), rotated=done)


def _current(store: Keys) -> str:
    current = store.current_data_key()
    return current[0] if current else ""


def _there(store: Keys) -> str:
    if current := _current(store):
        return current
    raise ConflictError("no data key is current, though another was just written")
