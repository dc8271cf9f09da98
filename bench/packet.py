"""The packet of 500,000 signatories: how long its steps take, and their memory, with real steps.

`python -m bench.packet DIRECTORY` does one run in a process of its own and prints what it took.
The town makes its facts and people when they are asked for; objects lie on the disk, as in S3. The
store's own time is not in it: 500,000 facts are some 200 pages of DynamoDB.
"""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from bench import long_wave, wave
from bench.rows import Row, require
from chalicelib.domain.days import Day
from chalicelib.domain.facts import Fact
from chalicelib.domain.people import Person
from chalicelib.domain.plan import OfficeHours, Plan, Target, Trigger
from chalicelib.domain.totals import Totals, petition_of
from chalicelib.steps.build_packet import BuildPacket, build_packet
from chalicelib.steps.freeze_counts import FreezeCounts, freeze_counts

SIGNED, SLOTS = 500_000, 64
COUNTRIES = ("GB", "FR", "UG", "")
LAUNCH = datetime(2026, 1, 1, tzinfo=UTC)


class Town(long_wave.Town):
    """Of a signer it keeps nothing."""

    def __init__(self, plan: Plan) -> None:
        super().__init__(0, plan)
        self._fact = {"day": plan.day, "ask": petition_of(plan), "at": LAUNCH, "channel": "sms"}

    def day(self, day: str) -> Day:
        return replace(super().day(day), slots=SLOTS)

    def facts_in(self, day: str, slot: int) -> Iterator[Fact]:
        for at in range(slot, SIGNED, SLOTS):
            known = {**self._fact, "kind": "signed", "country": COUNTRIES[at % 4]}
            yield Fact(person=f"{at:032x}", **known)  # type: ignore[arg-type]

    def totals(self, day: str, as_of: datetime) -> Totals:
        signed = {f"{self._fact['ask']}.signed": SIGNED}
        return Totals(day=day, as_of=as_of, by_country={"GB": signed})

    def persons(self, ids: Iterable[str]) -> dict[str, Person]:
        people = (long_wave.a_person(int(person, 16)) for person in ids)
        return {person.id: replace(person, name=b"Marie-Claire") for person in people}

    def deliveries(self, day: str) -> list[Any]:
        """Its target had the first packet."""
        before = SimpleNamespace(target="minister", trigger="one", state="sent", claimed_at=LAUNCH)
        return [before]


def plan_of() -> Plan:
    """A target that is given initials, and two triggers."""
    minister = Target(
        name="minister",
        names={"en": "the Minister"},
        deliver="mail",
        language="en",
        hours=OfficeHours(),
        to="minister@example.org",
        signatories="initials",
    )
    triggers = {n: Trigger(name=n, kind="deadline", deliver=("minister",)) for n in ("one", "two")}
    base = wave.plan_of("short-code")
    return replace(base, targets={"minister": minister}, triggers=triggers)


def one_run(directory: Path) -> dict[str, float]:
    """Two packets: the second is compared with the first. Seconds of the second alone."""
    from chalicelib import wiring
    from chalicelib.adapters.catalogues import GettextCatalogues

    plan = plan_of()
    disk, clock = long_wave.Disk(directory), long_wave.VirtualClock()
    ports: dict[str, Any] = {"store": Town(plan), "files": disk, "clock": clock}
    ports |= {"vault": Vault(), "catalogues": GettextCatalogues()}
    ports["settings"] = SimpleNamespace(base_url="https://api.example")
    started = 0.0
    with wiring.instead(**ports):
        for trigger in plan.triggers:
            started = time.perf_counter()
            freeze = FreezeCounts(day=plan.day, trigger=trigger, targets=("minister",))
            while wiring.call(freeze_counts, freeze).left:
                pass
            build = BuildPacket(day=plan.day, trigger=trigger, target="minister")
            wiring.call(build_packet, build)
    seconds = time.perf_counter() - started
    _right(json.loads(disk.get(f"packets/{plan.day}/two/minister.manifest.json")))
    return {"seconds": seconds, "kilobytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss}


def _right(manifest: dict[str, Any]) -> None:
    rows = [file["rows"] for file in manifest["files"] if file["rows"]]
    require(rows == [50_000] * 10, f"the parts have {rows} rows")
    require(manifest["signatures"] == SIGNED, "the counts are not those of the list")
    require(manifest["difference"] == {"new": 0, "withdrawn": 0}, "the same list differs")


class Vault(long_wave.OpenVault):
    """Seals and signs nothing."""

    def sign(self, clear: str) -> str:
        return clear


def packet(directory: Path, environment: Mapping[str, str]) -> tuple[Row, ...]:
    """Its seconds and its memory, of a process of its own."""
    command = [sys.executable, "-m", "bench.packet", str(directory)]
    done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE)
    took = json.loads(done.stdout.splitlines()[-1])
    return (
        Row(name="packet_500k_seconds", value=took["seconds"], unit="s"),
        Row(name="packet_500k_peak_mb", value=took["kilobytes"] / 1024, unit="MB", limit=512),
    )


if __name__ == "__main__":
    sys.stdout.write(json.dumps(one_run(Path(sys.argv[1]))))
