"""Small days for the local cloud: each with people of its own, who alone are its audience."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, time, timedelta
from itertools import count
from typing import Any

from chalicelib import wiring
from chalicelib.domain.audience import standing
from chalicelib.domain.people import Consent, Person
from chalicelib.domain.plan import Ask, FollowUp, Level, OfficeHours, Plan, Silence, Target, Trigger
from chalicelib.domain.roster import encode_line, roster_line
from chalicelib.steps.launch_day import launch_day

THREADS = 8
MAYOR = "mayor@townhall.example"
_numbers: Iterator[int] = count(1000)
AROUND_THE_CLOCK = OfficeHours(days=tuple(range(7)), opens=time(0), closes=time(23, 59))
SIGN = "{org}: save the harbour? To sign, reply 1. No more texts: STOP"
HOST = "{org}: host a meeting? 1 yes 2 no. No more texts: STOP"


def midday(now: datetime) -> datetime:
    """The next noon of a Tuesday in UTC: inside everyone's hours, as everyone lives by UTC."""
    noon = now.replace(hour=12, minute=0, second=0, microsecond=0)
    while noon < now or noon.weekday() != 1:
        noon += timedelta(days=1)
    return noon


def launched(day: str, now: datetime, people: int, **differs: Any) -> list[str]:
    """Launches a day of that name, whose people are returned by number."""
    plan = _plan(day, now, **differs)
    numbers = [_someone(day, now) for _ in range(people)]
    launch_day(plan, store=wiring.store(), clock=wiring.clock(), slots=4)
    return numbers


def ask(day: str, now: datetime, does: Any = "sign", **differs: Any) -> Ask:
    """An ask to the day's people, sent now."""
    text = {"en": SIGN if does == "sign" else HOST}
    level = Level.URGENT if does == "sign" else Level.EVENTS
    given = {"send": now, "until": now + timedelta(days=1), "who": standing(day), "text": text}
    return Ask(name=does, level=level, does=does, **{**given, **differs})


def person_of(number: str) -> Person:
    """As the store has them."""
    person = wiring.store().person(wiring.vault().person_id(number))
    assert person is not None
    return person


def _plan(day: str, now: datetime, **differs: Any) -> Plan:
    asks = {each.does: each for each in differs.pop("asks", (ask(day, now),))}
    given: dict[str, Any] = {
        "languages": ("en",),
        "zone": "UTC",
        "date": now.date(),
        "closes": now + timedelta(days=4),
        "gathering": time(18),
        "demand": {"en": "Save the harbour"},
        "targets": {},
        "triggers": {},
        "coordinators": ("desk@friends.example",),
    }
    return Plan(day=day, version=1, organisation="Friends", asks=asks, **{**given, **differs})


def crowd(day: str, now: datetime, country: str, numbers: list[str]) -> None:
    """They are the day's people, and one list of the roster has them all, in this order."""
    first = _known(numbers[0], day, now, country)  # alone: it makes the keys
    with ThreadPoolExecutor(THREADS) as pool:
        rest = pool.map(lambda number: _known(number, day, now, country), numbers[1:])
        lines = [first, *rest]
    wiring.files().put(f"roster/{day}.{country}.jsonl", b"".join(lines), "application/x-ndjson")


def _someone(day: str, now: datetime) -> str:
    number = f"+3363998{next(_numbers):04}"
    line = _known(number, day, now, "FR")
    person_id = wiring.vault().person_id(number)
    wiring.files().put(f"roster/{person_id}.jsonl", line, "application/x-ndjson")
    return number


def _known(number: str, day: str, now: datetime, country: str) -> bytes:
    """Adds the person of this number; their line of a roster."""
    person_id = wiring.vault().person_id(number)
    person = Person(
        id=person_id,
        consent=Consent(state="in", at=now - timedelta(days=9), source="test"),
        language="en",
        country=country,
        address=wiring.vault().seal(number, person_id),
        standing=(day,),
    )
    wiring.store().add_person(person)
    return encode_line(roster_line(person))


def mailed_and_carried() -> dict[str, Target]:
    """One target by mail, one by hand, whose offices never shut."""
    return {
        "mayor": Target(
            name="mayor",
            names={"en": "the Mayor"},
            deliver="mail",
            language="en",
            hours=AROUND_THE_CLOCK,
            to=MAYOR,
        ),
        "port": Target(
            name="port",
            names={"en": "the Port"},
            deliver="hand",
            language="en",
            hours=AROUND_THE_CLOCK,
            place="Quay 1",
            bearers=3,
        ),
    }


def deadline(at: datetime) -> dict[str, Trigger]:
    """A deadline that delivers to both."""
    both = ("mayor", "port")
    return {"vote": Trigger(name="vote", kind="deadline", deliver=both, at=at)}


def path() -> dict[str, Any]:
    """The leaders' path of a plan: kit at once, the question after the gathering, then a call."""
    return {
        "follow_ups": (
            FollowUp(text="kit", anchor="accepted", offset=timedelta(minutes=1)),
            FollowUp(text="report", anchor="gathering", offset=timedelta(hours=1)),
        ),
        "silence": Silence(after=timedelta(hours=20), call="desk@friends.example"),
    }


def report_ask(ends: datetime) -> Ask:
    """The path's own ask."""
    return Ask(name="report", level=Level.EVENTS, does="report", until=ends, answers=("number",))
