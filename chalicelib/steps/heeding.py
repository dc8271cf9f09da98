"""What a carrier's error code sets off beyond its text, by the one table: see carrier_outcomes.

Each effect may happen twice: consent only moves forward, a case has the name of its cause.
"""

from dataclasses import replace
from datetime import datetime

from chalicelib.domain.breaker import WaveCount, tripped
from chalicelib.domain.carrier_outcomes import Handling, handling
from chalicelib.domain.cases import Case
from chalicelib.domain.messages import Message
from chalicelib.domain.notices import is_result
from chalicelib.domain.people import Consent, Person
from chalicelib.errors import ConflictError, NotFoundError
from chalicelib.ports import Clock, Stale, Store
from chalicelib.steps.launch_day import pause_day
from chalicelib.steps.steer_wave import steer_wave
from chalicelib.telemetry import count

MAX_TRIES = 4


def heed(message: Message, code: int, *, store: Store, clock: Clock) -> None:
    """Does what the code asks for: about the person, the day, the wave, the operators."""
    known, now = handling(code), clock.now()
    if known.alarm != "none":
        count(f"Carrier_{known.alarm}")
    if known.person != "nothing":
        _mark(message, code, known, now, store)
    if known.alarm == "stop_all":
        _stop(message, code, now, store)
    elif known.alarm in ("configuration", "unknown_code"):
        detail = f"code {code}: {known.means}"
        _open("carrier_refused", f"carrier.{code}.{now:%Y%m%d}", detail, message.day, now, store)
    if known.fails:
        _break(message, known, now, store)


def _mark(message: Message, code: int, known: Handling, now: datetime, store: Store) -> None:
    """The person's own record learns it; who moved meanwhile is read and marked again."""
    for _ in range(MAX_TRIES):
        person = store.person(message.person)
        if person is None:
            return
        marked = _marked(person, code, known, now)
        if marked == person or not isinstance(store.update_person(marked), Stale):
            return
    raise ConflictError("a person moved under every try to mark them")


def _marked(person: Person, code: int, known: Handling, now: datetime) -> Person:
    if known.person == "bad_number":
        return replace(person, bad_number=code)
    if person.opted_out:
        return person
    out = person.consenting(Consent(state="out", at=now, source="carrier"))
    return replace(out, live=None, suspended=None) if out.opted_out else out


def _stop(message: Message, code: int, now: datetime, store: Store) -> None:
    """Nothing can be sent: each day pauses as its first text learns it."""
    try:
        pause_day(message.day, store=store)
    except (ConflictError, NotFoundError):
        return  # it closes, or somebody was first
    detail = f"code {code}: the day is paused until our account is mended"
    _open("sending_stopped", f"stopped.{now:%Y%m%dT%H}", detail, message.day, now, store)


def _break(message: Message, known: Handling, now: datetime, store: Store) -> None:
    filtered = int(known.alarm == "filtered")
    counted = store.count_failure(message.day, message.ask, filtered)
    day = store.day(message.day)
    if day is None or message.ask in day.waves:
        return
    plan = store.plan(day.id, day.plan_version)
    ask, name = plan.asks.get(message.ask), message.ask
    why = tripped(plan.breaker, counted)
    if not why or not (is_result(name) or (ask and ask.send)):
        return
    steer_wave(day.id, name, "pause", store=store)
    count("WavePaused")
    cause = f"breaker.{name}.{counted.turn}"
    _open("wave_paused", cause, _share(name, why, counted), day.id, now, store)


def _share(ask: str, why: str, counted: WaveCount) -> str:
    number = counted.filtered if why == "filtered" else counted.failed
    return f"{ask}: {number} of {counted.texts} texts {why}"


def _open(kind: str, cause: str, detail: str, day: str, now: datetime, store: Store) -> None:
    store.open_case(Case(id=cause, day=day, kind=kind, opened_at=now, detail=detail))  # type: ignore[arg-type]
