"""A cold start: fresh processes that import what the first webhook answer needs.

`python -m bench.cold_start ours|floor` is one of them: it prints its CPU seconds as JSON.
"""

import json
import statistics
import subprocess
import sys
from collections.abc import Mapping
from time import process_time

from bench.rows import Row, require

ROUNDS = 7
"""Each a pair, after one pair that compiles and warms the disk's cache."""


def ours() -> None:
    """The app, its clients and all that an answer loads, short of a call to AWS.

    The secret's value is left out: the floor has none.
    """
    import app
    from chalicelib import wiring
    from chalicelib.adapters import vault  # noqa: F401 - loaded below by the first hash
    from chalicelib.domain.intents import classify

    assert app.app.routes
    wiring.store()._table._client.meta  # noqa: B018 - the client is made
    catalogues = wiring.catalogues()
    assert classify("1", catalogues.vocabulary("en"), frozenset()).kind == "number"
    assert wiring.open_days() and wiring.clock()
    loaded_by_an_answer()


def loaded_by_an_answer() -> None:
    """What is imported inside functions on the way of a reply."""
    import cryptography.hazmat.primitives.ciphers.aead
    import twilio.request_validator  # noqa: F401


def floor() -> None:
    """Chalice, one pydantic model and one client of DynamoDB."""
    import boto3
    from chalice.app import Chalice
    from pydantic import BaseModel

    class Settings(BaseModel):
        table: str

    assert Chalice(app_name="floor").routes == {} and Settings(table="t").table == "t"
    boto3.client("dynamodb")


def measure(environment: Mapping[str, str]) -> Row:
    """The median ratio of fresh processes' CPU, in turn."""
    pairs = [(_cpu("ours", environment), _cpu("floor", environment)) for _ in range(ROUNDS + 1)]
    ratio = statistics.median(mine / least for mine, least in pairs[1:])
    sys.stderr.write(f"cold start: {' '.join(f'{a:.3f}/{b:.3f}' for a, b in pairs[1:])} s\n")
    return Row(name="webhook_import_ratio", value=ratio, unit="times", limit=1.25)


def _cpu(side: str, environment: Mapping[str, str]) -> float:
    command = [sys.executable, "-m", "bench.cold_start", side]
    done = subprocess.run(command, env=environment, check=True, capture_output=True)
    seconds = float(json.loads(done.stdout))
    require(seconds > 0, "a process that took no time")
    return seconds


def main(side: str) -> None:
    """One process: what the interpreter itself took, and this module, is not counted."""
    start = process_time()
    {"ours": ours, "floor": floor}[side]()
    sys.stdout.write(json.dumps(process_time() - start))


if __name__ == "__main__":
    main(sys.argv[1])
