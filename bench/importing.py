"""The import of a people list: rows a second against the least they need, and its memory.

`python -m bench.importing FILE ours|floor|stored` does one run in a process of its own, and prints
rows, seconds and the most memory it had, as JSON.
"""

import csv
import json
import resource
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from bench import people_list
from bench.rows import Row, require

ROWS = 20_000
STORED_ROWS = 2_000
MANY, FEW = 800_000, 10_000
ROUNDS = 5


class NullStore:
    """Takes every person, and knows nobody."""

    def __init__(self) -> None:
        from chalicelib.ports import Written

        self._written = Written()

    def add_person(self, person: Any, aliases: Iterable[str] = (), free: Iterable[str] = ()) -> Any:
        return self._written

    def person(self, person: str) -> None:
        return None


class NullObjects:
    """Counts the lines that it throws away."""

    def __init__(self) -> None:
        self.lines = 0

    def put(self, key: str, body: bytes, content_type: str, max_age: int = 0) -> None:
        self.lines += body.count(b"\n")


class OneKey:
    """A KMS and a keyring that hold one key."""

    def decrypt(self, **_: Any) -> dict[str, bytes]:
        return {"Plaintext": bytes(32)}

    def current_data_key(self) -> tuple[str, bytes]:
        return "00" * 8, b"wrapped"


def ours(path: Path) -> int:
    """The import as the command runs it, with nothing behind the ports of store and files."""
    from chalicelib.adapters.secrets import Secrets
    from chalicelib.adapters.vault import Vault

    secrets = Secrets(peppers={"1": b"p"}, session_key=b"s", twilio_tokens=("t",))
    key: Any = OneKey()
    return _imported(path, NullStore(), Vault(key, lambda: key, lambda: secrets, "key"))


def stored(path: Path) -> int:
    """The same into the local cloud's table."""
    from chalicelib import wiring

    return _imported(path, wiring.store(), wiring.vault())


def floor(path: Path) -> int:
    """csv, and three questions to phonenumbers."""
    import phonenumbers
    from phonenumbers import NumberParseException, PhoneNumberType

    rows = texted = 0
    mobile = {PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE}
    with path.open(newline="", encoding="utf-8") as file:
        reader = csv.reader(file)
        phone = next(reader).index("phone")
        for record in reader:
            rows += 1
            try:
                number = phonenumbers.parse(record[phone], None)
            except NumberParseException:
                continue
            valid = phonenumbers.is_valid_number(number)
            texted += phonenumbers.number_type(number) in mobile and valid
    wanted = people_list.expected(rows)
    given = wanted["accepted"] + wanted["opted_out"] + wanted["duplicates"]
    require(texted == given, f"{texted} numbers that can be texted, not {given}")
    return rows


def _imported(path: Path, store: Any, vault: Any) -> int:
    from chalicelib.adapters.clock import SystemClock
    from chalicelib.domain.people_csv import read_people
    from chalicelib.steps.import_people import import_people

    files: Any = NullObjects()
    with path.open(newline="", encoding="utf-8") as lines:
        report = import_people(
            read_people(lines),
            import_id="bench",
            source="bench",
            store=store,
            vault=vault,
            files=files,
            clock=SystemClock(),
        )
    counts = {name: getattr(report, name) for name in people_list.expected(0)}
    rows = sum(counts.values())
    require(counts == people_list.expected(rows), f"the report says {counts}")
    require(files.lines == counts["accepted"], "the roster misses someone")
    return rows


def main(path: str, side: str) -> None:
    """One run."""
    run: Callable[[Path], int] = {"ours": ours, "floor": floor, "stored": stored}[side]
    if side != "stored":
        _warm_up(run, Path(path).with_suffix(".short"))
    start, used = perf_counter(), process_time()
    rows = run(Path(path))
    seconds, cpu = perf_counter() - start, process_time() - used
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    sys.stdout.write(
        json.dumps({"rows": rows, "seconds": seconds, "cpu": cpu, "kilobytes": memory})
    )


def _warm_up(run: Callable[[Path], int], short: Path) -> None:
    """Loads modules and tables of numbers, which are not of the rows."""
    people_list.write(short, people_list.EVERY)
    run(short)


def rates(directory: Path, environment: Mapping[str, str]) -> list[Row]:
    """Rows a second, in turn; and once into the local cloud."""
    path = directory / "people.csv"
    people_list.write(path, ROWS)
    pairs = [
        (_rate(path, "ours", environment), _rate(path, "floor", environment)) for _ in range(ROUNDS)
    ]
    people_list.write(path, STORED_ROWS)
    ours, floor = (statistics.median(side) for side in zip(*pairs, strict=True))
    sys.stderr.write(f"import: ours {ours:.0f}, floor {floor:.0f} rows/s\n")
    ratio = statistics.median(ours / floor for ours, floor in pairs)
    stored = _rate(path, "stored", environment, "seconds")
    return [
        Row(name="import_rows_ratio", value=ratio, unit="times", limit=0.6),
        Row(name="import_rows_stored", value=stored, unit="rows/s"),
    ]


def memory(directory: Path, environment: Mapping[str, str]) -> Row:
    """The most memory of a long list against a short one's."""
    sizes = []
    for rows in (FEW, MANY):
        path = directory / f"{rows}.csv"
        people_list.write(path, rows)
        done = _run(path, "ours", environment)
        require(done["rows"] == rows, "rows are missing")
        sizes.append(done["kilobytes"])
        sys.stderr.write(f"import of {rows}: {done['kilobytes'] / 1024:.0f} MB\n")
        path.unlink()
    return Row(name="import_memory_ratio", value=sizes[1] / sizes[0], unit="times", limit=1.2)


def _rate(path: Path, side: str, environment: Mapping[str, str], clock: str = "cpu") -> float:
    """Rows a second of CPU, which other work on the machine disturbs less, or of time."""
    done = _run(path, side, environment)
    return float(done["rows"] / done[clock])


def _run(path: Path, side: str, environment: Mapping[str, str]) -> Any:
    command = [sys.executable, "-m", "bench.importing", str(path), side]
    done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE)
    return json.loads(done.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
