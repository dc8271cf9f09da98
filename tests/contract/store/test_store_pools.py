"""The shared pace of a pool: the same on both stores."""

from datetime import timedelta

from chalicelib.ports import Store
from tests.contract.store.samples import NOW

SECOND = timedelta(seconds=1)


def test_a_pool_at_rest_is_free_now(store: Store) -> None:
    """Never before now, however long it rested."""
    assert store.reserve("p", 2, NOW) == NOW
    assert store.reserve("p", 2, NOW + 60 * SECOND) == NOW + 60 * SECOND


def test_who_comes_second_gets_the_time_behind(store: Store) -> None:
    """No two hold the same time, down to fractions of a second."""
    assert store.reserve("p", 0.25, NOW) == NOW
    assert store.reserve("p", 2, NOW + SECOND / 8) == NOW + SECOND / 4
    assert store.reserve("p", 1, NOW) == NOW + 2 * SECOND + SECOND / 4


def test_pools_do_not_share(store: Store) -> None:
    """Each has time of its own."""
    store.reserve("p", 600, NOW)
    assert store.reserve("q", 1, NOW) == NOW
