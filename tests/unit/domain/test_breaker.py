"""When a wave has had enough."""

import pytest

from chalicelib.domain.breaker import Breaker, WaveCount, tripped

LIMITS = Breaker(filtered=0.02, failed=0.10, least=100)


@pytest.mark.parametrize(
    ("texts", "failed", "filtered", "why"),
    [
        (99, 99, 99, ""),
        (100, 2, 2, ""),
        (100, 3, 3, "filtered"),
        (1000, 100, 0, ""),
        (1000, 101, 0, "failed"),
        (1000, 101, 21, "filtered"),
    ],
)
def test_it_trips_above_a_share_of_enough_texts(
    texts: int, failed: int, filtered: int, why: str
) -> None:
    """Not at the limit, not before the least number of texts; filtering is said first."""
    assert tripped(LIMITS, WaveCount(texts=texts, failed=failed, filtered=filtered)) == why
