"""A wave: the calls to AWS that each ask takes, with everything that its run asks.

`python -m bench.wave CLOUD_URL RESULT` in a process of its own. The carrier is virtual, and so is
time: it passes with the sender's pace and each text's way to the carrier.
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
from chalicelib.domain.people import Consent, Person
from chalicelib.domain.plan import Plan
from chalicelib.domain.roster import encode_line
from chalicelib.ports import Sent
from chalicelib.steps.launch_day import launch_day

PEOPLE = 1000
ON_THE_WAY = 0.15
"""Seconds that a text takes to the carrier."""
DAY = "harbour"


class VirtualClock:
    """Starts at the next day's noon; passes by sleeping."""

    def __init__(self) -> None:
        tomorrow = datetime.now(UTC) + timedelta(days=1)
        self._now = tomorrow.replace(hour=12, minute=0, second=0, microsecond=0)

    def now(self) -> datetime:
        return self._now

    def real_now(self) -> datetime:
        return self._now

    def sleep(self, seconds: float) -> None:
        self._now += timedelta(seconds=seconds)


class VirtualCarrier:
    """Takes every text, a moment later; remembers how many each number got."""

    def __init__(self, clock: VirtualClock) -> None:
        self.texts: dict[str, int] = {}
        self._clock = clock

    def send(
        self, to: str, body: str, message_id: str, validity_seconds: int, service: str = ""
    ) -> Sent:
        self._clock.sleep(ON_THE_WAY)
        self.texts[to] = self.texts.get(to, 0) + 1
        return Sent(f"SM{len(self.texts):032x}", "accepted")


def plan_of(kind: str, day: str = DAY) -> Plan:
    """The day's plan, from one kind of sender."""
    return replace(ground.a_plan(day), senders={"other": kind})


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


def measure(kind: str, people: list[str], calls: Calls) -> float:
    """Calls for each person who was asked, in a day of its own."""
    plan = plan_of(kind, f"harbour-{kind}")
    launch_day(plan, store=wiring.store(), clock=wiring.clock())
    calls.taken()
    run_wave(plan)
    made = calls.taken()
    names = sorted({name for name, _ in made})
    shown = ", ".join(f"{sum(n == name for n, _ in made)} {name}" for name in names)
    sys.stderr.write(f"wave by {kind}: {len(people)} people, {shown}\n")
    return len(made) / len(people)


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
    clock = VirtualClock()
    carrier: Any = VirtualCarrier(clock)
    ground.client("s3", url).create_bucket(Bucket="bench-files")
    with wiring.instead(clock=clock, carrier=carrier):
        people = furnish()
        calls = Calls()
        listen_to_all(calls)
        ask = measure("toll-free", people, calls)
        require(carrier.texts == dict.fromkeys(people, 1), "not each got one text")
    rows = [Row(name="wave_calls_per_ask", value=ask, unit="calls", limit=2)]
    Path(result).write_text(json.dumps([row.as_json() for row in rows]))


if __name__ == "__main__":
    main(*sys.argv[1:])
