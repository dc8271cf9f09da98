"""A pool: senders of one kind behind one service, which share a pace over all chunks and days."""

from dataclasses import dataclass
from math import ceil

AT_LEAST = 5
"""Texts whose turns a slow pool gives at once, so that it is not asked for each one."""
TEXT_TAKES = 0.25
"""Seconds that one text has a worker's hand: its claim, some 150 ms at the carrier, a share of the
writing."""
MOST_AT_ONCE = 30
"""Hands of a worker; its clients keep as many connections."""


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

    def worth_reserving(self, segments: int, expected: int) -> int:
        """A second's worth, but no more than is expected and no less than is needed now."""
        worth = max(AT_LEAST * segments, int(self.rate))
        return max(segments, min(worth, expected))
