"""Replacing the current data key: the same on both stores."""

from chalicelib.ports import Stale, Store, Written
from chalicelib.steps.rotate_keys import rotate_keys
from tests.support.fakes import FakeVault


def test_a_new_key_takes_the_place_of_the_one_it_was_made_after(store: Store) -> None:
    """The old one stays stored; of two rotations from the same key one is refused whole."""
    store.add_data_key("k1", b"\x01")
    assert store.replace_data_key("k1", "k2", b"\x02") == Written()
    assert store.replace_data_key("k1", "k3", b"\x03") == Stale()
    assert store.replace_data_key("k2", "k1", b"\x04") == Stale()
    assert store.current_data_key() == ("k2", b"\x02")
    assert [store.data_key(key) for key in ("k1", "k2", "k3")] == [b"\x01", b"\x02", None]
    assert store.data_keys() == ["k1", "k2"]


def test_no_key_is_replaced_before_there_is_one(store: Store) -> None:
    """The first one is added."""
    assert store.replace_data_key("", "k1", b"\x01") == Stale()
    assert (store.current_data_key(), store.data_keys()) == (None, [])
    assert rotate_keys(store=store, vault=FakeVault()).rotated
    assert len(store.data_keys()) == 1
