"""Claims without outcome: whoever made them will not come back, so nobody knows if they went."""

from datetime import datetime, timedelta

from chalicelib.domain.messages import advanced
from chalicelib.ports import Store

LOST_AFTER = timedelta(minutes=16)
"""Longer than the longest Lambda may run."""
MOST = 1000


def sweep_claims(real_now: datetime, *, store: Store) -> int:
    """Marks them `unknown`: a status callback may still tell; they are never sent again."""
    lost = store.claims_before(real_now - LOST_AFTER, MOST)
    for message in lost:
        store.move_message(message, advanced(message, "unknown"))
    return len(lost)
