"""Which asks are over before their time: their trigger fired, or their targets conceded. Pure."""

from collections.abc import Iterable

from chalicelib.domain.plan import Plan
from chalicelib.domain.targets import TargetRecord, asks_conceded
from chalicelib.domain.triggers import TriggerRecord, ended_asks


def asks_over(
    plan: Plan, triggers: Iterable[TriggerRecord], targets: Iterable[TargetRecord]
) -> set[str]:
    """The names of those asks. A target that takes its word back opens its asks again."""
    return ended_asks(plan, triggers) | asks_conceded(plan, targets)
