"""The breaker: a wave whose texts are filtered, or fail, more often than the plan allows rests."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Breaker:
    """Shares of a wave's texts, 0 to 1, above which it pauses itself."""

    filtered: float = 0.02
    failed: float = 0.10
    """Every failure that its text, its list or its sender is to blame for, filtered ones too."""
    least: int = 100
    """Texts that must have gone out before a share means anything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WaveCount:
    """A wave's texts since it was begun or last resumed. A gauge, not a tally: a crash may lose
    what a worker had not written. `turn` says how often it was resumed."""

    texts: int = 0
    failed: int = 0
    filtered: int = 0
    turn: int = 0


def tripped(limits: Breaker, count: WaveCount) -> str:
    """What is above its limit: `filtered`, `failed`, or nothing."""
    if count.texts < limits.least:
        return ""
    if count.filtered > limits.filtered * count.texts:
        return "filtered"
    return "failed" if count.failed > limits.failed * count.texts else ""
