"""Steering one wave of a day, of an ask or of a result: the day's other waves go on."""

from dataclasses import replace
from typing import Literal

from chalicelib.domain.audits import Audit
from chalicelib.domain.days import Day, WaveState
from chalicelib.domain.notices import is_result
from chalicelib.errors import ConflictError, NotFoundError
from chalicelib.ports import Stale, Store
from chalicelib.steps.sending_of import result_named

Move = Literal["pause", "resume", "stop"]
MAX_TRIES = 4


def steer_wave(day: str, ask: str, move: Move, entry: Audit | None = None, *, store: Store) -> Day:
    """The day after the move; the same move again changes nothing.

    A paused or stopped wave makes no new claim within a second (promise 6). A paused one goes on
    with whoever was left out; a stopped one never. Raises NotFoundError for a day or a wave that
    is not there, ConflictError for a wave that was stopped.
    """
    for _ in range(MAX_TRIES):
        found = _found(day, ask, store)
        after = replace(found, waves=_steered(found, ask, move))
        if after != found and move == "resume":
            # Before the wave goes on, or the breaker would trip over what it tripped over before.
            store.restart_count(day, ask)
        if after == found or not isinstance(store.move_waves(found, after, entry), Stale):
            return after
    raise ConflictError(f"the waves of {day} moved meanwhile: look again and repeat")


def _steered(day: Day, ask: str, move: Move) -> dict[str, WaveState]:
    now = day.waves.get(ask)
    if move == "stop":
        return {**day.waves, ask: "stopped"}
    if now == "stopped":
        raise ConflictError(f"the wave {ask} of {day.id} was stopped: it cannot {move}")
    if move == "pause":
        return {**day.waves, ask: "paused"}
    return {name: state for name, state in day.waves.items() if name != ask}


def _found(day: str, name: str, store: Store) -> Day:
    found = store.day(day)
    if found is None:
        raise NotFoundError(f"no day {day}: `tocsin status` lists them")
    plan = store.plan(day, found.plan_version)
    ask = plan.asks.get(name)
    result = is_result(name) and result_named(plan, name, store)
    if not result and not (ask and ask.has_wave):
        raise NotFoundError(f"day {day} sends no wave {name}")
    return found
