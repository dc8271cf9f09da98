"""The asks of a plan in the orders that a decision looks them up: worked out once a plan.

A plan with fifty asks is decided on as fast as one with two.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from chalicelib.domain.people import ask_key
from chalicelib.domain.plan import Ask, Level, Plan

MENU = "menu"
"""The name under which a numbered list of several asks is put."""
MOST_ON_A_MENU = 4
"""As many as one text can name."""
PLANS = 64
"""How many plans' orders are kept: those of the days that are open at once."""


@dataclass(frozen=True, slots=True)
class Order:
    """`by_level`: the most urgent asks first, as written within a level, each with its key."""

    by_level: tuple[tuple[str, Ask], ...]
    by_act: Mapping[str, tuple[Ask, ...]]


def order_of(plan: Plan) -> Order:
    """The orders of this plan."""
    return _order(_Same(plan))


def menu_of(plan: Plan, names: Iterable[str]) -> Ask | None:
    """The list of these asks as one ask, whose answers are their names; None if none is left."""
    listed = [plan.asks[name] for name in names if name in plan.asks]
    if not listed:
        return None
    return Ask(
        name=MENU,
        level=Level.MENU,
        does=listed[0].does,
        until=max(ask.until for ask in listed),
        answers=tuple(ask.name for ask in listed),
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Same:
    """A plan by identity: comparing two by value would cost more than the decision."""

    plan: Plan

    def __hash__(self) -> int:
        return id(self.plan)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.plan is self.plan


@lru_cache(PLANS)
def _order(same: _Same) -> Order:
    plan = same.plan
    asks = sorted(plan.asks.values(), key=lambda ask: ask.level)
    acts: dict[str, list[Ask]] = {}
    for ask in plan.asks.values():
        acts.setdefault(ask.does, []).append(ask)
    return Order(
        by_level=tuple((ask_key(plan.day, ask.name), ask) for ask in asks if ask.does != "report"),
        by_act={act: tuple(those) for act, those in acts.items()},
    )
