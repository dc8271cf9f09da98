"""A pool: senders of one kind behind one service, which share a pace over all chunks and days."""

from dataclasses import dataclass

AT_LEAST = 5
"""Segments reserved at once by a slow pool, so that it is not asked for each one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pool:
    """`service` is the senders' address, `rate` their segments a second together."""

    name: str
    service: str
    rate: float

    def worth_reserving(self, segments: int, expected: int) -> int:
        """A second's worth, but no more than is expected and no less than is needed now."""
        worth = max(AT_LEAST, int(self.rate))
        return max(segments, min(worth, expected))
