"""Which asks and results are over before their time. Pure.

An ask: its trigger fired, or its targets conceded. A result: the target has answered otherwise.
"""

from collections.abc import Iterable

from chalicelib.domain.plan import Plan
from chalicelib.domain.targets import TargetRecord, asks_conceded
from chalicelib.domain.triggers import TriggerRecord, ended_asks
from chalicelib.domain.turns import outdated


def asks_over(
    plan: Plan, triggers: Iterable[TriggerRecord], targets: Iterable[TargetRecord]
) -> set[str]:
    """Their names. A target that takes its word back opens its asks again."""
    records = list(targets)
    return ended_asks(plan, triggers) | asks_conceded(plan, records) | outdated(plan, records)
