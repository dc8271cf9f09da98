"""A case whose cause is gone closes by itself."""

from dataclasses import replace

from chalicelib.ports import Clock, Store


def settle(day: str, case_id: str, *, store: Store, clock: Clock) -> None:
    """Closes the case of that id, if there is one and it is open.

    Whoever works on it at the same instant goes first: a human may close it too.
    """
    for case in store.cases(day):
        if case.id == case_id and case.closed_at is None:
            store.move_case(case, replace(case, outcome="settled", closed_at=clock.now()))
