"""The memory of a long wave: 100,000 people against 10,000, with the real steps.

`python -m bench.long_wave DIRECTORY PEOPLE` does one run in a process of its own and prints what it
took. The town makes its people when they are asked for; chunks lie on the disk, as in S3.
"""

import json
import resource
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Lock
from typing import Any

from bench import wave
from bench.rows import Row, require
from chalicelib.domain.days import Day
from chalicelib.domain.messages import Message
from chalicelib.domain.people import Consent, Person
from chalicelib.domain.roster import encode_line
from chalicelib.errors import NotFoundError
from chalicelib.ports import Exists, Sent, Stale, Written

MANY, FEW = 100_000, 10_000
OUT = 50
"""Of so many people, one has opted out."""


class Town:
    """The store of a town: two bytes a person, and nothing else that grows with them."""

    def __init__(self, people: int, plan: Any) -> None:
        self._plan = plan
        self.claimed, self.settled = bytearray(people), bytearray(people)

    def day(self, day: str) -> Day:
        opened = datetime(2026, 1, 1, tzinfo=UTC)
        known = {"id": day, "state": "open", "plan_version": 1, "slots": 64}
        return Day(**known, opened_at=opened, closes=self._plan.closes)  # type: ignore[arg-type]

    def plan(self, day: str, version: int) -> Any:
        return self._plan

    def runs(self, day: str) -> list[Any]:
        return []

    def persons(self, ids: Iterable[str]) -> dict[str, Person]:
        return {person: a_person(int(person, 16)) for person in ids}

    def reserve(self, pool: str, seconds: float, real_now: datetime) -> datetime:
        return real_now

    def claim(self, person: Person, message: Message, *more: Any) -> Any:
        at = int(person.id, 16)
        if self.claimed[at]:
            return Exists()
        self.claimed[at] = 1
        return Stale() if person.opted_out else Written()

    def move_messages(self, moves: Iterable[tuple[Message, Message]]) -> None:
        for before, after in moves:
            self.settled[int(before.person, 16)] += after.status == "accepted"


class Disk:
    """A bucket in a directory."""

    def __init__(self, directory: Path) -> None:
        self._root = directory

    def put(self, key: str, body: bytes, content_type: str, max_age: int = 0) -> None:
        path = self._root / key
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body)

    def get(self, key: str) -> bytes:
        if not (self._root / key).exists():
            raise NotFoundError(f"no object {key}")
        return (self._root / key).read_bytes()

    def lines(self, key: str) -> Iterator[bytes]:
        with (self._root / key).open("rb") as file:
            for line in file:
                yield line.rstrip(b"\n")

    def keys(self, prefix: str) -> list[str]:
        found = (path.relative_to(self._root) for path in (self._root / prefix).glob("*"))
        return sorted(str(path) for path in found)

    def delete(self, key: str) -> None:
        (self._root / key).unlink(missing_ok=True)


class OpenVault:
    """Seals nothing: numbers here are nobody's."""

    def open(self, sealed: bytes, owner: str) -> str:
        return sealed.decode()

    def token(self) -> str:
        return "x" * 32


class VirtualClock:
    """Starts at the next day's noon; passes by sleeping, side by side where threads do."""

    def __init__(self) -> None:
        self._now = wave.tomorrow_noon()
        self._lock = Lock()

    def now(self) -> datetime:
        return self._now

    def real_now(self) -> datetime:
        return self._now

    def sleep(self, seconds: float) -> None:
        until = self._now + timedelta(seconds=seconds)
        with self._lock:
            self._now = max(self._now, until)


class Carrier:
    """Takes every text at once; counts by number in one byte each."""

    def __init__(self, people: int) -> None:
        self.counted = bytearray(people)

    def send(self, to: str, *args: Any, **more: Any) -> Sent:
        at = int(to.removeprefix("+4400"))
        self.counted[at] += 1
        return Sent(f"SM{at:032x}", "accepted")


def a_person(at: int) -> Person:
    """The same one for the same place."""
    state: Any = "out" if at % OUT == 0 else "in"
    return Person(
        id=f"{at:032x}",
        consent=Consent(state=state, at=datetime(2026, 1, 1, tzinfo=UTC), source="import:bench"),
        language="en",
        country="GB",
        zone="Europe/London",
        address=f"+4400{at:08}".encode(),
        version=1,
    )


def one_run(directory: Path, people: int) -> None:
    """The whole wave, and that everyone who is in got one text, and nobody else any."""
    from chalicelib import wiring

    disk = Disk(directory)
    for start in range(0, people, 1000):
        lines = (encode_line(a_person(at)) for at in range(start, start + 1000))
        disk.put(f"roster/{start:08}.jsonl", b"".join(lines), "application/x-ndjson")
    plan = wave.plan_of("short-code")
    town, carrier = Town(people, plan), Carrier(people)
    ports: dict[str, Any] = {"store": town, "files": disk, "vault": OpenVault()}
    with wiring.instead(**ports, clock=VirtualClock(), carrier=carrier):
        wave.run_wave(plan)
    wanted = bytes(at % OUT != 0 for at in range(people))
    require(carrier.counted == wanted, "not each who is in got one text, and nobody else any")
    require(town.settled == wanted, "an outcome is missing")
    kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    sys.stdout.write(json.dumps({"kilobytes": kilobytes}))


def memory(directory: Path, environment: Mapping[str, str]) -> Row:
    """The most memory of the long wave against the short one's."""
    sizes = []
    for people in (FEW, MANY):
        command = [
            sys.executable,
            "-m",
            "bench.long_wave",
            str(directory / str(people)),
            str(people),
        ]
        done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE)
        sizes.append(json.loads(done.stdout.splitlines()[-1])["kilobytes"])
        sys.stderr.write(f"wave of {people}: {sizes[-1] / 1024:.0f} MB\n")
    return Row(name="wave_100k_memory_ratio", value=sizes[1] / sizes[0], unit="times", limit=1.2)


if __name__ == "__main__":
    one_run(Path(sys.argv[1]), int(sys.argv[2]))
