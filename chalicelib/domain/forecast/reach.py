"""What a wave gets of its sender's pace: no more than its worker reaches, less what chunks cost."""

from datetime import timedelta

from chalicelib.domain.pools import Pool

LOOKED_AT = timedelta(minutes=1)
"""The tick begins what is due within a minute."""
BEFORE_A_CHUNK = 3.0
"""Seconds until its first text, at most: Step Functions starts a worker, which reads its chunk."""


def reached(pool: Pool, people: int, segments: float, longest: int) -> float:
    """Segments a second over a whole wave. `longest`: segments of its longest text."""
    if not people:
        return pool.rate
    sending = people / pool.texts_a_second(segments / people)
    chunks = -(-people // pool.people_a_chunk(longest))
    return segments / (sending + chunks * BEFORE_A_CHUNK)
