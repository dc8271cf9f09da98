"""Rotating the data key, with KMS (by moto), and `tocsin keys`."""

import json
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from click.testing import CliRunner

from chalicelib import wiring
from chalicelib.adapters.data_keys import CURRENT_FOR_SECONDS, DataKeys
from chalicelib.adapters.memory import MemoryStore
from chalicelib.errors import SealError
from chalicelib.ports import Store
from chalicelib.steps.rotate_keys import Rotated, rotate_keys
from cli.keys import keys
from tests.contract.test_vault import ADA, kms, real
from tests.support.fakes import FakeVault

__all__ = ["kms"]


def id_of(sealed: bytes) -> str:
    return sealed[1:9].hex()


def _current(store: Store) -> str:
    current = store.current_data_key()
    return current[0] if current else ""


def test_after_a_rotation_old_seals_open_and_new_ones_bear_the_new_id(kms: Any) -> None:
    """In a process that started before it, and in one that starts after it."""
    store = MemoryStore()
    before = real(kms, store)
    old = before.seal(ADA, "p1.ada")
    rotated = rotate_keys(store=store, vault=before)
    assert rotated == Rotated(before=id_of(old), current=_current(store), rotated=True)
    after = real(kms, store)
    new = after.seal(ADA, "p1.ada")
    assert id_of(new) == rotated.current != id_of(old)
    assert {v.open(s, "p1.ada") for v in (before, after) for s in (old, new)} == {ADA}


def test_a_running_process_seals_with_the_new_key_within_five_minutes(kms: Any) -> None:
    """It looks again after 300 s; until then it costs no call."""
    store, now = MemoryStore(), [0.0]
    running = DataKeys(kms, lambda: store, "alias/tocsin", lambda: now[0])
    first, _ = running.current()
    rotated = rotate_keys(store=store, vault=real(kms, store))
    now[0] = CURRENT_FOR_SECONDS
    assert running.current()[0] == first == rotated.before
    now[0] += 1
    assert running.current()[0] == rotated.current
    assert CURRENT_FOR_SECONDS <= 300


def test_rotations_at_once_leave_one_current_key_that_all_of_them_name(kms: Any) -> None:
    """Whoever is second says so, and no key that was refused is kept."""
    store, start = MemoryStore(), Barrier(4)
    first = id_of(real(kms, store).seal(ADA, "p1.ada"))

    def rotate(vault: Any) -> Rotated:
        before = store.current_data_key()
        start.wait()
        assert before
        return rotate_keys(store=_Slow(store, before), vault=vault)

    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(rotate, [real(kms, store) for _ in range(4)]))
    (winner,) = (each for each in done if each.rotated)
    assert {each.current for each in done} == {winner.current}
    assert sorted(store.data_keys()) == sorted([first, winner.current])


class _Slow:
    """All four read the same current key before any of them writes."""

    def __init__(self, store: MemoryStore, before: tuple[str, bytes]) -> None:
        self._store, self._before = store, [before]

    def current_data_key(self) -> Any:
        return self._before.pop() if self._before else self._store.current_data_key()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)


def test_a_value_of_a_key_that_was_never_stored_does_not_open(kms: Any) -> None:
    """The id in the value decides, not the current key."""
    sealed = real(kms, MemoryStore()).seal(ADA, "p1.ada")
    with pytest.raises(SealError, match="not stored"):
        real(kms, MemoryStore()).open(sealed, "p1.ada")


def test_the_command_lists_ids_and_never_a_key() -> None:
    """Which of them seals is said; after a rotation it is the new one."""
    store = MemoryStore()
    with wiring.instead(store=store, vault=FakeVault()):
        assert "no data key yet" in CliRunner().invoke(keys, ["list"]).output
        for _ in range(2):
            assert CliRunner().invoke(keys, ["rotate"]).exit_code == 0
        words = CliRunner().invoke(keys, ["list"]).output
        listed = json.loads(CliRunner().invoke(keys, ["list", "--json"]).output)
    current = store.current_data_key()
    assert current and [key["id"] for key in listed if key["current"]] == [current[0]]
    assert len(listed) == 2 and "wrapped" not in words
