"""The asks of a plan in the orders that a decision looks them up: worked out once a plan.

A plan with fifty asks is decided on as fast as one with two.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

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
    """The orders of this plan, which is told by identity: to compare two costs too much."""
    known = _kept.get(id(plan))
    if known and known[0] is plan:
        return known[1]
    if len(_kept) >= PLANS:
        _kept.clear()
    order = _ordered(plan)
    _kept[id(plan)] = plan, order
    return order


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


_kept: dict[int, tuple[Plan, Order]] = {}


def _ordered(plan: Plan) -> Order:
    asks = sorted(plan.asks.values(), key=lambda ask: ask.level)
    acts: dict[str, list[Ask]] = {}
    for ask in plan.asks.values():
        acts.setdefault(ask.does, []).append(ask)
    return Order(
        by_level=tuple((ask_key(plan.day, ask.name), ask) for ask in asks if ask.does != "report"),
        by_act={act: tuple(those) for act, those in acts.items()},
    )
