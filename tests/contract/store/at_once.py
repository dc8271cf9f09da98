"""Many threads that take ids of one number; not for moto, whose transactions do not exclude each
other."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from chalicelib.ports import Store, Written
from tests.contract.store.samples import DAY, person
from tests.contract.store.test_store_signing import web

THREADS = 8
OLD, NEW = "p1.ada", "p2.ada"


def take_at_once(store: Store) -> None:
    """Half of them hold the other pepper for the current one; asserts that one id is taken."""
    start = Barrier(THREADS)

    def take(n: int) -> object:
        mine, other = (NEW, OLD) if n % 2 else (OLD, NEW)
        start.wait()
        if n < THREADS / 2:
            return store.add_person(person(id=mine), (), (other,))
        return store.sign(web(mine), led=mine, free=(other,))

    with ThreadPoolExecutor(THREADS) as pool:
        done = list(pool.map(take, range(THREADS)))
    assert Written() in done
    taken = [each for each in (OLD, NEW) if store.taken((each,))]
    assert len(taken) == 1 and {each.person for each in store.facts(DAY)} <= set(taken)
