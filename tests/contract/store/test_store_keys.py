"""Data keys, sign-in codes, kept texts: the same on both stores."""

from chalicelib.ports import Exists, Store, Written
from tests.contract.store.samples import minutes

LOGIN = "lea@rivers.example"


def test_the_first_data_key_becomes_current(store: Store) -> None:
    """Of two processes that make one, the second uses the first's."""
    assert store.current_data_key() is None
    assert store.add_data_key("k1", b"\x01wrapped") == Written()
    assert store.add_data_key("k2", b"\x02") == Exists()
    assert store.add_data_key("k1", b"\x03") == Exists()
    assert store.current_data_key() == ("k1", b"\x01wrapped")
    assert store.data_key("k1") == b"\x01wrapped"
    assert store.data_key("k2") is None


def test_a_code_works_once(store: Store) -> None:
    """And only the login's own."""
    store.put_code(LOGIN, "right", minutes(10), minutes(9))
    assert not store.try_code("sam@rivers.example", "right", minutes(1))
    assert store.try_code(LOGIN, "right", minutes(1))
    assert not store.try_code(LOGIN, "right", minutes(1))


def test_a_code_runs_out(store: Store) -> None:
    """At its instant it is no longer live."""
    store.put_code(LOGIN, "right", minutes(10), minutes(9))
    assert not store.try_code(LOGIN, "right", minutes(10))
    assert store.try_code(LOGIN, "right", minutes(9.99))


def test_a_code_is_tried_five_times(store: Store) -> None:
    """Then even the right one is refused, until a new one is sent."""
    store.put_code(LOGIN, "right", minutes(10), minutes(9))
    tries = [store.try_code(LOGIN, guess, minutes(1)) for guess in [*"abcde", "right"]]
    assert tries == [False] * 6
    store.put_code(LOGIN, "newer", minutes(12), minutes(11))
    assert not store.try_code(LOGIN, "right", minutes(1))
    assert store.try_code(LOGIN, "newer", minutes(1))


def test_kept_texts_wait_oldest_first_until_dropped(store: Store) -> None:
    """Keeping one twice keeps one; dropping what is not there is fine."""
    for number in (3, 1, 2, 1):
        store.keep_text(f"SM{number}", b"\x00text", "p1", minutes(number))
    assert store.kept_texts(2) == [
        ("SM1", b"\x00text", "p1", minutes(1)),
        ("SM2", b"\x00text", "p1", minutes(2)),
    ]
    store.drop_text("SM1")
    store.drop_text("SM1")
    assert [text[0] for text in store.kept_texts(9)] == ["SM2", "SM3"]


def test_a_new_code_waits_until_the_last_one_is_old_enough(store: Store) -> None:
    """Whoever asks for codes in a loop does not get five new tries each time."""
    assert store.put_code(LOGIN, "right", minutes(10), minutes(9)) == Written()
    assert store.put_code(LOGIN, "newer", minutes(10), minutes(9)) == Exists()
    assert store.try_code(LOGIN, "right", minutes(1))
