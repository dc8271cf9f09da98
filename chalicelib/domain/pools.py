"""A pool: senders of one kind behind one service, which share a pace over all chunks and days."""

from dataclasses import dataclass
from math import ceil

SEGMENTS_AT_LEAST, TEXTS_AT_LEAST = 5, 2
"""Whose turns a slow pool gives at once, the more of the two: it is not asked for each text, and a
human's answer does not wait long behind them."""
TEXT_TAKES = 0.25
"""Seconds that one text has a worker's hand: its claim, some 150 ms at the carrier, a share of the
writing."""
MOST_AT_ONCE = 30
"""Hands of a worker; its clients keep as many connections."""
CHUNK_SECONDS = 300
"""What a chunk takes by itself: half of a worker's ten minutes, so that two days which share a pool
both get through theirs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pool:
    """`service` is the senders' address, `rate` their segments a second together."""

    name: str
    service: str
    rate: float

    @property
    def at_once(self) -> int:
        """Texts that a worker has under way at once to keep to the pace: one, where it is slow."""
        return min(MOST_AT_ONCE, ceil(self.rate * TEXT_TAKES))

    def texts_a_second(self, segments: float) -> float:
        """What one worker reaches with texts of so many segments: the pool's pace or its own."""
        return min(self.rate / segments, self.at_once / TEXT_TAKES)

    def people_a_chunk(self, segments: int) -> int:
        """How many texts of at most so many segments make a chunk."""
        return max(1, int(self.texts_a_second(segments) * CHUNK_SECONDS))

    def worth_reserving(self, segments: int, expected: int) -> int:
        """A second's worth, but no more than is expected and no less than is needed now."""
        worth = max(SEGMENTS_AT_LEAST, TEXTS_AT_LEAST * segments, int(self.rate))
        return max(segments, min(worth, expected))
