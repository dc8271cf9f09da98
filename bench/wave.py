"""A wave: the calls to AWS that each ask takes, with everything that its run asks.

`python -m bench.wave CLOUD_URL RESULT` in a process of its own. The carrier is virtual, and so is
time: it passes with the sender's pace and each text's way to the carrier, of which a worker has
several under way. The row is that of the dearest sender.
"""

import json
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bench import ground
from bench.reply import Calls, listen_to_all, numbers
from bench.rows import Row, require
from chalicelib import entry, wiring
from chalicelib.domain.pace import SEGMENTS_A_SECOND
from chalicelib.domain.people import Consent, Person
from chalicelib.domain.plan import Plan
from chalicelib.domain.roster import encode_line
from chalicelib.domain.segments import segments
from chalicelib.ports import Clock, Sent
from chalicelib.steps.launch_day import launch_day
from tests.support.crew import Crew

PEOPLE = 500
ON_THE_WAY = 0.15
"""Seconds that a text takes to the carrier."""
DAY = "harbour"
LONG = "Come and see what the harbour is to us, and what it may yet be. " * 6


def tomorrow_noon() -> datetime:
    """When everybody in Britain may be texted."""
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    return tomorrow.replace(hour=12, minute=0, second=0, microsecond=0)


class VirtualCarrier:
    """Takes every text, a moment later; remembers how many each number got."""

    def __init__(self, clock: Clock) -> None:
        self.texts: dict[str, int] = {}
        self._clock = clock

    def send(
        self, to: str, body: str, message_id: str, validity_seconds: int, service: str = ""
    ) -> Sent:
        self._clock.sleep(ON_THE_WAY)
        self.texts[to] = self.texts.get(to, 0) + 1
        return Sent(f"SM{len(self.texts):032x}", "accepted")


def plan_of(kind: str, day: str = DAY, more: str = "") -> Plan:
    """The day's plan, from one kind of sender; `more` makes its text longer."""
    plan = ground.a_plan(day)
    sign = replace(plan.asks["sign"], text={"en": plan.asks["sign"].text["en"] + more})
    return replace(plan, senders={"other": kind}, asks={"sign": sign})


def run_wave(plan: Plan) -> None:
    """The steps of one run of the wave, in their order, as the workflow asks them."""
    run = {"day": plan.day, "moment": "wave.sign.0.other", "attempt": 1, "execution": plan.day}
    wave = {**run, "ask": "sign", "n": 0, "sender": "other"}
    audience = entry.run_step("choose_audience", wave)
    counts = []
    for line in wiring.files().lines(audience["manifest"]):
        chunk = json.loads(line)["chunk"]
        counts.append(entry.run_step("send_chunk", {**wave, "chunk": chunk}))
    finished = {"outcome": {"state": "succeeded"}, "audience": audience, "counts": counts}
    entry.run_step("finish_run", {**run, **finished})


def measure(kind: str, more: str, people: list[str], calls: Calls) -> float:
    """Calls for each person who was asked, in a day of its own."""
    plan = plan_of(kind, f"harbour-{kind}-{len(more)}", more)
    launch_day(plan, store=wiring.store(), clock=wiring.clock())
    calls.taken()
    run_wave(plan)
    made = calls.taken()
    names = sorted({name for name, _ in made})
    shown = ", ".join(f"{sum(n == name for n, _ in made)} {name}" for name in names)
    asks = len(made) / len(people)
    length = segments(plan.asks["sign"].text["en"])
    sys.stderr.write(f"wave by {kind}, {length} segments: {asks:.2f} calls an ask: {shown}\n")
    return asks


def answered(people: list[str]) -> None:
    """Nobody has a live ask from an earlier wave."""
    store = wiring.store()
    for person in store.persons(map(wiring.vault().person_id, people)).values():
        store.update_person(replace(person, live=None))


def furnish() -> list[str]:
    """Everyone in the table and on the roster."""
    given = [number for number, _ in zip(numbers(), range(PEOPLE), strict=False)]
    people = [_person(number) for number in given]
    for person in people:
        wiring.store().add_person(person)
    roster = b"".join(encode_line(person) for person in people)
    wiring.files().put("roster/bench.jsonl", roster, "application/x-ndjson")
    return given


def _person(number: str) -> Person:
    person = wiring.vault().person_id(number)
    return Person(
        id=person,
        consent=Consent(state="in", at=datetime(2026, 1, 1, tzinfo=UTC), source="import:bench"),
        language="en",
        country="GB",
        zone="Europe/London",
        address=wiring.vault().seal(number, person),
    )


def main(url: str, result: str) -> None:
    """Measures, checks, and leaves the rows in the file `result`."""
    crew = Crew(tomorrow_noon())
    carrier: Any = VirtualCarrier(crew)
    ground.client("s3", url).create_bucket(Bucket="bench-files")
    with wiring.instead(clock=crew, carrier=carrier, hands=crew):
        people = furnish()
        calls = Calls()
        listen_to_all(calls)
        waves = [(kind, "") for kind in SEGMENTS_A_SECOND]
        waves += [(kind, LONG) for kind in ("long-code", "toll-free")]
        asks = []
        for each, (kind, more) in enumerate(waves, 1):
            answered(people)
            asks.append(measure(kind, more, people, calls))
            require(carrier.texts == dict.fromkeys(people, each), "not each got one text")
    rows = [Row(name="wave_calls_per_ask", value=max(asks), unit="calls", limit=2)]
    Path(result).write_text(json.dumps([row.as_json() for row in rows]))


if __name__ == "__main__":
    main(*sys.argv[1:])
