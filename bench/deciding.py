"""How fast the dialogue decides: `decide` alone, on prepared scenes, on one core.

A hundred replies as they come to an urgent petition with four other asks, each in the situation
that it comes in. To classify the text, to read, to seal and to write is not in it. For the growth
the same replies come to a plan with fifty asks that are all open and were all put to the person.
Of the rounds the best counts: whatever else the machine does can only slow one down.
"""

import json
import statistics
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from time import process_time

from bench.rows import Row, require
from chalicelib.domain.days import Day
from chalicelib.domain.dialogue import decide
from chalicelib.domain.people import Consent, LiveAsk, Person
from chalicelib.domain.plan import Act, Ask, Level, Plan
from chalicelib.domain.replies import Inbound, Intent
from chalicelib.domain.scene import Scene

NOW = datetime(2027, 3, 16, 12, tzinfo=UTC)
ENDS = NOW + timedelta(days=2)
ACTS: tuple[Act, ...] = ("share", "write", "call", "give", "attend", "host", "wear", "testify")
ROUNDS, TURNS = 25, 20
MANY = 50

YES, NO, LATER = Intent(kind="accept"), Intent(kind="no"), Intent(kind="later")
ONE, SEVEN = Intent(kind="number", number=1), Intent(kind="number", number=7)
MIX: tuple[tuple[int, Intent, str], ...] = (
    (56, ONE, "reply.signed"),
    (6, YES, "reply.signed"),
    (5, Intent(kind="act", word="sign"), "reply.signed"),
    (10, NO, "reply.declined"),
    (6, LATER, "reply.deferred"),
    (5, Intent(kind="stop"), "reply.stopped"),
    (3, Intent(kind="unclear"), "reply.unclear"),
    (1, SEVEN, "reply.unclear"),
    (2, Intent(kind="help"), "reply.help"),
    (2, Intent(kind="doubt"), "reply.doubt"),
    (1, Intent(kind="who"), "reply.who"),
    (1, Intent(kind="pause"), "reply.paused"),
    (1, Intent(kind="start"), "reply.started"),
    (1, Intent(kind="changed", word="no"), "reply.declined"),
)
"""How many of a hundred say what, and what they must be answered."""


def measure() -> tuple[Row, Row]:
    """Both rows. Raises WrongAnswerError where a reply is not decided as it must be."""
    usual, one, many = scenes(5), scenes(1), scenes(MANY)
    for several in (usual, one, many):
        check(several)
    taken = [[seconds(several) for several in (usual, one, many)] for _ in range(ROUNDS)]
    best, of_one, of_many = (min(column) for column in zip(*taken, strict=True))
    middle = statistics.median(row[0] for row in taken)
    decisions = len(usual) * TURNS
    note = f"best {best / decisions * 1e6:.1f} µs, median {middle / decisions * 1e6:.1f}"
    sys.stderr.write(f"dialogue: {note} a decision\n")
    rate = decisions / best
    return (
        Row(name="dialogue_decisions_per_second", value=rate, unit="/s", limit=50_000),
        Row(name="dialogue_growth", value=of_many / of_one, unit="times", limit=1.3),
    )


def seconds(several: Sequence[Scene]) -> float:
    """CPU seconds of deciding all of them, `TURNS` times."""
    start = process_time()
    for _ in range(TURNS):
        for scene in several:
            decide(scene)
    return process_time() - start


def check(several: Sequence[Scene]) -> None:
    """Every reply is answered as it must be, and counts what it must."""
    expected = [key for share, _, key in MIX for _ in range(share)]
    decisions = [decide(scene) for scene in several]
    answers = [decision.answer.key if decision.answer else "" for decision in decisions]
    require(answers == expected, "a reply was answered otherwise")
    facts = Counter(fact.kind for decision in decisions for fact in decision.facts)
    require(facts == {"signed": 67, "declined": 11, "deferred": 6}, "a reply recorded otherwise")


def scenes(asks: int) -> list[Scene]:
    """One scene a reply, of people who were put every ask of a plan with so many."""
    plan = a_plan(asks)
    day = Day(id=plan.day, state="open", plan_version=1, slots=64, opened_at=NOW, closes=ENDS)
    said = [intent for share, intent, _ in MIX for _ in range(share)]
    return [
        Scene(
            person=_person(plan, number),
            day=day,
            plan=plan,
            inbound=Inbound(sid=f"SM{number}", intent=intent, at=NOW),
        )
        for number, intent in enumerate(said)
    ]


def a_plan(asks: int) -> Plan:
    """The urgent petition last, behind `asks - 1` others that are open too."""
    sign = _ask("sign", "sign", answers=("accept", "later"))
    sign = replace(sign, level=Level.URGENT, nudges=(timedelta(days=1),))
    others = [_ask(f"ask-{n}", ACTS[n % len(ACTS)]) for n in range(asks - 1)]
    return Plan(
        day="harbour",
        version=1,
        organisation="Friends of the Harbour",
        languages=("en", "fr"),
        zone="Europe/London",
        date=date(2027, 3, 18),
        closes=ENDS,
        gathering=time(18),
        demand={"en": "Save the harbour", "fr": "Sauver le port"},
        asks={ask.name: ask for ask in (*others, sign)},
        targets={},
        triggers={},
        coordinators=("lea@harbour.example",),
    )


def _ask(name: str, does: Act, answers: tuple[str, ...] = ("accept", "no")) -> Ask:
    return Ask(
        name=name,
        level=Level.EVENTS,
        does=does,
        until=ENDS,
        send=NOW - timedelta(1),
        answers=answers,
    )


def _person(plan: Plan, number: int) -> Person:
    sign = plan.asks["sign"]
    live = LiveAsk(day=plan.day, ask="sign", level=sign.level, asked_at=NOW, until=ENDS)
    return Person(
        id=f"1.{number:032x}",
        consent=Consent(state="in", at=NOW - timedelta(days=30), source="import:bench"),
        language="en",
        country="GB",
        region="SW",
        zone="Europe/London",
        address=b"sealed",
        standing=("member",),
        live=live,
        asks=dict.fromkeys((f"{plan.day}/{name}" for name in plan.asks), "asked"),
        version=3,
    )


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(json.dumps([row.as_json() for row in measure()]))
